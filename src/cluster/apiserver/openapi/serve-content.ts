import type {ApiResponse} from '../../../client/transport.ts'
import {headerOf} from '../encoding/negotiate.ts'
import type {ServerRequest} from '../server-request.ts'

export interface Content {
  headers: Record<string, string>
  bytes: Uint8Array
  /** Milliseconds since the epoch. */
  modified: number
}

/**
 * A document as Go's `http.ServeContent` serves it: with its date, only the part that is asked for, and not at all to whoever has it. Of several parts
 * at once it makes one whole.
 */
export function serveContent(request: ServerRequest, {headers: given, bytes, modified}: Content): ApiResponse {
  const dated = {...given, 'last-modified': new Date(modified).toUTCString()}
  if (isOther(request, dated)) return bare(412, withoutFoundType(dated))
  if (isKnown(request, dated)) return unchanged(dated)
  const headers = {...dated, 'accept-ranges': 'bytes'}
  const range = rangeOf(headerOf(request, 'range'), bytes.length)
  if (!range) return {status: 200, headers: withLength(headers, bytes), body: {type: 'bytes', bytes}}
  if ('wrong' in range) return unsatisfiable(range.wrong, bytes.length, given)
  const {start, end} = range
  const part = bytes.subarray(start, end)
  return {
    status: 206,
    headers: withLength({...headers, 'content-range': `bytes ${start}-${end - 1}/${bytes.length}`}, part),
    body: {type: 'bytes', bytes: part},
  }
}

/** What is compressed is sent without its length. */
const withLength = (headers: Record<string, string>, {length}: Uint8Array): Record<string, string> =>
  headers['content-encoding'] ? headers : {...headers, 'content-length': String(length)}

/** Whether the client wants only what this is not. */
function isOther(request: ServerRequest, headers: Record<string, string>): boolean {
  const tags = headerOf(request, 'if-match')
  if (tags) return !tags.split(',').some(each => each.trim() === '*' || each.trim() === headers['etag'])
  return Date.parse(headers['last-modified']!) > Date.parse(headerOf(request, 'if-unmodified-since'))
}

/** Of what has no tag, Go has not looked what it is. */
function withoutFoundType({'content-type': type, ...headers}: Record<string, string>): Record<string, string> {
  return headers['etag'] ? {'content-type': type!, ...headers} : headers
}

/** By its tag or, where the client names none, by its date. */
function isKnown(request: ServerRequest, headers: Record<string, string>): boolean {
  const tags = headerOf(request, 'if-none-match')
  const tag = headers['etag'] ?? ''
  if (tags) return tags.split(',').some(each => each.trim() === '*' || each.trim().replace(/^W\//, '') === tag)
  const since = Date.parse(headerOf(request, 'if-modified-since'))
  return ['GET', 'HEAD'].includes(request.method) && Date.parse(headers['last-modified']!) <= since
}

/** What has a tag needs no date. */
function unchanged({'content-type': _, ...headers}: Record<string, string>): ApiResponse {
  if (headers['etag']) delete headers['last-modified']
  return bare(304, headers)
}

const bare = (status: number, headers: Record<string, string>): ApiResponse => ({
  status,
  headers,
  body: {type: 'bytes', bytes: new Uint8Array()},
})

/** The one part of so many bytes that a Range header asks for, if it does. */
function rangeOf(header: string, size: number): {start: number; end: number} | {wrong: string} | undefined {
  if (header === '' || header.includes(',')) return undefined
  const match = /^bytes=\s*(\d*)\s*-\s*(\d*)\s*$/.exec(header)
  const [, first = '', last = ''] = match ?? []
  if (first === '' && last === '') return {wrong: 'invalid range'}
  if (first === '') return {start: Math.max(0, size - Number(last)), end: size}
  const [start, end] = [Number(first), last === '' ? size : Math.min(Number(last) + 1, size)]
  if (start >= size) return {wrong: 'invalid range: failed to overlap'}
  return start < end ? {start, end} : {wrong: 'invalid range'}
}

function unsatisfiable(why: string, size: number, {vary}: Record<string, string>): ApiResponse {
  return {
    status: 416,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...(why.endsWith('overlap') && {'content-range': `bytes */${size}`}),
      ...(vary && {vary}),
      'x-content-type-options': 'nosniff',
    },
    body: {type: 'text', text: `${why}\n`},
  }
}
