import {invalidValue, required, tooLong} from '../../../../api/field-error.ts'
import {quote} from '../../../../api/go/quote.ts'
import {isDns1123Label, isDns1123Subdomain} from '../../../../api/names.ts'
import type {Errors} from '../../validation/errors.ts'

const form = "must be a fully qualified domain and path of the form 'example.com/signer-name'"
const domainLimit = 253
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
  if (domain.length > domainLimit) yield tooLong(path, domainLimit)
  yield* firstWrongLabel(path, domain, isDns1123Label)
  if (!domain.includes('.'))
    yield invalidValue(path, domain, 'should be a domain with at least two segments separated by dots')
  yield* firstWrongLabel(path, signer, isDns1123Subdomain)
  if (name.length > lengthLimit) yield tooLong(path, lengthLimit)
}

/** What is wrong with the first of a name's labels that is. */
function* firstWrongLabel(path: string, name: string, check: (label: string) => string[]): Errors {
  const label = name.split('.').find(each => check(each).length > 0)
  if (label === undefined) return
  for (const message of check(label)) yield invalidValue(path, name, `validating label ${quote(label)}: ${message}`)
}
