import {forbiddenField, required} from '../../../../api/field-error.ts'
import type {Volume} from '../../../../api/kinds.ts'
import type {ObjectMeta} from '../../../../api/object.ts'
import {validateAnnotations} from '../../metadata/index.ts'
import type {Errors} from '../../validation/errors.ts'
import {validateLabels} from '../../validation/labels.ts'
import {validateClaimSpec} from '../persistent-volume-claim/validate.ts'

/** A volume that brings its own claim. */
export function* ephemeral(path: string, {volumeClaimTemplate}: NonNullable<Volume['ephemeral']>): Errors {
  if (!volumeClaimTemplate) {
    yield required(`${path}.volumeClaimTemplate`)
    return
  }
  yield* templateMetadata(`${path}.volumeClaimTemplate.metadata`, volumeClaimTemplate.metadata)
  yield* validateClaimSpec(`${path}.volumeClaimTemplate.spec`, volumeClaimTemplate.spec)
}

/** Metadata that a template may carry on: labels and annotations, nothing else. */
function* templateMetadata(path: string, metadata: ObjectMeta | undefined): Errors {
  yield* validateAnnotations(`${path}.annotations`, metadata?.annotations)
  yield* validateLabels(`${path}.labels`, metadata?.labels)
  for (const [field, value] of Object.entries(metadata ?? {}))
    if (field !== 'annotations' && field !== 'labels' && value)
      yield forbiddenField(`${path}.${field}`, 'cannot be set')
}
