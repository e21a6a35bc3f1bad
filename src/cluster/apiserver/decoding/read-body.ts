import {findSyntaxError} from '../../../api/json/find-syntax-error.ts'
import {parseJson} from '../../../api/json/index.ts'
import {badRequest, requestEntityTooLarge, StatusError} from '../../../api/status-error.ts'
import {contentType} from '../encoding/media-type.ts'
import {headerOf} from '../encoding/negotiate.ts'
import type {ServerRequest} from '../server-request.ts'

/** Bytes; etcd would refuse what is larger. */
const maxBodyBytes = 3 * 1024 * 1024

export type BodyFormat = 'json' | 'yaml' | 'protobuf'

/** A request's body: an object as it was passed in process, or text, with what it is written in. */
export interface Body {
  format: BodyFormat
  value: object | string | Uint8Array
  /** See ServerRequest. */
  decodeAs?: ServerRequest['decodeAs']
}

const formats: ReadonlyMap<string, BodyFormat> = new Map([
  ['application/json', 'json'],
  ['application/yaml', 'yaml'],
  ['application/vnd.kubernetes.protobuf', 'protobuf'],
])

/** Finds out what a body is; throws a 415 for content types that objects do not come in and a 413 for too much of it. */
export function readBody(request: ServerRequest): Body {
  const header = headerOf(request, 'content-type')
  if (header === '') return {format: 'json', value: limitedBody(request)}
  const format = formats.get(contentType(header) ?? '')
  if (!format)
    throw new StatusError({
      message: `the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf`,
      reason: 'UnsupportedMediaType',
      code: 415,
    })
  const {decodeAs} = request
  return {format, value: limitedBody(request), ...(decodeAs && {decodeAs})}
}

/** The body as it is, within the limit. */
export function limitedBody({body = '', unreadable}: ServerRequest): object | string | Uint8Array {
  if (unreadable) throw unreadable
  if (
    typeof body === 'string'
      ? Buffer.byteLength(body) > maxBodyBytes
      : body instanceof Uint8Array && body.length > maxBodyBytes
  )
    throw requestEntityTooLarge(`Request entity too large: limit is ${maxBodyBytes}`)
  if (body instanceof Uint8Array && body.length === 0) return ''
  return body
}

/** Text of a body that must be UTF-8. */
export function bodyText(value: object | string | Uint8Array): string {
  if (typeof value === 'string') return value
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString()
  throw badRequest('a body of text was expected')
}

/** The JSON of a body; of bytes that are no text, errors tell the first wrong one as it is. */
export function bodyJson(value: object | string | Uint8Array, text = bodyText(value)): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    throw value instanceof Uint8Array && text.includes('\ufffd') ? (findSyntaxError(value) ?? error) : error
  }
}
