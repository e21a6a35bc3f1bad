import {type FieldError, forbiddenField, invalidValue} from '../../../api/field-error.ts'
import type {Pod} from '../../../api/kinds.ts'
import {qosClass} from '../../../api/qos.ts'
import {sameJson} from '../registry/same-json.ts'

/** Ephemeral containers come, but neither change nor go. */
export function ephemeralErrors(pod: Pod, old: Pod): FieldError[] {
  const path = 'spec.ephemeralContainers'
  const errors: FieldError[] = []
  const now = pod.spec?.ephemeralContainers ?? []
  for (const before of old.spec?.ephemeralContainers ?? []) {
    const after = now.find(({name}) => name === before.name)
    if (!after)
      errors.push(
        forbiddenField(path, `existing ephemeral containers ${JSON.stringify(before.name)} may not be removed\n`),
      )
    else if (!sameJson(before, after))
      errors.push(
        forbiddenField(path, `existing ephemeral containers ${JSON.stringify(before.name)} may not be changed\n`),
      )
  }
  return errors
}

/** A resize keeps the pod's quality of service. */
export function resizeErrors(pod: Pod, old: Pod): FieldError[] {
  const before = old.status?.qosClass ?? qosClass(old.spec!)
  return qosClass(pod.spec!) === before
    ? []
    : [invalidValue('spec', before, 'Pod QOS Class may not change as a result of resizing')]
}
