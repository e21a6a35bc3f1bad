import {duplicate, type FieldError, pendingMetadata} from '../../../../api/field-error.ts'
import type {RuntimeClass} from '../../../../api/kinds.ts'
import {isDns1123Label} from '../../../../api/names.ts'
import {validateResources} from '../../core/pod/validate/resources.ts'
import {validateTolerations} from '../../core/pod/validate/tolerations.ts'
import {immutable} from '../../validation/equality.ts'
import {type Errors, invalidBecause} from '../../validation/errors.ts'
import {validateLabels} from '../../validation/labels.ts'

export const validateRuntimeClass = ({handler, overhead, scheduling}: RuntimeClass): FieldError[] => [
  ...invalidBecause('handler', handler, isDns1123Label(handler)),
  ...(overhead
    ? validateResources('overhead', {limits: overhead.podFixed}, {claimNames: new Set(), rules: {isPod: false}})
    : []),
  ...(scheduling ? schedulingErrors('scheduling', scheduling) : []),
]

export const validateRuntimeClassUpdate = (runtimeClass: RuntimeClass, old: RuntimeClass): FieldError[] => [
  ...validateRuntimeClass(runtimeClass),
  pendingMetadata('u'),
  ...immutable('handler', runtimeClass.handler, old.handler),
]

function* schedulingErrors(
  path: string,
  {nodeSelector, tolerations = []}: NonNullable<RuntimeClass['scheduling']>,
): Errors {
  yield* validateLabels(`${path}.nodeSelector`, nodeSelector)
  yield* validateTolerations(`${path}.tolerations.tolerations`, tolerations)
  const seen = new Set<string>()
  for (const [index, toleration] of tolerations.entries()) {
    const {key = '', operator = '', value = '', effect = '', tolerationSeconds = null} = toleration
    const identity = JSON.stringify([key, operator, value, effect])
    if (seen.has(identity))
      yield duplicate(`${path}.tolerations[${index}]`, {
        Key: key,
        Operator: operator,
        Value: value,
        Effect: effect,
        TolerationSeconds: tolerationSeconds,
      })
    seen.add(identity)
  }
}
