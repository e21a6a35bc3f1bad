import {required, tooLong} from '../../../../api/field-error.ts'
import {isDns1123Subdomain} from '../../../../api/names.ts'
import {type Errors, invalidBecause} from '../../validation/errors.ts'

/** The name of a CSI driver: a domain name, short, in any case. */
export function* validateCsiDriverName(path: string, name: string | undefined): Errors {
  if (!name) yield required(path)
  if ((name ?? '').length > 63) yield tooLong(path, 63)
  yield* invalidBecause(path, name ?? '', isDns1123Subdomain((name ?? '').toLowerCase()))
}
