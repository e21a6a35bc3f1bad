import type {Random} from '../../../src/cluster/runtime/random.ts'
import {resolved, type Schema} from './schema.ts'

export type Json = null | boolean | number | string | Json[] | {[key: string]: Json}

export interface Mutation {
  /** What was changed, as `spec.ports.0.port = -1`. */
  name: string
  body: Json
}

const skipped = new Set(['apiVersion', 'kind', 'managedFields', 'status', 'ownerReferences'])
const strings = [
  '',
  ' x',
  'Bad_Name',
  'a/b/c',
  'x'.repeat(64),
  'é',
  '../x',
  '$(X)',
  '-1',
  'none',
  '1.2.3.4',
  '10Gi',
  '80%',
]
const numbers = [-1, 0, 1, 3, 65_536, 2_147_483_647, 2_147_483_648, 1.5]

/** So many objects, each with some things wrong, odd or new in it; the same for the same randomness. */
export function mutations(
  object: Json,
  schema: Schema,
  {count, random, part = 'object', faults = 1}: {count: number; random: Random; part?: Part; faults?: number},
): Mutation[] {
  const once = (from: Json): Mutation[] => [
    ...(part === 'object' ? changes(from, schema, '') : statusChanges(from, schema)),
  ]
  const chosen = once(object)
    .map(change => ({change, rank: random.number()}))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, count)
    .map(({change}) => change)
  for (let more = 1; more < faults; more += 1)
    for (const [index, {name, body}] of chosen.entries()) {
      const all = once(body)
      const next = all[Math.floor(random.number() * all.length)]
      if (next) chosen[index] = {name: `${name}; ${next.name}`, body: next.body}
    }
  return chosen
}

type Part = 'object' | 'status'

/** The object with its status changed, or the beginnings of one. */
function* statusChanges(object: Json, schema: Schema): Generator<Mutation> {
  const {status: property} = resolved(schema).properties ?? {}
  if (typeof object !== 'object' || object === null || Array.isArray(object) || !property) return
  for (const change of changes(object['status'] ?? {}, property, 'status'))
    yield {...change, body: {...object, status: change.body}}
}

function* changes(value: Json, schema: Schema, path: string): Generator<Mutation> {
  const {type, properties, items, additionalProperties, ...rest} = resolved(schema)
  for (const other of replacements(value, {type, properties, items, additionalProperties, ...rest})) {
    if (path) yield {name: `${path} = ${JSON.stringify(other).slice(0, 60)}`, body: other}
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      for (const change of changes(item, items ?? {}, join(path, String(index))))
        yield {...change, body: value.with(index, change.body)}
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const [key, property] of Object.entries(value)) {
    if (skipped.has(key)) continue
    const {[key]: _, ...without} = value
    yield {name: `no ${join(path, key)}`, body: without}
    for (const change of changes(property, properties?.[key] ?? additionalProperties ?? {}, join(path, key)))
      yield {...change, body: {...value, [key]: change.body}}
  }
  for (const [key, property] of Object.entries(properties ?? {})) {
    if (skipped.has(key) || key in value) continue
    for (const added of additions(property)) {
      const name = `${join(path, key)} = ${JSON.stringify(added).slice(0, 60)}`
      yield {name, body: {...value, [key]: added}}
    }
  }
}

/** Other values for what is there. */
function replacements(value: Json, schema: Schema): Json[] {
  if (Array.isArray(value)) return [[], [...value, ...value.slice(0, 1)], [null], 'x', {}]
  if (typeof value === 'string') return [...strings, ...(schema.enum ?? []), 1, null].filter(other => other !== value)
  if (typeof value === 'number') return [...numbers, '1', null].filter(other => other !== value)
  if (typeof value === 'boolean') return [!value, 'true', null]
  return [{}, null, 'x', []]
}

/** Values for an optional field that is absent, right and wrong. */
function additions(schema: Schema, depth = 0): Json[] {
  const {type, items, properties, additionalProperties, enum: words} = resolved(schema)
  if (type === 'array') return [[], ...additions(items ?? {}, depth + 1).map(item => [item])].slice(0, 4)
  if (type === 'integer' || type === 'number') return [-1, 0, 5, 70_000]
  if (type === 'boolean') return [true, false]
  if (type === 'string') return [...(words ?? ['x', 'Bad Name', '']), 'Unknown']
  if (additionalProperties) return [{a: additions(additionalProperties, depth + 1)[0] ?? 'x'}, {'Bad Key': 'x'}]
  if (!properties) return ['5', 5]
  if (depth > 3) return [{}]
  const filled = Object.entries(properties).map(([key, property]) => ({[key]: additions(property, depth + 1)[0] ?? {}}))
  return [{}, ...filled, Object.assign({}, ...filled) as Json]
}

const join = (path: string, key: string) => (path ? `${path}.${key}` : key)
