import {type FieldError, forbiddenField} from '../../../../../api/field-error.ts'
import type {Pod, PodTemplateSpec} from '../../../../../api/kinds.ts'
import {validateAnnotations} from '../../../metadata/index.ts'
import type {Errors} from '../../../validation/errors.ts'
import {validateLabels} from '../../../validation/labels.ts'
import {KnownSpecs} from '../known-specs.ts'
import {validateAnnotationUpdates, validatePodAnnotations, validateProfileAnnotations} from './annotations.ts'
import {metadataAndSpec, specOf} from './metadata-and-spec.ts'
import {rulesOfOld} from './old-rules.ts'
import {validatePodSpec} from './spec.ts'
import {validateSpecUpdate} from './update.ts'

export {validateEphemeralContainersUpdate} from './ephemeral-update.ts'
export {validatePodResize} from './resize.ts'
export {validatePodStatusUpdate} from './status.ts'

/** A new pod. */
export function validatePod(pod: Pod): FieldError[] {
  let errors: FieldError[] = []
  sound.check(pod, () => {
    errors = [...createErrors(pod)]
    return errors.length === 0
  })
  return errors
}

const sound = new KnownSpecs()

/** A changed pod: little of its spec may change once it is made. */
export const validatePodUpdate = (pod: Pod, old: Pod): FieldError[] => [...updateErrors(pod, old)]

function* createErrors(pod: Pod): Errors {
  const spec = specOf(pod)
  yield* metadataAndSpec(pod, {isPod: true})
  if (spec.ephemeralContainers?.length) yield forbiddenField('spec.ephemeralContainers', 'cannot be set on create')
  if (spec.nodeName && spec.schedulingGates?.length)
    yield forbiddenField('spec.nodeName', 'cannot be set until all schedulingGates have been cleared')
  yield* validateProfileAnnotations('spec', pod.metadata, spec)
}

function* updateErrors(pod: Pod, old: Pod): Errors {
  const rules = rulesOfOld(specOf(old), old.metadata)
  yield* metadataAndSpec(pod, rules)
  const {annotations} = pod.metadata
  yield* validateAnnotationUpdates('metadata.annotations', annotations, old.metadata.annotations)
  yield* validatePodAnnotations('metadata.annotations', annotations, specOf(pod), rules)
  yield* validateSpecUpdate('spec', specOf(pod), specOf(old))
}

/** A pod template, wherever it stands. */
export function* validatePodTemplate(
  path: string,
  template: PodTemplateSpec | undefined,
  old?: PodTemplateSpec,
): Errors {
  const {metadata} = template ?? {}
  const spec = specOf(template ?? {})
  const rules = {...(old ? rulesOfOld(specOf(old), old.metadata) : {}), isPod: false}
  yield* validateLabels(`${path}.labels`, metadata?.labels)
  yield* validateAnnotations(`${path}.annotations`, metadata?.annotations)
  yield* validatePodAnnotations(`${path}.annotations`, metadata?.annotations, spec, rules)
  yield* validatePodSpec(`${path}.spec`, spec, undefined, rules)
  yield* validateProfileAnnotations(`${path}.spec`, metadata, spec)
  if (spec.ephemeralContainers?.length)
    yield forbiddenField(`${path}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template')
}
