import {isDns1123Subdomain, isPathSegmentName} from '../../../api/names.ts'
import {type Errors, invalidBecause, requiredString} from '../validation/errors.ts'

/** A reference to an object of any kind in the same place; Go writes a group that is not there as null. */
export function* validateLocalReference(
  path: string,
  {apiGroup, kind, name}: {apiGroup?: string | null; kind?: string; name?: string},
): Errors {
  if (typeof apiGroup === 'string') yield* invalidBecause(`${path}.apiGroup`, apiGroup, isDns1123Subdomain(apiGroup))
  yield* requiredString(`${path}.kind`, kind, isPathSegmentName)
  yield* requiredString(`${path}.name`, name, isPathSegmentName)
}
