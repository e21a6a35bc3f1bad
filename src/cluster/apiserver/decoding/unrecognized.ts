import {badRequest, type StatusError} from '../../../api/status-error.ts'
import type {ExpectedKind} from './expected-kind.ts'

/** The 400 for a body that cannot be read as anything, with its beginning. */
export function unrecognized(expected: ExpectedKind, why: string, body: object | string | Uint8Array): StatusError {
  if (expected.unregistered)
    return badRequest(
      `no kind is registered for the type ${expected.unregistered} in scheme "pkg/runtime/scheme.go:110"`,
    )
  const bytes =
    typeof body === 'string' || body instanceof Uint8Array
      ? Buffer.from(body as string)
      : Buffer.from(JSON.stringify(body))
  return badRequest(
    `the object provided is unrecognized (must be of type ${expected.kind}): ${why} (${summary(bytes)})`,
  )
}

/** The beginning of a body as Kubernetes quotes it: text if it looks like JSON, else hexadecimal. */
function summary(bytes: Buffer, most = 30): string {
  if (bytes.length === 0) return '<empty>'
  const head = bytes.subarray(0, most)
  const text = bytes[0] === 0x7b ? head.toString() : head.toString('hex')
  return bytes.length > most ? `${text} ...` : text
}
