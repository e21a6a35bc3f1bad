import type {JsonObject} from '../../../src/api/object.ts'
import {decodeProtobuf} from '../../../src/api/protobuf/decode.ts'
import {encodeProtobuf} from '../../../src/api/protobuf/encode.ts'
import {stringifyYaml} from '../../../src/api/yaml/index.ts'
import {levelText} from '../../parity/level.ts'
import {parsed, type RawAnswer, type RawSend, rawSender} from './api-connection.ts'
import {differences} from './differences.ts'
import {type Body, type Original, originals} from './objects.ts'

export interface FormatResult {
  identical: number
  total: number
  misses: {name: string; differing: string[]}[]
}

export type Format = 'json' | 'yaml' | 'protobuf'

export const mediaTypes: Record<Format, string> = {
  json: 'application/json',
  yaml: 'application/yaml',
  protobuf: 'application/vnd.kubernetes.protobuf',
}
const formats = Object.keys(mediaTypes) as Format[]
const namespace = 'differential'
const finalizer = 'differential.example.com/keep'

/**
 * Creates an object of each kind in each format on two servers, for real, reads it back in each format, gives it its status, marks it for deletion while a
 * finalizer holds it, and lets it go: tells where the second server answers otherwise than the first.
 */
export async function compareFormats(
  {reference, kubeconfig}: {reference: string; kubeconfig: string},
  kinds: readonly string[] = [],
): Promise<FormatResult> {
  const servers = [rawSender(reference), rawSender(kubeconfig)] as const
  const result: FormatResult = {identical: 0, total: 0, misses: []}
  for (const name of [namespace, `${namespace}-quota`])
    await Promise.all(servers.map(send => makeNamespace(send, name)))
  for (const original of originals()) {
    if (!original.own || (kinds.length > 0 && !kinds.includes(original.body.kind))) continue
    for (const format of formats) await live(servers, original, format, result)
  }
  return result
}

async function makeNamespace(send: RawSend, name: string): Promise<void> {
  const create = (path: string, metadata: object) =>
    send({method: 'POST', path, headers: json, payload: JSON.stringify({metadata})})
  await create('/api/v1/namespaces', {name})
  await create(`/api/v1/namespaces/${name}/serviceaccounts`, {name: 'default'})
}

const json = {'content-type': 'application/json', accept: 'application/json'}

/** Kinds whose status the API server keeps itself, and how many milliseconds it is given for that. */
const selfKept = new Set(['FlowSchema', 'APIService'])
const patience = 1500

/** The whole life of one object. */
async function live(
  servers: readonly [RawSend, RawSend],
  {body, path, own = '', title, hasStatus}: Original,
  format: Format,
  result: FormatResult,
): Promise<void> {
  const headers = {'content-type': mediaTypes[format]}
  const ask = async (what: string, send: (server: RawSend) => Promise<RawAnswer>, answered: Format = 'json') => {
    const [wanted, got] = await Promise.all(servers.map(send))
    if (wanted!.code === 0) return
    const found = differences(levelled(wanted!, answered), levelled(got!, answered))
    result.total += 1
    if (found.length === 0) result.identical += 1
    else result.misses.push({name: `${title} in ${format}: ${what}`, differing: found})
  }
  const {status: _, ...bare} = body
  const held = {...bare, metadata: {...body.metadata, finalizers: [finalizer]}} as Body
  const created = payload(held, format)
  await ask('create', send =>
    send({
      method: 'POST',
      path: `${path}?fieldManager=one`,
      headers: {...headers, accept: mediaTypes.json},
      payload: created,
    }),
  )
  for (const answered of formats)
    await ask(
      `get ${answered}`,
      send => send({method: 'GET', path: own, headers: {accept: mediaTypes[answered]}}),
      answered,
    )
  const whole = payload({...held, status: body['status'] ?? {}}, format)
  const kept = selfKept.has(body.kind)
  if (kept) await new Promise(resolve => setTimeout(resolve, patience))
  if (hasStatus && !kept)
    await ask('status', send =>
      send({
        method: 'PUT',
        path: `${own}/status?fieldManager=two`,
        headers: {...headers, accept: mediaTypes.json},
        payload: whole,
      }),
    )
  await ask('delete', send => send({method: 'DELETE', path: `${own}?gracePeriodSeconds=0`, headers: json}))
  if (body.kind === 'CustomResourceDefinition') await new Promise(resolve => setTimeout(resolve, patience))
  await ask('get deleted', send => send({method: 'GET', path: own, headers: json}))
  const patch = JSON.stringify({metadata: {finalizers: null}})
  const merge = {...json, 'content-type': 'application/merge-patch+json'}
  await ask('let go', send => send({method: 'PATCH', path: own, headers: merge, payload: patch}))
  if (body.kind === 'Namespace') await Promise.all(servers.map(send => finalize(send, own)))
  await ask('get gone', send => send({method: 'GET', path: own, headers: json}))
}

/** With nobody there who would see what is left in a namespace. */
export async function finalize(send: RawSend, own: string): Promise<void> {
  const payload = JSON.stringify({metadata: {name: own.split('/').at(-1)}, spec: {}})
  await send({method: 'PUT', path: `${own}/finalize`, headers: json, payload})
}

/** What is sent of an object in a format. */
export function payload(body: JsonObject, format: Format): string | Buffer {
  if (format === 'json') return JSON.stringify(body)
  return format === 'yaml' ? stringifyYaml(body) : Buffer.from(encodeProtobuf(body))
}

/** What is compared of an answer in a format. */
export function levelled({code, text, headers}: RawAnswer, format: Format): unknown {
  const told = {code, warning: headers['warning'], type: headers['content-type']}
  if (format === 'yaml')
    return {...told, body: levelText(text.replaceAll(/X509SHA256=[0-9a-f]+/g, 'X509SHA256=N'), namespace)}
  const body = format === 'protobuf' && code < 300 ? JSON.stringify(decodeProtobuf(Buffer.from(text, 'latin1'))) : text
  const value = parsed(body, namespace)
  return {...told, body: value, order: JSON.stringify(value)}
}
