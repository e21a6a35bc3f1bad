import {duplicate, type FieldError, forbiddenField, pendingMetadata, required} from '../../../../api/field-error.ts'
import type {StorageClass} from '../../../../api/kinds.ts'
import {immutable, sameMeaning} from '../../validation/equality.ts'
import {type Errors, each, supportedWord} from '../../validation/errors.ts'
import {validateLabelName} from '../../validation/labels.ts'
import {validateParameters, validateProvisioner} from '../parameters/validate.ts'

type Term = NonNullable<StorageClass['allowedTopologies']>[number]

export const validateStorageClass = (storageClass: StorageClass): FieldError[] => [
  ...validateProvisioner('provisioner', storageClass.provisioner),
  ...validateParameters('parameters', storageClass.parameters),
  ...(storageClass.reclaimPolicy
    ? supportedWord('reclaimPolicy', storageClass.reclaimPolicy, ['Delete', 'Retain'])
    : []),
  ...(storageClass.volumeBindingMode === undefined ? [required('volumeBindingMode')] : []),
  ...supportedWord('volumeBindingMode', storageClass.volumeBindingMode, ['Immediate', 'WaitForFirstConsumer']),
  ...topologyErrors(storageClass.allowedTopologies ?? []),
]

export const validateStorageClassUpdate = (storageClass: StorageClass, old: StorageClass): FieldError[] => [
  ...validateStorageClass(storageClass),
  pendingMetadata('U'),
  ...(['parameters', 'provisioner', 'reclaimPolicy'] as const).flatMap(field =>
    sameMeaning(storageClass[field], old[field]) ? [] : [forbiddenField(field, `updates to ${field} are forbidden.`)],
  ),
  ...immutable('volumeBindingMode', storageClass.volumeBindingMode, old.volumeBindingMode),
]

/** Terms of which no two may ask for the same; those that ask for nothing are the same as each of as many that Kubernetes begins with. */
function* topologyErrors(terms: Term[]): Errors {
  const seen: string[] = terms.map(() => '{}')
  for (const [index, term] of terms.entries()) {
    const path = `allowedTopologies[${index}]`
    yield* termErrors(term, path)
    const asked = meaningOf(term)
    for (const other of seen) if (other === asked) yield duplicate(`${path}.matchLabelExpressions`, '')
    seen.push(asked)
  }
}

const meaningOf = ({matchLabelExpressions}: Term): string => {
  const byKey = new Map((matchLabelExpressions ?? []).map(({key, values}) => [key, [...new Set(values ?? [])].sort()]))
  return JSON.stringify(Object.fromEntries([...byKey].sort(([a], [b]) => (a < b ? -1 : 1))))
}

function* termErrors({matchLabelExpressions}: Term, path: string): Errors {
  const keys = new Set<string>()
  yield* each(`${path}.matchLabelExpressions`, matchLabelExpressions, function* ({key, values: given}, at) {
    const values = given ?? []
    if (values.length === 0) yield required(`${at}.values`)
    for (const [index, value] of values.entries())
      if (values.indexOf(value) < index) yield duplicate(`${at}.values[${index}]`, value)
    yield* validateLabelName(`${at}.key`, key)
    if (keys.has(key)) yield duplicate(`${at}.key`, key)
    keys.add(key)
  })
}
