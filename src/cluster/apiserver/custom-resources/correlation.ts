import {deepEqual} from '../../../api/json/deep-equal.ts'
import {getKey, isObject} from '../../../api/json/index.ts'

/** A schema as its definition has it. */
export type SchemaNode = Record<string, unknown>

/** A value, what it was before, and the schema of both. */
export interface Correlated {
  node: SchemaNode
  now: unknown
  before: unknown
}

/** The schema of a map's key. */
export function nodeOf(node: SchemaNode, key: string): SchemaNode | undefined {
  const {properties, additionalProperties} = node
  const own = isObject(properties) ? getKey(properties, key) : undefined
  if (isObject(own)) return own
  return isObject(additionalProperties) ? additionalProperties : undefined
}

/** A map's key with what was there before; undefined where that is not known. */
export function correlatedKey({node, now, before}: Correlated, key: string): Correlated | undefined {
  const inner = nodeOf(node, key)
  return inner && isObject(now) && isObject(before) && Object.hasOwn(now, key) && Object.hasOwn(before, key)
    ? {node: inner, now: now[key], before: before[key]}
    : undefined
}

/** A list's item with the one before that has its keys; undefined where there is none, or the list is no map. */
export function correlatedItem({node, now, before}: Correlated, index: number): Correlated | undefined {
  const inner = node['items']
  const item = Array.isArray(now) ? now[index] : undefined
  const old = oldItem(node, item, before)
  return isObject(inner) && old !== undefined ? {node: inner, now: item, before: old} : undefined
}

/** The item of an old list that goes by the same keys. */
export function oldItem(node: SchemaNode, item: unknown, before: unknown): unknown {
  const keys = node['x-kubernetes-list-map-keys']
  if (node['x-kubernetes-list-type'] !== 'map' || !Array.isArray(before) || !isObject(item) || !Array.isArray(keys))
    return undefined
  return before.find(other => isObject(other) && keys.every(key => deepEqual(other[String(key)], item[String(key)])))
}

/** Whether a value is as it was, as far as its schema knows it: what no schema says anything about never is. */
export function isUnchanged(pair: Correlated): boolean {
  const {node, now, before} = pair
  if (Array.isArray(now)) {
    if (!Array.isArray(before) || now.length !== before.length) return false
    if (node['x-kubernetes-list-type'] !== 'map') return deepEqual(now, before)
    return now.every((_, index) => holds(correlatedItem(pair, index)))
  }
  if (!isObject(now)) return deepEqual(now, before)
  if (!isObject(before) || Object.keys(now).length !== Object.keys(before).length) return false
  return Object.keys(now).every(key => holds(correlatedKey(pair, key)))
}

const holds = (pair: Correlated | undefined): boolean => pair !== undefined && isUnchanged(pair)
