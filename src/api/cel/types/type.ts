export type TypeKind =
  | 'bool'
  | 'bytes'
  | 'double'
  | 'duration'
  | 'dyn'
  | 'error'
  | 'int'
  | 'list'
  | 'map'
  | 'null'
  | 'opaque'
  | 'param'
  | 'string'
  | 'struct'
  | 'timestamp'
  | 'type'
  | 'uint'

/** The type of an expression. Structs are told apart by their name. */
export interface Type {
  kind: TypeKind
  name: string
  params: readonly Type[]
  /** Of a struct: its fields, by the names that expressions use. */
  fields?: ReadonlyMap<string, Type>
  /** Of a struct: the type of fields that are not declared; absent: there are none. */
  anyField?: Type
  /** Of a struct that expressions can make: the value of one with these fields. */
  make?(fields: ReadonlyMap<unknown, unknown>): unknown
}

const simple = (kind: TypeKind, name: string = kind): Type => ({kind, name, params: []})

export const boolType = simple('bool')
export const bytesType = simple('bytes')
export const doubleType = simple('double')
export const durationType = simple('duration', 'google.protobuf.Duration')
export const dynType = simple('dyn')
export const errorType = simple('error', '*error*')
export const intType = simple('int')
export const nullType = simple('null', 'null_type')
export const stringType = simple('string')
export const timestampType = simple('timestamp', 'google.protobuf.Timestamp')
export const uintType = simple('uint')

export const listType = (item: Type): Type => ({kind: 'list', name: 'list', params: [item]})
export const mapType = (key: Type, value: Type): Type => ({kind: 'map', name: 'map', params: [key, value]})
export const typeType = (of?: Type): Type => ({kind: 'type', name: 'type', params: of ? [of] : []})
export const paramType = (name: string): Type => simple('param', name)
export const opaqueType = (name: string, ...params: Type[]): Type => ({kind: 'opaque', name, params})
export const optionalType = (of: Type): Type => opaqueType('optional_type', of)
export const structType = (name: string, fields: ReadonlyMap<string, Type> = new Map()): Type => ({
  kind: 'struct',
  name,
  params: [],
  fields,
})

export const isDyn = ({kind}: Type): boolean => kind === 'dyn'
export const isError = ({kind}: Type): boolean => kind === 'error'
export const isDynOrError = (type: Type): boolean => isDyn(type) || isError(type)

/** What an optional holds; undefined of any other type. */
export const optionalOf = ({kind, name, params}: Type): Type | undefined =>
  kind === 'opaque' && name === 'optional_type' ? params[0] : undefined

export function sameType(a: Type, b: Type): boolean {
  if (a === b) return true
  return (
    a.kind === b.kind &&
    a.name === b.name &&
    a.params.length === b.params.length &&
    a.params.every((param, index) => sameType(param, b.params[index]!))
  )
}

/** A type as errors name it: `list(int)`. */
export function typeText(type: Type): string {
  const {kind, name, params} = type
  if (kind === 'duration' || kind === 'timestamp' || kind === 'null') return kind
  if (kind === 'error') return '!error!'
  return params.length === 0 ? name : `${name}(${params.map(typeText).join(', ')})`
}

/** A type by its own name: `list(google.protobuf.Timestamp)`. */
export const typeName = ({name, params}: Type): string =>
  params.length === 0 ? name : `${name}(${params.map(typeName).join(', ')})`
