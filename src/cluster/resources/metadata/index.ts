import {type FieldError, forbiddenField, invalidValue, required, tooLong} from '../../../api/field-error.ts'
import {isDns1123Label, isQualifiedName} from '../../../api/names.ts'
import type {ObjectMeta, OwnerReference} from '../../../api/object.ts'
import {immutable} from '../validation/equality.ts'
import {type Errors, invalidBecause} from '../validation/errors.ts'
import {validateLabels} from '../validation/labels.ts'
import {nonNegative} from '../validation/numbers.ts'
import {validateManagedFields} from './managed-fields.ts'

export interface MetadataRules {
  namespaced: boolean
  /** What is wrong with a name, or with the prefix of a generated one. */
  validateName(name: string, prefix: boolean): string[]
  /** Finalizers without a domain must be Kubernetes' own: so for every kind of Kubernetes, not for custom ones. */
  standardFinalizers?: boolean
}

/** Rules of metadata that hold for a new object and, again, for every update. */
export const validateObjectMeta = (metadata: ObjectMeta, rules: MetadataRules, path = 'metadata'): FieldError[] => [
  ...metadataErrors(metadata, rules, path),
]

/** What an update may not do to metadata. */
export const validateObjectMetaUpdate = (
  metadata: ObjectMeta,
  old: ObjectMeta,
  {standardFinalizers = true}: Partial<MetadataRules> = {},
  path = 'metadata',
): FieldError[] => [...updateErrors(metadata, old, path), ...(standardFinalizers ? kubeFinalizers(metadata, path) : [])]

function* metadataErrors(metadata: ObjectMeta, rules: MetadataRules, path: string): Errors {
  const {name, generateName, namespace, labels, annotations, ownerReferences, finalizers, managedFields} = metadata
  if (generateName) yield* invalidBecause(`${path}.generateName`, generateName, rules.validateName(generateName, true))
  if (!name) yield required(`${path}.name`, 'name or generateName is required')
  else yield* invalidBecause(`${path}.name`, name, rules.validateName(name, false))
  if (rules.namespaced) {
    if (!namespace) yield required(`${path}.namespace`)
    else yield* invalidBecause(`${path}.namespace`, namespace, isDns1123Label(namespace))
  } else if (namespace) {
    yield forbiddenField(`${path}.namespace`, 'not allowed on this type')
  }
  yield* nonNegative(`${path}.generation`, metadata.generation)
  if (labels) yield* validateLabels(`${path}.labels`, labels)
  if (annotations) yield* validateAnnotations(`${path}.annotations`, annotations)
  if (ownerReferences) yield* ownerReferenceErrors(`${path}.ownerReferences`, ownerReferences)
  if (finalizers) yield* finalizerErrors(`${path}.finalizers`, finalizers)
  if (managedFields) yield* validateManagedFields(`${path}.managedFields`, managedFields)
  if (finalizers && (rules.standardFinalizers ?? true)) yield* kubeFinalizers(metadata, path)
}

const annotationsLimit = 256 * 1024

/** Keys are qualified names, in any case; all of them together have a limit. */
export function* validateAnnotations(path: string, annotations: Record<string, string> | undefined): Errors {
  let size = 0
  for (const [key, value] of Object.entries(annotations ?? {})) {
    yield* invalidBecause(path, key, isQualifiedName(key.toLowerCase()))
    size += Buffer.byteLength(key) + Buffer.byteLength(value)
  }
  if (size > annotationsLimit) yield tooLong(path, annotationsLimit)
}

function* ownerReferenceErrors(path: string, references: OwnerReference[]): Errors {
  let controller = ''
  for (const reference of references) {
    const {apiVersion, kind, name, uid} = reference
    // Nothing is made of what is no group and version.
    const version = (apiVersion ?? '').split('/').length > 2 ? '' : (apiVersion ?? '').split('/').at(-1)
    if (!version) yield invalidValue(`${path}.apiVersion`, apiVersion ?? '', 'version must not be empty')
    if (!kind) yield invalidValue(`${path}.kind`, kind ?? '', 'must not be empty')
    if (!name) yield invalidValue(`${path}.name`, name ?? '', 'must not be empty')
    if (!uid) yield invalidValue(`${path}.uid`, uid ?? '', 'must not be empty')
    if (apiVersion === 'v1' && kind === 'Event')
      yield invalidValue(path, reference, '/v1, Kind=Event is disallowed from being an owner')
    if (!reference.controller) continue
    const current = `${kind}/${name}`
    if (controller) {
      const found = `Found "true" in references for ${controller} and ${current}`
      yield invalidValue(path, references, `Only one reference can have Controller set to true. ${found}`)
    } else {
      controller = current
    }
  }
}

function* finalizerErrors(path: string, finalizers: string[]): Errors {
  for (const finalizer of finalizers) yield* invalidBecause(path, finalizer, isQualifiedName(finalizer))
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion'))
    yield invalidValue(path, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set')
}

const standardFinalizers = ['kubernetes', 'orphan', 'foregroundDeletion']

function* kubeFinalizers({finalizers}: ObjectMeta, path: string): Errors {
  for (const [index, finalizer] of (finalizers ?? []).entries())
    yield* standardFinalizer(`${path}.finalizers[${index}]`, finalizer)
}

/** A finalizer is Kubernetes' own, or has a domain. */
export function* standardFinalizer(path: string, finalizer: string): Errors {
  if (!finalizer.includes('/') && !standardFinalizers.includes(finalizer))
    yield invalidValue(path, finalizer, 'name is neither a standard finalizer name nor is it fully qualified')
}

function* updateErrors(metadata: ObjectMeta, old: ObjectMeta, path: string): Errors {
  if (old.deletionTimestamp) {
    const extra = (metadata.finalizers ?? []).filter(finalizer => !old.finalizers?.includes(finalizer))
    if (extra.length > 0) {
      const list = [...new Set(extra)].sort().map(name => JSON.stringify(name))
      const rule = 'no new finalizers can be added if the object is being deleted'
      yield forbiddenField(`${path}.finalizers`, `${rule}, found new finalizers []string{${list.join(', ')}}`)
    }
  }
  if (!metadata.resourceVersion)
    yield invalidValue(`${path}.resourceVersion`, metadata.resourceVersion ?? '', 'must be specified for an update')
  if ((metadata.generation ?? 0) < (old.generation ?? 0))
    yield invalidValue(`${path}.generation`, metadata.generation ?? 0, 'must not be decremented')
  yield* immutable(`${path}.name`, metadata.name, old.name)
  yield* immutable(`${path}.namespace`, metadata.namespace, old.namespace)
  yield* immutable(`${path}.uid`, metadata.uid, old.uid)
  yield* immutable(`${path}.creationTimestamp`, metadata.creationTimestamp, old.creationTimestamp)
  yield* immutable(`${path}.deletionTimestamp`, metadata.deletionTimestamp, old.deletionTimestamp)
  yield* immutable(
    `${path}.deletionGracePeriodSeconds`,
    metadata.deletionGracePeriodSeconds,
    old.deletionGracePeriodSeconds,
  )
  const {labels, annotations, ownerReferences, managedFields} = metadata
  if (labels) yield* validateLabels(`${path}.labels`, labels)
  if (annotations) yield* validateAnnotations(`${path}.annotations`, annotations)
  if (ownerReferences) yield* ownerReferenceErrors(`${path}.ownerReferences`, ownerReferences)
  if (managedFields) yield* validateManagedFields(`${path}.managedFields`, managedFields)
}
