import type {GroupVersionKind} from '../object.ts'
import {type Field, noFields, nothingRequired, type PatchStrategy, type Schema, type SchemaType} from './schema.ts'
import {typeTable} from './type-table.ts'

/** A line of the type table. */
interface CompactType {
  /** A type that is not a struct: quantity, time, … */
  s?: string
  /** Groups, versions and kinds. */
  k?: [string, string, string][]
  /** Atomic. */
  m?: 1
  u?: unknown[]
  r?: string[]
  f?: [string, string, CompactField?][]
}

/** What a field says beyond its type code. */
interface CompactField {
  e?: string[]
  ie?: string[]
  d?: unknown
  l?: 'atomic' | 'set' | 'map'
  il?: 'atomic' | 'set' | 'map'
  k?: string[]
  pk?: string
  ps?: string
  m?: 'atomic' | 'granular'
  /** Default of items; 1 is the zero value. */
  i?: unknown
  /** The values of a map of lists have zero-value items. */
  j?: 1
  p?: 1
  o?: 0 | 2
  g?: string
}

/** The schema of a built-in type by its OpenAPI name, `io.k8s.api.core.v1.Pod`; throws when there is none. */
export function schemaOf(name: string): Schema {
  const schema = findSchema(name)
  if (!schema) throw new RangeError(`no type is called ${name}`)
  return schema
}

/** Like schemaOf, but undefined when there is none. */
export function findSchema(name: string): Schema | undefined {
  const known = inflated.get(name)
  if (known) return known
  const line = index().get(shortName(name))
  if (line === undefined) return undefined
  const schema = inflateType(name, JSON.parse(line) as CompactType)
  inflated.set(name, schema)
  return schema
}

/** The schema of a built-in kind, if it is one. Kinds that many groups share (DeleteOptions, WatchEvent) are found in any of them. */
export function schemaOfKind({group, version, kind}: GroupVersionKind): Schema | undefined {
  const name = kinds().get(`${group}/${version}/${kind}`)
  return name === undefined ? undefined : schemaOf(name)
}

/** The names of all built-in types, sorted. */
export const schemaNames = (): string[] => [...index().keys()].map(fullName).sort()

const inflated = new Map<string, Schema>()
let lines: Map<string, string> | undefined
let kindNames: Map<string, string> | undefined

function index(): Map<string, string> {
  lines ??= new Map(
    typeTable.split('\n').map(line => {
      const space = line.indexOf(' ')
      return [line.slice(0, space), line.slice(space + 1)]
    }),
  )
  return lines
}

function kinds(): Map<string, string> {
  if (kindNames) return kindNames
  kindNames = new Map()
  for (const [name, line] of index()) {
    if (!line.startsWith('{"k":')) continue
    const end = line.indexOf(']]') + 2
    for (const [group, version, kind] of JSON.parse(line.slice(5, end)) as [string, string, string][])
      kindNames.set(`${group}/${version}/${kind}`, fullName(name))
  }
  return kindNames
}

const shortName = (name: string): string => name.replace(/^io\.k8s\./, '').replace(/^api\./, '')
const fullName = (short: string): string =>
  /^(apiextensions-apiserver|apimachinery|kube-aggregator)\./.test(short) ? `io.k8s.${short}` : `io.k8s.api.${short}`

/** v1.Container of io.k8s.api.core.v1.Container. */
const goName = (name: string): string => name.split('.').slice(-2).join('.')

const scalarTypes: Record<string, SchemaType> = {q: 'quantity', t: 'time', m: 'microtime', x: 'int-or-string'}

function inflateType(name: string, {s, k, m, u, r = [], f}: CompactType): Schema {
  const scalar = s && scalarTypes[s]
  if (s) {
    const type = scalar || 'raw'
    return {type, name, goType: goName(name), fields: noFields, required: r, format: s === 'o' ? 'object' : undefined}
  }
  let fields: Map<string, Field> | undefined
  return {
    type: 'object',
    name,
    goType: goName(name),
    required: r,
    ...(m && {atomic: true, mapType: 'atomic' as const}),
    ...(k && {groupVersionKinds: k.map(([group, version, kind]) => ({group, version, kind}))}),
    ...(u && {unions: u}),
    get fields() {
      fields ??= new Map((f ?? []).map(([field, code, extra]) => [field, inflateField(field, code, extra, r)]))
      return fields
    },
  }
}

function inflateField(name: string, code: string, extra: CompactField = {}, required: string[]): Field {
  return {
    name,
    schema: inflateCode(code, extra),
    required: required.includes(name),
    ...('d' in extra && {default: extra.d}),
    pointer: extra.p === 1,
    omit: extra.o === 0 ? 'never' : extra.o === 2 ? 'zero' : 'empty',
  }
}

const codes: Record<string, {type: SchemaType; format?: string; goType: string}> = {
  s: {type: 'string', goType: 'string'},
  y: {type: 'bytes', format: 'byte', goType: '[]uint8'},
  i: {type: 'integer', format: 'int32', goType: 'int32'},
  l: {type: 'integer', format: 'int64', goType: 'int64'},
  k: {type: 'integer', goType: 'int'},
  n: {type: 'number', format: 'double', goType: 'float64'},
  b: {type: 'boolean', goType: 'bool'},
  o: {type: 'raw', format: 'object', goType: 'object'},
}
const plainScalars = new Map<string, Schema>()

function inflateCode(code: string, extra: CompactField): Schema {
  if (code.startsWith('#')) return extra.m || extra.ps || extra.l ? special(code, extra) : referenced(code)
  if (code.startsWith('[') || code.startsWith('{')) return collection(code, extra)
  const {e, g, l} = extra
  if (e || g || l) return {...scalar(code), ...(e && {enum: e}), ...(g && {goType: g}), ...(l && {listType: l})}
  return scalar(code)
}

function scalar(code: string): Schema {
  const known = plainScalars.get(code)
  if (known) return known
  const schema = {...codes[code]!, fields: noFields, required: nothingRequired}
  plainScalars.set(code, schema)
  return schema
}

const referenced = (code: string): Schema => schemaOf(fullName(code.slice(1)))

/** A reference that says more than its target does. */
const special = (code: string, {m, ps, l}: CompactField): Schema =>
  Object.create(referenced(code), {
    ...(m && {mapType: {value: m, enumerable: true}, atomic: {value: m === 'atomic', enumerable: true}}),
    ...(ps && {patchStrategy: {value: strategyOf(ps), enumerable: true}}),
    ...(l && {listType: {value: l, enumerable: true}}),
  }) as Schema

function collection(code: string, extra: CompactField): Schema {
  const {e, g, l, k, pk, ps, m, i, ie, il, j} = extra
  const array = code.startsWith('[')
  const goItem = g?.replace(array ? /^\[\]\*?/ : /^map\[[^\]]*\]\*?/, '')
  const itemNeedsName = goItem !== undefined && goItem !== g && !code.startsWith('#', 1)
  const items = inflateCode(code.slice(1), {
    ...(ie && {e: ie}),
    ...(il && {l: il}),
    ...(j && {i: 1}),
    ...(itemNeedsName && {g: goItem}),
  })
  return {
    type: array ? 'array' : 'map',
    goType: g ?? (array ? `[]${items.goType}` : `map[string]${items.goType}`),
    fields: noFields,
    required: nothingRequired,
    items,
    ...(i !== undefined && {itemsDefault: i === 1 ? zeroOf(items) : i}),
    ...(e && {enum: e}),
    ...(l && {listType: l}),
    ...(k && {listMapKeys: k}),
    ...(m && {mapType: m, atomic: m === 'atomic'}),
    ...(pk && {mergeKey: pk}),
    ...(ps && {patchStrategy: strategyOf(ps)}),
  }
}

const zeroOf = ({type}: Schema): unknown =>
  type === 'string' ? '' : type === 'integer' || type === 'number' ? 0 : type === 'boolean' ? false : {}

const strategyOf = (text: string): PatchStrategy => {
  const words = text.split(',')
  return {merge: words.includes('merge'), retainKeys: words.includes('retainKeys'), replace: words.includes('replace')}
}
