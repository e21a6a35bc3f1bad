import {invalidValue} from '../../../../api/field-error.ts'
import type {HorizontalPodAutoscaler} from '../../../../api/kinds.ts'
import {isPathSegmentName} from '../../../../api/names.ts'
import {type Errors, requiredString} from '../../validation/errors.ts'

export type Spec = NonNullable<HorizontalPodAutoscaler['spec']>

/** What is scaled, or what a metric is of. */
/** What is scaled must name its API group, but for what the core group has; a version that was there before is left alone. */
export function* scaleTargetErrors(path: string, target: Spec['scaleTargetRef'], old?: Spec['scaleTargetRef']): Errors {
  const {kind = '', apiVersion = ''} = target ?? {}
  const kept = old !== undefined && old.kind === kind && (old.apiVersion ?? '') === apiVersion
  yield* targetErrors(path, {...target, ...(kept && {apiVersion: ''})})
  if (!kept && kind !== 'ReplicationController' && !apiVersion.includes('/'))
    yield invalidValue(`${path}.apiVersion`, apiVersion, 'apiVersion must specify API group')
}

export function* targetErrors(path: string, {kind, name, apiVersion = ''}: Spec['scaleTargetRef']): Errors {
  yield* requiredString(`${path}.kind`, kind, isPathSegmentName)
  yield* requiredString(`${path}.name`, name, isPathSegmentName)
  if (apiVersion.split('/').length > 2)
    yield invalidValue(`${path}.apiVersion`, apiVersion, `unexpected GroupVersion string: ${apiVersion}`)
}
