import {invalidValue} from '../../../../api/field-error.ts'
import type {HorizontalPodAutoscaler} from '../../../../api/kinds.ts'
import {isPathSegmentName} from '../../../../api/names.ts'
import {type Errors, requiredString} from '../../validation/errors.ts'

export type Spec = NonNullable<HorizontalPodAutoscaler['spec']>

/** What is scaled, or what a metric is of. */
export function* targetErrors(path: string, {kind, name, apiVersion = ''}: Spec['scaleTargetRef']): Errors {
  yield* requiredString(`${path}.kind`, kind, isPathSegmentName)
  yield* requiredString(`${path}.name`, name, isPathSegmentName)
  if (apiVersion.split('/').length > 2)
    yield invalidValue(`${path}.apiVersion`, apiVersion, `unexpected GroupVersion string: ${apiVersion}`)
}
