import {type FieldError, invalidValue, pendingMetadata} from '../../../../api/field-error.ts'
import type {CSIStorageCapacity} from '../../../../api/kinds.ts'
import {isDns1123Subdomain} from '../../../../api/names.ts'
import {immutableMessage, sameMeaning} from '../../validation/equality.ts'
import {type Errors, invalidBecause} from '../../validation/errors.ts'
import {validateLabelSelector} from '../../validation/labels.ts'
import {isNegative} from '../../validation/quantities.ts'

export const validateCsiStorageCapacity = (object: CSIStorageCapacity): FieldError[] => [...errorsOf(object)]

function* errorsOf({nodeTopology, storageClassName, capacity}: CSIStorageCapacity): Errors {
  yield* validateLabelSelector('nodeTopology', nodeTopology)
  yield* invalidBecause('storageClassName', storageClassName ?? '', isDns1123Subdomain(storageClassName ?? ''))
  if (capacity !== undefined && isNegative(capacity))
    yield invalidValue('capacity', capacity, 'must be greater than or equal to 0')
}

/** What the capacity is of stays. */
export function validateCsiStorageCapacityUpdate(object: CSIStorageCapacity, old: CSIStorageCapacity): FieldError[] {
  const {nodeTopology, storageClassName} = object
  return [
    ...validateCsiStorageCapacity(object),
    pendingMetadata('U'),
    ...(sameMeaning(nodeTopology, old.nodeTopology)
      ? []
      : [invalidValue('nodeTopology', nodeTopology, immutableMessage)]),
    ...(storageClassName === old.storageClassName
      ? []
      : [invalidValue('storageClassName', storageClassName, immutableMessage)]),
  ]
}
