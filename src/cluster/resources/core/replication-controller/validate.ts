import {type FieldError, invalidValue, pendingMetadata, required} from '../../../../api/field-error.ts'
import type {ReplicationController} from '../../../../api/kinds.ts'
import {asGiven} from '../../../../api/schema/index.ts'
import {lastingErrors} from '../../apps/template.ts'
import type {Errors} from '../../validation/errors.ts'
import {selectorMatches} from '../../validation/labels.ts'
import {nonNegative} from '../../validation/numbers.ts'
import {validatePodTemplate} from '../pod/validate/index.ts'

type Spec = NonNullable<ReplicationController['spec']>

export const validateReplicationController = ({spec}: ReplicationController): FieldError[] => [
  ...specErrors(spec ?? {}),
]

export const validateReplicationControllerUpdate = (
  {spec}: ReplicationController,
  old: ReplicationController,
): FieldError[] => [...specErrors(spec ?? {}, old.spec), pendingMetadata('U'), ...specErrors(spec ?? {}, old.spec)]

function* specErrors({minReadySeconds, selector = {}, replicas, template}: Spec, old?: Spec): Errors {
  yield* nonNegative('spec.minReadySeconds', minReadySeconds)
  if (Object.keys(selector).length === 0) yield required('spec.selector')
  if (replicas === undefined) yield required('spec.replicas')
  else yield* nonNegative('spec.replicas', replicas)
  if (!template) {
    yield required('spec.template')
    return
  }
  const labels = template.metadata?.labels
  if (!selectorMatches({matchLabels: selector}, labels))
    yield invalidValue(
      'spec.template.metadata.labels',
      asGiven(template.metadata, 'labels', {}),
      '`selector` does not match template `labels`',
    )
  yield* validatePodTemplate('spec.template', template, old?.template)
  yield* lastingErrors('spec.template', template, 'ReplicationController')
}
