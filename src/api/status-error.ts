import {type FieldError, fieldErrorBody, fieldErrorText} from './field-error.ts'
import {quote} from './go/quote.ts'
import {type GroupResource, groupResourceName} from './object.ts'

export interface StatusCause {
  reason?: string
  message?: string
  field?: string
}

/** Kubernetes' `Status` object of a failed request. */
export interface Status {
  kind: 'Status'
  apiVersion: 'v1'
  metadata: {resourceVersion?: string; continue?: string}
  status: 'Success' | 'Failure'
  message?: string
  reason?: string
  details?: {
    name?: string
    group?: string
    kind?: string
    uid?: string
    causes?: StatusCause[]
    retryAfterSeconds?: number
  }
  code?: number
}

/** The one error that crosses the API: it holds the Status that the client sees. */
export class StatusError extends Error {
  readonly status: Status
  /** Response headers beside the Status, such as Retry-After or WWW-Authenticate. */
  readonly headers: Record<string, string>

  constructor(
    status: Omit<Status, 'kind' | 'apiVersion' | 'metadata' | 'status'> & {metadata?: Status['metadata']},
    headers: Record<string, string> = {},
  ) {
    super(status.message)
    this.name = 'StatusError'
    const {metadata = {}, message, reason, details, code} = status
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata,
      status: 'Failure',
      ...(message !== undefined && {message}),
      ...(reason && {reason}),
      ...(details && {details}),
      ...(code && {code}),
    }
    this.headers = headers
  }

  get code(): number {
    return this.status.code ?? 500
  }

  get reason(): string {
    return this.status.reason ?? ''
  }
}

const target = ({group, resource}: GroupResource, name: string) => ({
  ...(name && {name}),
  ...(group && {group}),
  ...(resource && {kind: resource}),
})

export const notFound = (resource: GroupResource, name: string): StatusError =>
  new StatusError({
    message: `${groupResourceName(resource)} ${quote(name)} not found`,
    reason: 'NotFound',
    details: target(resource, name),
    code: 404,
  })

export const alreadyExists = (resource: GroupResource, name: string): StatusError =>
  new StatusError({
    message: `${groupResourceName(resource)} ${quote(name)} already exists`,
    reason: 'AlreadyExists',
    details: target(resource, name),
    code: 409,
  })

export const conflict = (resource: GroupResource, name: string, why: string): StatusError =>
  new StatusError({
    message: `Operation cannot be fulfilled on ${groupResourceName(resource)} ${quote(name)}: ${why}`,
    reason: 'Conflict',
    details: target(resource, name),
    code: 409,
  })

/** The conflict of a stale resourceVersion, in Kubernetes' words. */
export const staleConflict = (resource: GroupResource, name: string): StatusError =>
  conflict(
    resource,
    name,
    'the object has been modified; please apply your changes to the latest version and try again',
  )

export const forbidden = (resource: GroupResource, name: string, why: string): StatusError => {
  const subject = groupResourceName(resource)
  const message = !subject
    ? `forbidden: ${why}`
    : name
      ? `${subject} ${quote(name)} is forbidden: ${why}`
      : `${subject} is forbidden: ${why}`
  return new StatusError({message, reason: 'Forbidden', details: target(resource, name), code: 403})
}

export const badRequest = (message: string): StatusError => new StatusError({message, reason: 'BadRequest', code: 400})

export const unauthorized = (message = 'Unauthorized'): StatusError =>
  new StatusError({message, reason: 'Unauthorized', code: 401})

export const methodNotSupported = (resource: GroupResource, verb: string): StatusError =>
  new StatusError({
    message: `${verb} is not supported on resources of kind "${groupResourceName(resource)}"`,
    reason: 'MethodNotAllowed',
    details: target(resource, ''),
    code: 405,
  })

/** A 422 whose causes are the field errors, every one of them. `kind` is the Kind, not the resource. */
export function invalid(
  {group, kind}: {group: string; kind: string},
  name: string,
  errors: readonly FieldError[],
): StatusError {
  const texts = [...new Set(errors.map(fieldErrorText))]
  const list = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`
  const subject = group ? `${kind}.${group}` : kind
  return new StatusError({
    message: `${subject} ${quote(name)} is invalid: ${errors.length > 0 ? list : '<nil>'}`,
    reason: 'Invalid',
    details: {
      ...(name && {name}),
      ...(group && {group}),
      ...(kind && {kind}),
      ...(errors.length > 0 && {
        causes: errors.map(error => ({reason: error.type, message: fieldErrorBody(error), field: error.field})),
      }),
    },
    code: 422,
  })
}

export const expired = (message: string): StatusError => new StatusError({message, reason: 'Expired', code: 410})
export const internalError = (message: string): StatusError =>
  new StatusError({
    message: `Internal error occurred: ${message}`,
    reason: 'InternalError',
    details: {causes: [{message}]},
    code: 500,
  })
export const serviceUnavailable = (message: string): StatusError =>
  new StatusError({message, reason: 'ServiceUnavailable', code: 503})
export const unsupportedMediaType = (message: string): StatusError =>
  new StatusError({message, reason: 'UnsupportedMediaType', code: 415})
export const requestEntityTooLarge = (message: string): StatusError =>
  new StatusError({message, reason: 'RequestEntityTooLarge', code: 413})

const hasReason = (error: unknown, reason: string): error is StatusError =>
  error instanceof StatusError && error.reason === reason

export const isNotFound = (error: unknown): error is StatusError => hasReason(error, 'NotFound')
export const isAlreadyExists = (error: unknown): error is StatusError => hasReason(error, 'AlreadyExists')
export const isConflict = (error: unknown): error is StatusError => hasReason(error, 'Conflict')
export const isForbidden = (error: unknown): error is StatusError => hasReason(error, 'Forbidden')
export const isInvalid = (error: unknown): error is StatusError => hasReason(error, 'Invalid')
export const isExpired = (error: unknown): error is StatusError =>
  hasReason(error, 'Expired') || hasReason(error, 'Gone')

/** For `catch`: swallows the errors that are expected and throws the others again. */
export const ignoring =
  (expected: (error: unknown) => boolean) =>
  (error: unknown): undefined => {
    if (!expected(error)) throw error
  }
