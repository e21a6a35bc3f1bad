import {forbiddenField} from '../../../api/field-error.ts'
import type {ObjectMeta} from '../../../api/object.ts'
import {isGiven} from '../../../api/schema/index.ts'
import type {Errors} from '../validation/errors.ts'
import {validateLabels} from '../validation/labels.ts'
import {validateAnnotations} from './index.ts'
import {metadataFields} from './metadata-fields.ts'

/** Metadata that a template may carry on: labels and annotations, nothing else. */
export function* templateMetadata(path: string, metadata: ObjectMeta | undefined): Errors {
  yield* validateAnnotations(`${path}.annotations`, metadata?.annotations)
  yield* validateLabels(`${path}.labels`, metadata?.labels)
  for (const field of others)
    if (isGiven(metadata ?? {}, field))
      yield forbiddenField(`${path}.${field === 'uid' ? 'uID' : field}`, 'cannot be set')
}

const others = metadataFields.filter(field => field !== 'labels' && field !== 'annotations')
