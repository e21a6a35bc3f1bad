import type {Random} from '../../../src/cluster/runtime/random.ts'
import type {Json} from './mutations.ts'

type Map = {[key: string]: Json}

/** A strategic merge patch of an object with a directive somewhere in it, right or wrong. */
export function withDirective(object: Json, random: Random): Json {
  const places = [...mapsIn(object, [])].filter(path => path.length > 0)
  const path = places[Math.floor(random.number() * places.length)] ?? []
  const place = at(object, path) as Map
  const keys = Object.keys(place)
  const lists = keys.filter(key => Array.isArray(place[key]))
  const pick = <T>(values: readonly T[]): T | undefined => values[Math.floor(random.number() * values.length)]
  const list = pick(lists) ?? pick(keys) ?? 'x'
  const items = (Array.isArray(place[list]) ? place[list] : []) as Json[]
  const key = pick(keys) ?? 'x'
  const directed: Map[] = [
    {$patch: 'replace', [key]: place[key] ?? null},
    {$patch: 'delete'},
    {$patch: 'merge', [key]: place[key] ?? null},
    {$patch: 'other'},
    {$retainKeys: [key]},
    {$retainKeys: [key], [key]: place[key] ?? null},
    {$retainKeys: keys, [key]: null},
    {[`$deleteFromPrimitiveList/${list}`]: items.slice(0, 1)},
    {[`$deleteFromPrimitiveList/${list}`]: ['x', 'y']},
    {[`$setElementOrder/${list}`]: [...items].reverse().map(keyOf), [list]: items},
    {[`$setElementOrder/${list}`]: items.slice(0, 1).map(keyOf), [list]: items.slice(0, 1)},
    {[`$setElementOrder/${list}`]: items.map(keyOf)},
    {[list]: [...items.slice(0, 1), {$patch: 'replace'}]},
    {[list]: [{...(isMap(items[0]) ? items[0] : {}), $patch: 'delete'}]},
    {[list]: [{$patch: 'delete', name: 'none'}]},
    {[list]: [{...(isMap(items[0]) ? items[0] : {}), $retainKeys: ['name']}]},
    {[list]: null},
    {[key]: null},
  ]
  return nested(path, pick(directed)!)
}

const keyOf = (item: Json): Json => {
  if (!isMap(item)) return item
  for (const key of ['name', 'containerPort', 'port', 'mountPath', 'ip', 'type', 'uid', 'key'])
    if (key in item) return {[key]: item[key]!}
  return item
}

function* mapsIn(value: Json | undefined, path: string[]): Generator<string[]> {
  if (!isMap(value)) return
  yield path
  for (const key of Object.keys(value)) yield* mapsIn(value[key], [...path, key])
}

const at = (value: Json, path: readonly string[]): Json =>
  path.reduce<Json>((inner, key) => (inner as Map)[key]!, value)

const nested = (path: readonly string[], value: Json): Json =>
  path.reduceRight<Json>((inner, key) => ({[key]: inner}), value)

const isMap = (value: Json | undefined): value is Map =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Steps of a JSON patch that move, copy, test, add and remove what is somewhere in an object. */
export function movingSteps(object: Json, random: Random): Json {
  const pointers = [...pointersIn(object, '')]
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random.number() * values.length)]!
  const step = (): Json => {
    const [path, from] = [pick(pointers), pick(pointers)]
    return pick<Json>([
      {op: 'copy', from: from.pointer, path: path.pointer},
      {op: 'copy', from: from.pointer, path: `${path.pointer}x`},
      {op: 'move', from: from.pointer, path: path.pointer},
      {op: 'move', from: from.pointer, path: `${path.pointer}/0`},
      {op: 'test', path: path.pointer, value: path.value},
      {op: 'test', path: path.pointer, value: from.value},
      {op: 'test', path: `${path.pointer}/none`, value: null},
      {op: 'add', path: path.pointer, value: from.value},
      {op: 'add', path: path.pointer.replace(/\/\d+(?=$|\/)/, '/-'), value: path.value},
      {op: 'remove', path: path.pointer},
      {op: 'remove', path: `${path.pointer}/none`},
      {op: 'replace', path: `${path.pointer}/none`, value: 'x'},
      {op: 'replace', path: path.pointer, value: null},
    ])
  }
  return Array.from({length: 1 + Math.floor(random.number() * 3)}, step)
}

interface Pointer {
  pointer: string
  value: Json
}

function* pointersIn(value: Json, pointer: string): Generator<Pointer> {
  if (pointer) yield {pointer, value}
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value))
    yield* pointersIn(inner, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
}
