import type {FieldError} from '../../../../api/field-error.ts'
import type {ReplicaSet} from '../../../../api/kinds.ts'
import {immutable} from '../../validation/equality.ts'
import type {Errors} from '../../validation/errors.ts'
import {nonNegative} from '../../validation/numbers.ts'
import {atMostReplicas, availableAtMostReady, nonNegativeCounts} from '../../validation/statuses.ts'
import {validateSelectedTemplate} from '../template.ts'

type Spec = NonNullable<ReplicaSet['spec']>

export const validateReplicaSet = ({spec}: ReplicaSet): FieldError[] => [...specErrors('spec', spec as Spec)]

export const validateReplicaSetUpdate = ({spec}: ReplicaSet, old: ReplicaSet): FieldError[] => [
  ...specErrors('spec', spec as Spec, old.spec),
  ...immutable('spec.selector', spec?.selector, old.spec?.selector),
]

/** Also a replication controller's. */
export const validateReplicaSetStatus = ({status}: Pick<ReplicaSet, 'status'>): FieldError[] => [
  ...nonNegativeCounts('status', status, [
    'replicas',
    'fullyLabeledReplicas',
    'readyReplicas',
    'availableReplicas',
    'observedGeneration',
    'terminatingReplicas',
  ]),
  ...atMostReplicas('status', status, ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas']),
  ...availableAtMostReady('status', status),
]

function* specErrors(path: string, spec: Spec, old?: Spec): Errors {
  yield* nonNegative(`${path}.replicas`, spec.replicas)
  yield* nonNegative(`${path}.minReadySeconds`, spec.minReadySeconds)
  yield* validateSelectedTemplate(path, spec, old)
}
