import {jsonKind} from '../../../api/go/json-kind.ts'
import {isObject} from '../../../api/json/index.ts'
import {badRequest} from '../../../api/status-error.ts'

/** Where the next page of a list starts, and at which revision; -1 is whatever is there by then. */
export interface ContinueToken {
  key: string
  revision: number
}

/** The token as Kubernetes makes it: base64 of `{v, rv, start}`, the key relative to the list's own prefix. */
export function encodeContinue({key, revision}: ContinueToken, prefix: string): string {
  const rest = key.slice(prefix.length)
  // kube-apiserver keeps no events in its cache, whose tokens begin with a slash.
  const start = prefix.startsWith('/registry/events/') ? rest : `/${rest}`
  const token = {v: 'meta.k8s.io/v1', rv: revision, start}
  return Buffer.from(JSON.stringify(token).replaceAll('\0', '\\u0000')).toString('base64url')
}

/** Reads a token back; throws a 400 for what is none, or leads out of the list. */
export function decodeContinue(text: string, prefix: string): ContinueToken {
  const token = parse(text)
  const start = token['start']
  const revision = token['rv']
  if (token['v'] !== 'meta.k8s.io/v1')
    throw refuse(`: server does not recognize this encoded version ${token['v'] ?? ''}`)
  if (typeof revision !== 'number' || revision === 0)
    throw refuse(': incorrect encoded start resourceVersion (version meta.k8s.io/v1)')
  if (typeof start !== 'string' || start === '') throw refuse(': encoded start key empty (version meta.k8s.io/v1)')
  const path = start.startsWith('/') ? start.slice(1) : start
  const climbs = path
    .split('/')
    .some((part, index, all) => part === '..' || part === '.' || (part === '' && index < all.length))
  if (climbs && start !== '/') throw refuse(`: ${start}`)
  return {key: prefix + path, revision}
}

function parse(text: string): Record<string, unknown> {
  const illegal = /[^A-Za-z0-9_-]/.exec(text)
  if (illegal) throw refuse(`: illegal base64 data at input byte ${illegal.index}`)
  if (text.length % 4 === 1) throw refuse(`: illegal base64 data at input byte ${text.length - 1}`)
  const bytes = Buffer.from(text, 'base64url')
  let value: unknown
  try {
    value = JSON.parse(bytes.toString())
  } catch {
    const first = String.fromCharCode(bytes[0] ?? 0)
    if (bytes.length === 0) throw refuse(': unexpected end of JSON input')
    throw refuse(`: invalid character '${first}' looking for beginning of value`)
  }
  if (value === null) return {}
  if (!isObject(value))
    throw refuse(`: json: cannot unmarshal ${jsonKind(value)} into Go value of type storage.continueToken`)
  return value
}

const refuse = (why: string) => badRequest(`invalid continue token: continue key is not valid${why}`)
