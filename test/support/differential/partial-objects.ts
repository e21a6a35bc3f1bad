import type {Random} from '../../../src/cluster/runtime/random.ts'
import type {Json} from './mutations.ts'

/** Keeps a random part of an object: what one manager of several would apply. Its name, kind and the keys of its lists' items stay. */
export function partOf(value: Json, random: Random, share: number): Json {
  if (Array.isArray(value))
    return value.filter(() => random.number() < share).map(item => (isMap(item) ? withKeys(item, random, share) : item))
  return isMap(value) ? pruned(value, random, share, alwaysKept) : value
}

const alwaysKept = ['apiVersion', 'kind', 'metadata', 'name', 'namespace']

/** What items go by in lists of Kubernetes' kinds. */
const itemKeys = ['name', 'type', 'key', 'ip', 'containerPort', 'port', 'protocol', 'mountPath', 'topologyKey', 'uid']

const withKeys = (item: {[key: string]: Json}, random: Random, share: number): Json =>
  pruned(item, random, share, itemKeys)

function pruned(map: {[key: string]: Json}, random: Random, share: number, kept: readonly string[]): Json {
  const entries = Object.entries(map).flatMap(([key, value]): [string, Json][] => {
    if (!kept.includes(key) && random.number() > share) return []
    return [[key, partOf(value, random, share)]]
  })
  return Object.fromEntries(entries)
}

const isMap = (value: Json): value is {[key: string]: Json} =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
