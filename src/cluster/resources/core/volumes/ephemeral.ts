import {required} from '../../../../api/field-error.ts'
import type {Volume} from '../../../../api/kinds.ts'
import {templateMetadata} from '../../metadata/template-metadata.ts'
import type {Errors} from '../../validation/errors.ts'
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
