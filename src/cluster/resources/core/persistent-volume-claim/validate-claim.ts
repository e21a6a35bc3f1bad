import {
  type FieldError,
  forbiddenField,
  invalidValue,
  notSupported,
  pendingMetadata,
} from '../../../../api/field-error.ts'
import type {PersistentVolumeClaim} from '../../../../api/kinds.ts'
import {isQualifiedName} from '../../../../api/names.ts'
import {compareQuantities, quantityValue} from '../../../../api/quantity.ts'
import {isGiven} from '../../../../api/schema/index.ts'
import {goJson} from '../../go-types/go-json.ts'
import {unifiedDifference} from '../../go-types/unified-difference.ts'
import {immutable, sameMeaning} from '../../validation/equality.ts'
import {type Errors, eachEntry, invalidBecause} from '../../validation/errors.ts'
import {isNativeResource, isNegative} from '../../validation/quantities.ts'
import {validateClaimSpec} from './validate.ts'

type Spec = NonNullable<PersistentVolumeClaim['spec']>

export const validateClaim = ({spec}: PersistentVolumeClaim): FieldError[] => [...validateClaimSpec('spec', spec)]

export const validateClaimUpdate = (claim: PersistentVolumeClaim, old: PersistentVolumeClaim): FieldError[] => [
  ...specErrors(claim, old),
  pendingMetadata('UM'),
  ...specErrors(claim, old),
  ...changeErrors(claim, old),
]

const specErrors = ({spec}: PersistentVolumeClaim, old: PersistentVolumeClaim): Errors =>
  validateClaimSpec('spec', spec, {
    anyApiGroup: Boolean(old.spec?.dataSource?.apiGroup ?? old.spec?.dataSourceRef?.apiGroup),
  })

const classAnnotation = 'volume.beta.kubernetes.io/storage-class'

/** A claim stays as it is, but for its size and attributes once it is bound, and what it left open before. */
function* changeErrors(claim: PersistentVolumeClaim, old: PersistentVolumeClaim): Errors {
  const [spec, before] = [claim.spec ?? {}, old.spec ?? {}]
  const annotation = claim.metadata.annotations?.[classAnnotation] ?? ''
  const oldAnnotation = old.metadata.annotations?.[classAnnotation]
  const upgrades =
    oldAnnotation !== undefined &&
    before.storageClassName === undefined &&
    spec.storageClassName === oldAnnotation &&
    (!annotation || annotation === oldAnnotation)
  if (!upgrades && annotation !== (oldAnnotation ?? ''))
    yield invalidValue(`metadata.annotations.${classAnnotation}`, annotation, 'field is immutable')
  const filled = before.volumeName ? before : {...before, volumeName: spec.volumeName}
  const munged = comparable(
    claim,
    before,
    upgrades || oldAnnotation === undefined || spec.storageClassName === oldAnnotation,
  )
  if (!sameMeaning(munged, filled)) {
    const difference = unifiedDifference(
      goJson('PersistentVolumeClaimSpec', filled),
      goJson('PersistentVolumeClaimSpec', munged),
    )
    yield forbiddenField(
      'spec',
      `spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n${difference}`,
    )
  }
  yield* sizeErrors(spec, before, old)
  yield* immutable('volumeMode', spec.volumeMode, before.volumeMode)
  if (spec.volumeAttributesClassName === before.volumeAttributesClassName) return
  if (old.status?.currentVolumeAttributesClassName === undefined || spec.volumeAttributesClassName) return
  const what = spec.volumeAttributesClassName === undefined ? 'nil' : 'empty string'
  yield forbiddenField(
    'spec.volumeAttributesClassName',
    `update to ${what} is forbidden when status.currentVolumeAttributesClassName is not nil`,
  )
}

function comparable({spec = {}, status}: PersistentVolumeClaim, old: Spec, mayNameClass: boolean): Spec {
  const named = mayNameClass && spec.storageClassName !== undefined && old.storageClassName === undefined
  const munged = named ? {...spec, storageClassName: old.storageClassName} : {...spec}
  if (status?.phase !== 'Bound') return munged
  const storage = old.resources?.requests?.['storage'] ?? '0'
  if (spec.resources && isGiven(spec.resources, 'requests'))
    munged.resources = {...spec.resources, requests: {...spec.resources.requests, storage}}
  return {...munged, volumeAttributesClassName: old.volumeAttributesClassName}
}

function* sizeErrors(spec: Spec, before: Spec, {status}: PersistentVolumeClaim): Errors {
  const size = spec.resources?.requests?.['storage'] ?? '0'
  const shrinks = compareQuantities(size, before.resources?.requests?.['storage'] ?? '0') < 0
  if (shrinks && compareQuantities(size, status?.capacity?.['storage'] ?? '0') <= 0)
    yield forbiddenField('spec.resources.requests.storage', 'field can not be less than status.capacity')
}

const resizeStatuses = [
  'ControllerResizeInProgress',
  'ControllerResizeInfeasible',
  'NodeResizeInProgress',
  'NodeResizeInfeasible',
  'NodeResizePending',
].sort()

export const validateClaimStatus = ({status}: PersistentVolumeClaim): FieldError[] => [
  ...eachEntry('status.capacity', status?.capacity, function* (_, quantity, path) {
    if (isNegative(quantity)) yield invalidValue(path, quantityValue(quantity), 'must be a valid resource quantity')
  }),
  ...eachEntry('status.allocatedResourceStatuses', status?.allocatedResourceStatuses, function* (key, value) {
    const path = 'status.allocatedResourceStatuses'
    yield* resourceKeyErrors(path, key)
    if (!resizeStatuses.includes(value)) yield notSupported(path, key, resizeStatuses)
  }),
  ...eachEntry('status.allocatedResources', status?.allocatedResources, function* (key, quantity, path) {
    const wrongKey = [...resourceKeyErrors('status.allocatedResources', key)]
    yield* wrongKey
    if (wrongKey.length > 0) return
    if (isNegative(quantity)) yield invalidValue(path, quantityValue(quantity), 'must be a valid resource quantity')
  }),
]

/** Of Kubernetes' own resources, a claim can only have storage. */
function* resourceKeyErrors(path: string, name: string): Errors {
  const messages = isQualifiedName(name)
  yield* invalidBecause(path, name, messages)
  if (messages.length === 0 && isNativeResource(name) && name !== 'storage') yield notSupported(path, name, ['storage'])
}
