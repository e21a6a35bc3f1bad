import {type FieldError, invalidValue} from '../../../../api/field-error.ts'

const shortest = 600
const longest = 2 ** 32

/** What is wrong with a TokenRequest's spec, its defaults already set. */
export function validateTokenRequest({expirationSeconds}: {expirationSeconds: number}): FieldError[] {
  const field = 'spec.expirationSeconds'
  if (expirationSeconds < shortest)
    return [invalidValue(field, expirationSeconds, 'may not specify a duration less than 10 minutes')]
  if (expirationSeconds > longest)
    return [invalidValue(field, expirationSeconds, 'may not specify a duration larger than 2^32 seconds')]
  return []
}
