import {duplicate, forbiddenField, invalidValue, required} from '../../../../../api/field-error.ts'
import type {PodSpec, PodStatus} from '../../../../../api/kinds.ts'
import {isDns1123Label, isDns1123Subdomain} from '../../../../../api/names.ts'
import type {ObjectMeta} from '../../../../../api/object.ts'
import {type Errors, each, invalidBecause} from '../../../validation/errors.ts'

export const mirrorAnnotation = 'kubernetes.io/config.mirror'

/** Devices that a pod claims: each by a name of its own, from a claim or from a template for one. */
export function* validateResourceClaims(
  path: string,
  claims: PodSpec['resourceClaims'],
  metadata: ObjectMeta | undefined,
): Errors {
  const names = new Set<string>()
  const isMirror = metadata?.annotations?.[mirrorAnnotation] !== undefined
  yield* each(path, claims, function* (claim, at) {
    if (isMirror) {
      yield forbiddenField('[]', 'static pods do not support resource claims')
      return
    }
    const {name, resourceClaimName, resourceClaimTemplateName} = claim
    if (!name) yield required(`${at}.name`)
    else if (names.has(name)) yield duplicate(`${at}.name`, name)
    else yield* invalidBecause(`${at}.name`, name, isDns1123Label(name))
    names.add(name)
    const shown = {
      Name: name,
      ResourceClaimName: resourceClaimName ?? null,
      ResourceClaimTemplateName: resourceClaimTemplateName ?? null,
    }
    if (resourceClaimName !== undefined && resourceClaimTemplateName !== undefined)
      yield invalidValue(
        at,
        shown,
        'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified',
      )
    if (resourceClaimName === undefined && resourceClaimTemplateName === undefined)
      yield invalidValue(at, shown, 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`')
    for (const [field, value] of Object.entries({resourceClaimName, resourceClaimTemplateName}))
      if (value !== undefined) yield* invalidBecause(`${at}.${field}`, value, isDns1123Subdomain(value))
  })
}

/** Which claims were made for those of a pod: each for one that the pod has. */
export function* validateResourceClaimStatuses(
  path: string,
  statuses: PodStatus['resourceClaimStatuses'],
  claims: PodSpec['resourceClaims'] = [],
): Errors {
  const names = new Set<string>()
  yield* each(path, statuses, function* ({name, resourceClaimName}, at) {
    if (!claims.some(claim => claim.name === name))
      yield invalidValue(`${at}.name`, name, 'must match the name of an entry in `spec.resourceClaims`')
    if (names.has(name)) yield duplicate(`${at}.name`, name)
    names.add(name)
    if (resourceClaimName !== undefined)
      yield* invalidBecause(`${at}.name`, resourceClaimName, isDns1123Subdomain(resourceClaimName))
  })
}
