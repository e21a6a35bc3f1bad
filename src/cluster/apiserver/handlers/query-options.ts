import {
  type FieldError,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
  tooLong,
} from '../../../api/field-error.ts'
import {badRequest, invalid} from '../../../api/status-error.ts'
import {checkSelectors} from '../registry/selection.ts'

export type FieldValidation = 'Ignore' | 'Warn' | 'Strict'

/** The query of a write: CreateOptions, UpdateOptions or PatchOptions. */
export interface WriteQuery {
  dryRun: boolean
  fieldManager: string
  fieldValidation: FieldValidation
  force?: boolean
}

export interface ListQuery {
  labelSelector: string
  fieldSelector: string
  limit: number
  continue: string
  resourceVersion: string
  resourceVersionMatch: string
  allowWatchBookmarks: boolean
  sendInitialEvents?: boolean
  timeoutSeconds?: number
}

/** Reads and checks the options of a create or update; throws the 422 that names their kind. */
export function writeQuery(query: URLSearchParams, kind: 'CreateOptions' | 'UpdateOptions'): WriteQuery {
  const errors = writeErrors(query)
  if (errors.length > 0) throw invalid({group: 'meta.k8s.io', kind}, '', errors)
  return readWrite(query)
}

/** Reads and checks the options of a patch; apply patches need a manager and alone may be forced. */
export function patchQuery(query: URLSearchParams, apply: boolean): WriteQuery {
  const force = readBoolean(query, 'force')
  const errors: FieldError[] = []
  if (apply) {
    if (!query.get('fieldManager')) errors.push(required('fieldManager', 'is required for apply patch'))
  } else if (force !== undefined) {
    errors.push(forbiddenField('force', 'may not be specified for non-apply patch'))
  }
  errors.push(...managerErrors(query), ...dryRunErrors(query), ...validationErrors(query))
  if (errors.length > 0) throw invalid({group: 'meta.k8s.io', kind: 'PatchOptions'}, '', errors)
  return {...readWrite(query), ...(force !== undefined && {force})}
}

/** Reads and checks the options of a list or watch. */
export function listQuery(query: URLSearchParams, watch: boolean): ListQuery {
  const sendInitialEvents = readBoolean(query, 'sendInitialEvents')
  const timeoutSeconds = readInteger(query, 'timeoutSeconds')
  const options: ListQuery = {
    labelSelector: query.get('labelSelector') ?? '',
    fieldSelector: query.get('fieldSelector') ?? '',
    limit: Math.max(readInteger(query, 'limit') ?? 0, 0),
    continue: query.get('continue') ?? '',
    resourceVersion: query.get('resourceVersion') ?? '',
    resourceVersionMatch: query.get('resourceVersionMatch') ?? '',
    allowWatchBookmarks: readBoolean(query, 'allowWatchBookmarks') ?? false,
    ...(sendInitialEvents !== undefined && {sendInitialEvents}),
    timeoutSeconds,
  }
  const errors = watch ? watchErrors(options) : listErrors(options)
  if (errors.length === 0) return options
  // What is no selector at all is not looked at any further.
  checkSelectors(options)
  throw invalid({group: 'meta.k8s.io', kind: 'ListOptions'}, '', errors)
}

/** As Go reads it: there and neither `false` nor `0`. */
export function readBoolean(query: URLSearchParams, name: string): boolean | undefined {
  const text = query.get(name)
  return text === null ? undefined : text.toLowerCase() !== 'false' && text !== '0'
}

/** A 64-bit integer; throws Go's complaint as a 400. */
export function readInteger(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null) return undefined
  if (!/^[+-]?\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`)
  const value = BigInt(text)
  if (BigInt.asIntN(64, value) !== value)
    throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: value out of range`)
  return Number(value)
}

const dryRunErrors = (query: URLSearchParams): FieldError[] => dryRunProblems(query.getAll('dryRun'))

/** Of a query or a body: only `All` is known. */
export function dryRunProblems(values: readonly string[]): FieldError[] {
  return values.some(value => value !== 'All') ? [notSupported('dryRun', values, ['All'])] : []
}

function readWrite(query: URLSearchParams): WriteQuery {
  return {
    dryRun: query.has('dryRun'),
    fieldManager: query.get('fieldManager') ?? '',
    fieldValidation: (query.get('fieldValidation') || 'Warn') as FieldValidation,
  }
}

const writeErrors = (query: URLSearchParams): FieldError[] => [
  ...managerErrors(query),
  ...dryRunErrors(query),
  ...validationErrors(query),
]

function managerErrors(query: URLSearchParams): FieldError[] {
  const manager = query.get('fieldManager') ?? ''
  const errors: FieldError[] = []
  if (Buffer.byteLength(manager) > 128) errors.push(tooLong('fieldManager', 128))
  let position = 0
  for (const character of manager) {
    const code = character.codePointAt(0)!
    if (!isPrintable(character)) {
      const point = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
      errors.push(invalidValue('fieldManager', manager, `invalid character ${point} (at position ${position})`))
    }
    position += Buffer.byteLength(character)
  }
  return errors
}

/** Go's unicode.IsPrint: letters, marks, numbers, punctuation, symbols and the plain space. */
const isPrintable = (character: string): boolean =>
  character === ' ' || /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(character)

function validationErrors(query: URLSearchParams): FieldError[] {
  const value = query.get('fieldValidation') ?? ''
  if (['', 'Ignore', 'Strict', 'Warn'].includes(value)) return []
  return [notSupported('fieldValidation', value, ['', 'Ignore', 'Strict', 'Warn'])]
}

const match = 'resourceVersionMatch'

function listErrors(options: ListQuery): FieldError[] {
  const errors: FieldError[] = []
  const {resourceVersion, resourceVersionMatch} = options
  if (resourceVersionMatch) {
    if (!resourceVersion)
      errors.push(forbiddenField(match, 'resourceVersionMatch is forbidden unless resourceVersion is provided'))
    if (options.continue)
      errors.push(forbiddenField(match, 'resourceVersionMatch is forbidden when continue is provided'))
    if (resourceVersionMatch !== 'Exact' && resourceVersionMatch !== 'NotOlderThan')
      errors.push(notSupported(match, resourceVersionMatch, ['Exact', 'NotOlderThan', '']))
    if (resourceVersionMatch === 'Exact' && resourceVersion === '0')
      errors.push(forbiddenField(match, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"'))
  }
  if (options.sendInitialEvents !== undefined)
    errors.push(forbiddenField('sendInitialEvents', 'sendInitialEvents is forbidden for list'))
  return errors
}

const needsMatch = forbiddenField(match, 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan')

function watchErrors(options: ListQuery): FieldError[] {
  const {resourceVersion, resourceVersionMatch, sendInitialEvents, continue: token} = options
  const errors: FieldError[] = []
  // A watch from no revision in particular is one that sends initial events, as if that had been said.
  const implied = !resourceVersionMatch && sendInitialEvents === undefined && ['', '0'].includes(resourceVersion)
  if (implied && token)
    errors.push(forbiddenField(match, 'resourceVersionMatch is forbidden when continue is provided'))
  if (resourceVersionMatch) {
    if (sendInitialEvents === undefined)
      errors.push(
        forbiddenField(match, 'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided'),
      )
    if (resourceVersionMatch !== 'NotOlderThan') {
      if (sendInitialEvents !== undefined) errors.push(needsMatch)
      errors.push(notSupported(match, resourceVersionMatch, ['NotOlderThan']))
    }
    if (token) errors.push(forbiddenField(match, 'resourceVersionMatch is forbidden when continue is provided'))
  }
  if (sendInitialEvents !== undefined && !resourceVersionMatch) errors.push(needsMatch)
  return errors
}
