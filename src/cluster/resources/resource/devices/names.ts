import {invalidValue, required, tooLong} from '../../../../api/field-error.ts'
import {isCIdentifier, isDns1123Label, isDns1123Subdomain} from '../../../../api/names.ts'
import {validateCsiDriverName} from '../../core/volumes/csi.ts'
import {type Errors, invalidBecause} from '../../validation/errors.ts'

const longestPoolName = 253
const longestIdentifier = 32

export const labelErrors = (path: string, name = ''): Errors => invalidBecause(path, name, isDns1123Label(name))

/** Subdomains, separated by slashes. */
export function* poolNameErrors(path: string, name = ''): Errors {
  if (!name) {
    yield required(path)
    return
  }
  if (name.length > longestPoolName) yield tooLong(path, longestPoolName)
  for (const part of name.split('/')) yield* invalidBecause(path, part, isDns1123Subdomain(part))
}

/** What attributes and capacities are called: a C identifier, with or without the domain that defines it. */
export function* qualifiedNameErrors(path: string, name: string): Errors {
  if (!name) {
    yield required(path, 'name required')
    return
  }
  const parts = name.split('/')
  if (parts.length === 1) yield* identifierErrors(path, name)
  if (parts.length !== 2) return
  const [domain = '', id = ''] = parts
  if (!domain) yield required(path, 'the domain must not be empty')
  else yield* validateCsiDriverName(path, domain)
  if (!id) yield required(path, 'the name must not be empty')
  else yield* identifierErrors(path, id)
}

export function* fullyQualifiedNameErrors(path: string, name: string): Errors {
  yield* qualifiedNameErrors(path, name)
  if (name && !name.includes('/')) yield invalidValue(path, name, 'must include a domain')
}

function* identifierErrors(path: string, id: string): Errors {
  if (id.length > longestIdentifier) yield tooLong(path, longestIdentifier)
  yield* invalidBecause(path, id, isCIdentifier(id))
}
