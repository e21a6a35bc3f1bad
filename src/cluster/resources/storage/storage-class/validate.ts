import {duplicate, type FieldError, forbiddenField, required} from '../../../../api/field-error.ts'
import type {StorageClass} from '../../../../api/kinds.ts'
import {immutable, sameMeaning} from '../../validation/equality.ts'
import {type Errors, each, requiredWord, supportedWord} from '../../validation/errors.ts'
import {validateLabelName} from '../../validation/labels.ts'
import {validateParameters, validateProvisioner} from '../parameters/validate.ts'

type Term = NonNullable<StorageClass['allowedTopologies']>[number]

export const validateStorageClass = (storageClass: StorageClass): FieldError[] => [
  ...validateProvisioner('provisioner', storageClass.provisioner),
  ...validateParameters('parameters', storageClass.parameters),
  ...(storageClass.reclaimPolicy
    ? supportedWord('reclaimPolicy', storageClass.reclaimPolicy, ['Delete', 'Retain'])
    : []),
  ...requiredWord('volumeBindingMode', storageClass.volumeBindingMode, ['Immediate', 'WaitForFirstConsumer']),
  ...each('allowedTopologies', storageClass.allowedTopologies, termErrors),
]

export const validateStorageClassUpdate = (storageClass: StorageClass, old: StorageClass): FieldError[] => [
  ...validateStorageClass(storageClass),
  ...(['parameters', 'provisioner', 'reclaimPolicy'] as const).flatMap(field =>
    sameMeaning(storageClass[field], old[field]) ? [] : [forbiddenField(field, `updates to ${field} are forbidden.`)],
  ),
  ...immutable('volumeBindingMode', storageClass.volumeBindingMode, old.volumeBindingMode),
]

function* termErrors({matchLabelExpressions}: Term, path: string): Errors {
  const keys = new Set<string>()
  yield* each(`${path}.matchLabelExpressions`, matchLabelExpressions, function* ({key, values = []}, at) {
    if (values.length === 0) yield required(`${at}.values`)
    for (const [index, value] of values.entries())
      if (values.indexOf(value) < index) yield duplicate(`${at}.values[${index}]`, value)
    yield* validateLabelName(`${at}.key`, key)
    if (keys.has(key)) yield duplicate(`${at}.key`, key)
    keys.add(key)
  })
}
