import type {KeyValue, OperationResponse, RangeResponse} from '../etcd/store.ts'
import {type JsonValue, omitEmpty} from './go-json.ts'
import {type Header, headerFields, headerJson} from './header.ts'
import {kvFields, kvJson, kvLines} from './key-value.ts'
import type {Views} from './views.ts'

type Shown = {hex: boolean; valueOnly?: boolean}

/** A range's answer. */
export const rangeViews = (header: Header, {kvs, more, count}: RangeResponse, shown: Shown): Views => ({
  simple: () => kvs.flatMap(kv => kvLines(kv, shown)),
  json: () => ({header: headerJson(header), ...omitEmpty({kvs: kvs.map(kvJson), more, count})}),
  fields: () => [
    ...headerFields(header, shown.hex),
    ...kvs.flatMap(kv => kvFields(kv, shown)),
    `"More" : ${more}`,
    `"Count" : ${count}`,
  ],
})

/** A put's answer. */
export const putViews = (header: Header, prevKv: KeyValue | undefined, shown: Shown): Views => ({
  simple: () => ['OK', ...(prevKv ? kvLines(prevKv, shown) : [])],
  json: () => ({header: headerJson(header), prev_kv: prevKv && kvJson(prevKv)}),
  fields: () => [
    ...headerFields(header, shown.hex),
    ...(prevKv ? kvFields(prevKv, {hex: shown.hex, prefix: 'Prev'}) : []),
  ],
})

/** A deletion's answer. */
export const deleteViews = (
  header: Header,
  {deleted, prevKvs}: {deleted: number; prevKvs: KeyValue[]},
  shown: Shown,
): Views => ({
  simple: () => [`${deleted}`, ...prevKvs.flatMap(kv => kvLines(kv, shown))],
  json: () => ({header: headerJson(header), ...omitEmpty({deleted, prev_kvs: prevKvs.map(kvJson)})}),
  fields: () => [
    ...headerFields(header, shown.hex),
    `"Deleted" : ${deleted}`,
    ...prevKvs.flatMap(kv => kvFields(kv, {hex: shown.hex, prefix: 'Prev'})),
  ],
})

/** The name of an answer inside a transaction's, and its views. */
export function operationViews(
  response: Exclude<OperationResponse, {type: 'txn'}>,
  header: Header,
  shown: Shown,
): {name: string; views: Views} {
  if (response.type === 'range') return {name: 'ResponseRange', views: rangeViews(header, response, shown)}
  if (response.type === 'put') return {name: 'ResponsePut', views: putViews(header, response.prevKv, shown)}
  return {name: 'ResponseDeleteRange', views: deleteViews(header, response, shown)}
}

export const wrapped = (name: string, json: JsonValue): JsonValue => ({Response: {[name]: json}})
