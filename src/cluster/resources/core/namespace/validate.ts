import {type FieldError, invalidValue} from '../../../../api/field-error.ts'
import type {Namespace} from '../../../../api/kinds.ts'
import {isQualifiedName} from '../../../../api/names.ts'
import {standardFinalizer} from '../../metadata/index.ts'
import {type Errors, invalidBecause} from '../../validation/errors.ts'

export const validateNamespace = ({spec}: Namespace): FieldError[] =>
  (spec?.finalizers ?? []).flatMap(finalizer => [...finalizerErrors('spec.finalizers', finalizer)])

/** Of what lets go of a namespace. */
export const validateFinalize = ({spec}: Namespace): FieldError[] =>
  (spec?.finalizers ?? []).flatMap((finalizer, index) => [...finalizerErrors(`spec.finalizers[${index}]`, finalizer)])

export function validateNamespaceStatus({metadata, status}: Namespace): FieldError[] {
  const phase = status?.phase ?? ''
  if (!metadata.deletionTimestamp && phase !== 'Active')
    return [invalidValue('status.Phase', phase, "may only be 'Active' if `deletionTimestamp` is empty")]
  if (metadata.deletionTimestamp && phase !== 'Terminating')
    return [invalidValue('status.Phase', phase, "may only be 'Terminating' if `deletionTimestamp` is not empty")]
  return []
}

function* finalizerErrors(path: string, finalizer: string): Errors {
  yield* invalidBecause(path, finalizer, isQualifiedName(finalizer))
  yield* standardFinalizer(path, finalizer)
}
