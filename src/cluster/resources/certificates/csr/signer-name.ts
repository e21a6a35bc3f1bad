import {invalidValue, required, tooLong} from '../../../../api/field-error.ts'
import {isDns1123Subdomain} from '../../../../api/names.ts'
import type {Errors} from '../../validation/errors.ts'

const form = "must be a fully qualified domain and path of the form 'example.com/signer-name'"
const lengthLimit = 571

/** Who signs: a domain of two parts or more, a slash, a name. */
export function* validateSignerName(path: string, name: string): Errors {
  if (!name) {
    yield required(path)
    return
  }
  const segments = name.split('/')
  const [domain = '', signer = ''] = segments
  if (segments.length !== 2) {
    yield invalidValue(path, name, form)
    return
  }
  if (name.length > lengthLimit) yield tooLong(path, lengthLimit)
  if (isDns1123Subdomain(domain).length > 0) {
    yield invalidValue(path, domain, isDns1123Subdomain(domain)[0] ?? form)
  } else if (domain.split('.').length < 2) {
    yield invalidValue(path, domain, `should be a domain with at least two segments separated by dots`)
  }
  for (const message of isDns1123Subdomain(signer)) yield invalidValue(path, signer, message)
}
