import type {Pod, PodSpec} from '../../../../../api/kinds.ts'
import type {Errors} from '../../../validation/errors.ts'
import {validatePodAnnotations} from './annotations.ts'
import {validateImageSpace} from './containers.ts'
import type {PodRules} from './options.ts'
import {validatePodSpec, validateTokenVolumes} from './spec.ts'

/** What must hold of a pod whatever it was. */
export function* metadataAndSpec(pod: Pod, rules: PodRules): Errors {
  const spec = specOf(pod)
  yield* validatePodAnnotations('metadata.annotations', pod.metadata.annotations, spec, rules)
  yield* validatePodSpec('spec', spec, pod.metadata, rules)
  yield* validateTokenVolumes('spec', spec)
  for (const list of ['containers', 'initContainers'] as const)
    for (const [index, container] of (spec[list] ?? []).entries())
      yield* validateImageSpace(`spec.${list}[${index}]`, container)
}

export const specOf = ({spec}: {spec?: PodSpec}): PodSpec => spec ?? ({containers: []} as PodSpec)
