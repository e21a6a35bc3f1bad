import assert from 'node:assert/strict'
import type {HostileRequest} from './hostile-request.ts'
import type {RawAnswer} from './raw-exchange.ts'

/** What a real API server, too, answers with 500: it never expected to be asked that. */
const ownFaults = [
  /^resourceVersion: Invalid value: .*: strconv\.ParseUint/,
  /^strconv\.ParseUint: /,
  /^resourceVersion should not be set on objects to be created$/,
  /^failed to create typed patch object/,
  /^Internal error occurred: Object '(?:apiVersion|Kind)' is missing in /,
  /^unknown patch type: .* in map: /s,
  /^expected a .*, but received a /,
  /^unable to find api field in struct /,
  /^map: .* does not contain declared merge key: /s,
  /^invalid value for special key: /,
  /^cannot merge lists without merge key for /,
  /^The order in patch list:/,
  /^merging lists cannot yet be specified in the patch$/,
  /^list element types are not identical/,
  /^merging an object in json but data type is not struct, instead is: /,
  /^no elements in any of the given slices$/,
]

/** What is no Status in a real API server's answers either: what Go's HTTP server says itself. */
const plainTexts =
  /^(404 page not found|invalid range|Client sent an HTTP request|\d{3} [A-Z]|Method Not Allowed|Internal Server Error: |Unsupported transfer encoding)/
/** And without an object: whom nobody is put in place of, and paths that name nothing. */
const bareFaults =
  /^Internal Server Error: .*(?: without impersonating a user|unable to determine kind and namespace from url, .*)\n$/s

/** Throws an AssertionError that says how an answer is none that an API server gives. */
export function checkAnswer({raw, method}: HostileRequest, {status, headers, body}: RawAnswer): void {
  const text = body.toString()
  if (raw && status === 0) return
  assert.ok(status >= 200 || status === 101, `an HTTP answer is expected, not ${status}`)
  if (status < 400 || headers['content-length'] === '0' || method === 'HEAD') return
  if (!String(headers['content-type']).startsWith('application/json')) {
    if (String(headers['content-type']).match(/protobuf|yaml|cbor/)) return
    assert.match(text, plainTexts)
    assert.ok(status < 500 || status === 501 || bareFaults.test(text), `${status} ${text.slice(0, 500)}`)
    return
  }
  if (text === '') return
  const answer = JSON.parse(text) as {kind: string; status: string; code: number; message: string}
  assert.deepEqual([answer.kind, answer.status, answer.code], ['Status', 'Failure', status], text)
  assert.ok(status < 500 || ownFaults.some(fault => fault.test(answer.message)) || status === 504, text.slice(0, 2000))
}
