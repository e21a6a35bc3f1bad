import {invalidValue, required, tooLong} from '../../../../api/field-error.ts'
import {isQualifiedName} from '../../../../api/names.ts'
import {type Errors, invalidBecause} from '../../validation/errors.ts'

const mostParameters = 512
const sizeLimit = 256 * 1024

/** The name of what provisions volumes. */
export const validateProvisioner = (path: string, name: string | undefined): Errors =>
  name ? invalidBecause(path, name.toLowerCase(), isQualifiedName(name.toLowerCase())) : [required(path)]

/** What a provisioner is told: few words, and some where it needs any. */
export function* validateParameters(
  path: string,
  parameters: Record<string, string> = {},
  {needsAny = false} = {},
): Errors {
  const entries = Object.entries(parameters)
  if (entries.length > mostParameters) yield tooLong(path, mostParameters)
  let size = 0
  for (const [key, value] of entries) {
    if (key === '') yield invalidValue(path, key, 'field can not be empty.')
    size += Buffer.byteLength(key) + Buffer.byteLength(value)
  }
  if (size > sizeLimit) yield tooLong(path, sizeLimit)
  if (needsAny && entries.length === 0) yield required(path, 'must contain at least one key/value pair')
}
