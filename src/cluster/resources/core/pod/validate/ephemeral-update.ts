import {type FieldError, forbiddenField} from '../../../../../api/field-error.ts'
import type {Pod} from '../../../../../api/kinds.ts'
import {goPodSpec} from '../../../go-types/pod-spec.ts'
import {unifiedDifference} from '../../../go-types/unified-difference.ts'
import {sameMeaning} from '../../../validation/equality.ts'
import type {Errors} from '../../../validation/errors.ts'
import {validateAnnotationUpdates, validatePodAnnotations} from './annotations.ts'
import {metadataAndSpec, specOf} from './metadata-and-spec.ts'
import {rulesOfOld} from './old-rules.ts'

/** An update through `ephemeralcontainers`: containers only ever join. */
export function validateEphemeralContainersUpdate(pod: Pod, old: Pod): FieldError[] {
  if (old.metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined)
    return [forbiddenField('', 'static pods do not support ephemeral containers')]
  return [...updateErrors(pod, old)]
}

function* updateErrors(pod: Pod, old: Pod): Errors {
  const rules = rulesOfOld(specOf(old), old.metadata)
  const {annotations} = pod.metadata
  yield* metadataAndSpec(pod, rules)
  yield* validateAnnotationUpdates('metadata.annotations', annotations, old.metadata.annotations)
  yield* validatePodAnnotations('metadata.annotations', annotations, specOf(pod), rules)
  const now = new Map((specOf(pod).ephemeralContainers ?? []).map(container => [container.name, container]))
  for (const container of specOf(old).ephemeralContainers ?? []) {
    const named = `existing ephemeral containers ${JSON.stringify(container.name)}`
    const current = now.get(container.name)
    if (!current) yield forbiddenField('spec.ephemeralContainers', `${named} may not be removed\n`)
    else if (!sameMeaning(current, container))
      yield forbiddenField(
        'spec.ephemeralContainers',
        `${named} may not be changed\n${unifiedDifference(goContainer(container), goContainer(current))}`,
      )
  }
}

type EphemeralContainer = NonNullable<ReturnType<typeof specOf>['ephemeralContainers']>[number]

const goContainer = (container: EphemeralContainer): unknown =>
  (goPodSpec({containers: [], ephemeralContainers: [container]}) as {EphemeralContainers: unknown[]})
    .EphemeralContainers[0]
