import {formatGoFloat} from './go/format-value.ts'
import {quote} from './go/quote.ts'
import {escapeHtml} from './json/escape-html.ts'

/** Why a field is refused; the names are Kubernetes' cause reasons. */
export type FieldErrorType =
  | 'FieldValueNotFound'
  | 'FieldValueRequired'
  | 'FieldValueDuplicate'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'InternalError'
  | 'FieldValueTypeInvalid'

/** One thing wrong with one field. Only the API server turns these into a 422 with causes. */
export interface FieldError {
  /** `spec.containers[0].image`; map keys in brackets without quotes. */
  field: string
  type: FieldErrorType
  value?: unknown
  detail: string
  /** The value would say too much or too little: only the detail is told. */
  omitValue?: boolean
  /**
   * No error yet, but the place of some: if the expression that is the value does not compile; of those in the metadata, of which the value says which; of those
   * of a schema's rules, or of its default by them, where the value is the schema.
   */
  pending?: 'device' | 'metadata' | 'rules' | 'default'
}

export const required = (field: string, detail = ''): FieldError => ({field, type: 'FieldValueRequired', detail})
export const invalidValue = (field: string, value: unknown, detail: string): FieldError => ({
  field,
  type: 'FieldValueInvalid',
  value,
  detail,
})
export const typeInvalid = (field: string, value: unknown, detail: string): FieldError => ({
  field,
  type: 'FieldValueTypeInvalid',
  value,
  detail,
})
/** Where an expression that selects devices would be refused, for the API server's compiler to decide. */
export const pendingDeviceExpression = (field: string, expression: string): FieldError => ({
  ...invalidValue(field, expression, ''),
  pending: 'device',
})
/** Where the rules of a schema, or its default by its own rules, would be refused, for the API server's compiler to decide. */
export const pendingRules = (field: string, schema: object, pending: 'rules' | 'default'): FieldError => ({
  ...invalidValue(field, schema, ''),
  pending,
})
/** Where a kind's update looks at the metadata once more (M), at its change (U), or both, after other things. */
export const pendingMetadata = (checks: 'M' | 'U' | 'UM' | 'u'): FieldError => ({
  ...invalidValue('metadata', checks, ''),
  pending: 'metadata',
})
export const forbiddenField = (field: string, detail: string): FieldError => ({
  field,
  type: 'FieldValueForbidden',
  detail,
})
export const duplicate = (field: string, value: unknown): FieldError => ({
  field,
  type: 'FieldValueDuplicate',
  value,
  detail: '',
})
export const notFoundField = (field: string, value: unknown): FieldError => ({
  field,
  type: 'FieldValueNotFound',
  value,
  detail: '',
})
export const internalField = (field: string, detail: string): FieldError => ({field, type: 'InternalError', detail})

/** `supported values: "A", "B"`, in the order that the caller gives (Kubernetes sorts where its set is unordered). */
export const notSupported = (field: string, value: unknown, supported: readonly string[]): FieldError => ({
  field,
  type: 'FieldValueNotSupported',
  value,
  detail: supported.length > 0 ? `supported values: ${supported.map(word => JSON.stringify(word)).join(', ')}` : '',
})

export const tooLong = (field: string, maximum: number): FieldError => ({
  field,
  type: 'FieldValueTooLong',
  detail: `may not be more than ${maximum} byte${maximum === 1 ? '' : 's'}`,
})

export const tooMany = (field: string, actual: number, maximum: number): FieldError => ({
  field,
  type: 'FieldValueTooMany',
  value: actual,
  detail: `must have at most ${maximum} item${maximum === 1 ? '' : 's'}`,
})

const titles: Record<FieldErrorType, string> = {
  FieldValueNotFound: 'Not found',
  FieldValueRequired: 'Required value',
  FieldValueDuplicate: 'Duplicate value',
  FieldValueInvalid: 'Invalid value',
  FieldValueNotSupported: 'Unsupported value',
  FieldValueForbidden: 'Forbidden',
  FieldValueTooLong: 'Too long',
  FieldValueTooMany: 'Too many',
  InternalError: 'Internal error',
  FieldValueTypeInvalid: 'Invalid value',
}

/** What kube-apiserver puts into a cause: `Invalid value: "x": must be …`, without the field's name. */
export function fieldErrorBody({type, value, detail, omitValue}: FieldError): string {
  const title = titles[type]
  const bare =
    omitValue ||
    type === 'FieldValueRequired' ||
    type === 'FieldValueForbidden' ||
    type === 'FieldValueTooLong' ||
    type === 'InternalError'
  const head = bare ? title : `${title}: ${renderValue(value)}`
  return detail ? `${head}: ${detail}` : head
}

/** The whole error as it stands in a message: `spec.replicas: Invalid value: -1: must be …`. */
export const fieldErrorText = (error: FieldError): string => `${error.field}: ${fieldErrorBody(error)}`

/** As Go prints it there: strings quoted, null as null, objects as JSON. */
function renderValue(value: unknown): string {
  if (value === undefined || value === null) return 'null'
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) <= 2 ** 63 ? String(value) : formatGoFloat(value)
  return typeof value === 'object' ? escapeHtml(JSON.stringify(value)) : String(value)
}
