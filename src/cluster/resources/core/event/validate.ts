import {type FieldError, invalidValue} from '../../../../api/field-error.ts'
import type {Event} from '../../../../api/kinds.ts'

/** An event lives where its object does; those of cluster-wide objects in `default`. */
export function validateEvent({metadata, involvedObject}: Event): FieldError[] {
  const namespace = metadata.namespace ?? ''
  const target = involvedObject?.namespace ?? ''
  if (target === namespace || (target === '' && namespace === 'default')) return []
  return [invalidValue('involvedObject.namespace', target, 'does not match event.namespace')]
}
