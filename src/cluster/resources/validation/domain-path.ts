import {invalidValue, required} from '../../../api/field-error.ts'
import {isDns1123Subdomain} from '../../../api/names.ts'
import {type Errors, invalidBecause} from './errors.ts'

const pathFormat = /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/

/** `example.com/controller`: a domain, a slash, a path. */
export function* domainPrefixedPath(path: string, value: string): Errors {
  if (!value) {
    yield required(path)
    return
  }
  const [domain = '', ...rest] = value.split('/')
  const tail = rest.join('/')
  if (rest.length === 0 || !domain || !tail) {
    yield invalidValue(path, value, 'must be a domain-prefixed path (such as "acme.io/foo")')
    return
  }
  yield* invalidBecause(path, domain, isDns1123Subdomain(domain))
  if (!pathFormat.test(tail)) yield* invalidBecause(path, tail, [pathRule])
}

const pathRule = `Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')`
