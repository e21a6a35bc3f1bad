import {RawNumber} from '../json/parse.ts'

/** A body that does not fit its type, in the words of Go's JSON decoder. */
export class DecodeError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'DecodeError'
  }
}

/** Where in Go's structs a decoder stands. */
export interface GoContext {
  /** `Container` */
  struct: string
  /** `spec.containers` without indices and map keys. */
  fields: readonly string[]
}

/** `json: cannot unmarshal string into Go struct field PodSpec.spec.containers of type []v1.Container` */
export const typeMismatch = (value: string, goType: string, {struct, fields}: GoContext): DecodeError =>
  new DecodeError(
    fields.length > 0
      ? `json: cannot unmarshal ${value} into Go struct field ${struct}.${fields.join('.')} of type ${goType}`
      : `json: cannot unmarshal ${value} into Go value of type ${goType}`,
  )

/** What Go calls a JSON value in an error. */
export const kindOf = (input: unknown): string =>
  Array.isArray(input)
    ? 'array'
    : input instanceof RawNumber
      ? 'number'
      : typeof input === 'boolean'
        ? 'bool'
        : typeof input
