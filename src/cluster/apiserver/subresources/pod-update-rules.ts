import {type FieldError, forbiddenField, invalidValue} from '../../../api/field-error.ts'
import type {Pod} from '../../../api/kinds.ts'
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
  const before = old.status?.qosClass ?? qosClass(old)
  return qosClass(pod) === before
    ? []
    : [invalidValue('spec', before, 'Pod QOS Class may not change as a result of resizing')]
}

/** Guaranteed, Burstable or BestEffort, by the CPU and memory that the containers ask for. */
function qosClass({spec}: Pod): string {
  const all = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])]
  const kinds = ['cpu', 'memory'] as const
  const asks = all.some(({resources}) => kinds.some(kind => resources?.requests?.[kind] ?? resources?.limits?.[kind]))
  if (!asks) return 'BestEffort'
  const sure = all.every(({resources}) =>
    kinds.every(kind => {
      const limit = resources?.limits?.[kind]
      return limit !== undefined && (resources?.requests?.[kind] ?? limit) === limit
    }),
  )
  return sure ? 'Guaranteed' : 'Burstable'
}
