/** Values of types that JavaScript lacks. bool, int, double, string, null are boolean, bigint, number, string, null; lists arrays; bytes Uint8Arrays. */
export class CelUint {
  readonly value: bigint

  constructor(value: bigint) {
    this.value = value
  }
}

/** Nanoseconds. */
export class CelDuration {
  readonly nanoseconds: bigint

  constructor(nanoseconds: bigint) {
    this.nanoseconds = nanoseconds
  }
}

/** Nanoseconds since the epoch. */
export class CelTimestamp {
  readonly nanoseconds: bigint

  constructor(nanoseconds: bigint) {
    this.nanoseconds = nanoseconds
  }
}

export class CelOptional {
  /** undefined: none. */
  readonly value: unknown

  constructor(value: unknown) {
    this.value = value
  }
}

export const none = new CelOptional(undefined)

/** A type as a value: what `type(x)` is. */
export class CelType {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** Maps and objects. A JavaScript Map is one. */
export interface CelMap {
  readonly size: number
  has(key: unknown): boolean
  get(key: unknown): unknown
  keys(): Iterable<unknown>
  /** What is found under keys that it does not have; undefined: nothing. */
  readonly absent?: unknown
}

/** An object whose fields a schema declares: those that are not there, but declared, are told apart from those that cannot be. */
export abstract class CelObject implements CelMap {
  abstract readonly size: number
  abstract has(key: unknown): boolean
  abstract get(key: unknown): unknown
  abstract keys(): Iterable<unknown>
  readonly absent?: unknown
}

/** An object that an expression has made, of a type that it named. */
export class CelBuilt extends CelObject {
  readonly typeName: string
  private readonly fields: ReadonlyMap<unknown, unknown>

  constructor(typeName: string, fields: ReadonlyMap<unknown, unknown>) {
    super()
    this.typeName = typeName
    this.fields = fields
  }

  get size(): number {
    return this.fields.size
  }

  has(key: unknown): boolean {
    return this.fields.has(key)
  }

  get(key: unknown): unknown {
    return this.fields.get(key)
  }

  keys(): Iterable<unknown> {
    return this.fields.keys()
  }
}

export const isMap = (value: unknown): value is CelMap => value instanceof Map || value instanceof CelObject

/** A value of a type that a library brings: it says which. */
export abstract class CelOpaque {
  abstract readonly typeName: string
  abstract equals(other: unknown): boolean
}

/** What goes wrong while an expression runs, in cel-go's words. */
export class CelError extends Error {}

/** The name of a value's type, as `type()` and errors have it. */
export function typeNameOf(value: unknown): string {
  switch (typeof value) {
    case 'boolean':
      return 'bool'
    case 'bigint':
      return 'int'
    case 'number':
      return 'double'
    case 'string':
      return 'string'
  }
  if (value === null) return 'null_type'
  if (Array.isArray(value)) return 'list'
  if (value instanceof Uint8Array) return 'bytes'
  if (value instanceof CelUint) return 'uint'
  if (value instanceof CelDuration) return 'google.protobuf.Duration'
  if (value instanceof CelTimestamp) return 'google.protobuf.Timestamp'
  if (value instanceof CelOptional) return 'optional_type'
  if (value instanceof CelType) return 'type'
  if (value instanceof CelOpaque) return value.typeName
  if (value instanceof CelBuilt) return value.typeName
  return value instanceof CelObject ? 'object' : 'map'
}
