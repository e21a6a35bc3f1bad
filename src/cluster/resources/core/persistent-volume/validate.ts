import path from 'node:path'
import {
  type FieldError,
  forbiddenField,
  invalidValue,
  notSupported,
  pendingMetadata,
  required,
} from '../../../../api/field-error.ts'
import type {PersistentVolume} from '../../../../api/kinds.ts'
import {isDns1123Subdomain} from '../../../../api/names.ts'
import {quantityValue} from '../../../../api/quantity.ts'
import {asGiven} from '../../../../api/schema/index.ts'
import {goJson} from '../../go-types/go-json.ts'
import {unifiedDifference} from '../../go-types/unified-difference.ts'
import {immutable, immutableMessage, sameMeaning} from '../../validation/equality.ts'
import {type Errors, eachEntry, invalidBecause, supportedWord} from '../../validation/errors.ts'
import {isNegative, validatePositiveQuantity} from '../../validation/quantities.ts'
import {validateNodeSelector} from '../pod/validate/node-affinity.ts'
import {validateAccessModes} from '../volumes/access-modes.ts'
import {persistentSourceKinds, validatePersistentSource} from '../volumes/persistent-sources.ts'

type Spec = NonNullable<PersistentVolume['spec']>

export const validatePersistentVolume = ({metadata, spec}: PersistentVolume): FieldError[] => [
  ...specErrors('spec', spec ?? {}, metadata.name ?? ''),
]

export const validatePersistentVolumeUpdate = (volume: PersistentVolume, old: PersistentVolume): FieldError[] => [
  ...validatePersistentVolume(volume),
  pendingMetadata('M'),
  ...validatePersistentVolume(volume),
  ...changeErrors(volume.spec ?? {}, old.spec ?? {}),
]

function* specErrors(at: string, spec: Spec, name: string): Errors {
  if (!spec.accessModes?.length) yield required(`${at}.accessModes`)
  yield* validateAccessModes(`${at}.accessModes`, spec.accessModes)
  yield* capacityErrors(`${at}.capacity`, spec)
  if (spec.persistentVolumeReclaimPolicy)
    yield* supportedWord(`${at}.persistentVolumeReclaimPolicy`, spec.persistentVolumeReclaimPolicy, [
      'Delete',
      'Recycle',
      'Retain',
    ])
  if (spec.nodeAffinity) {
    if (!spec.nodeAffinity.required)
      yield required(`${at}.nodeAffinity.required`, 'must specify required node constraints')
    else yield* validateNodeSelector(`${at}.nodeAffinity.required`, spec.nodeAffinity.required)
  }
  yield* validatePersistentSource(at, spec, name)
  const isRoot = spec.hostPath && path.posix.normalize(spec.hostPath.path || '.') === '/'
  if (isRoot && spec.persistentVolumeReclaimPolicy === 'Recycle')
    yield forbiddenField(`${at}.persistentVolumeReclaimPolicy`, "may not be 'recycle' for a hostPath mount of '/'")
  if (spec.storageClassName)
    yield* invalidBecause(`${at}.storageClassName`, spec.storageClassName, isDns1123Subdomain(spec.storageClassName))
  yield* supportedWord(`${at}.volumeMode`, spec.volumeMode, ['Block', 'Filesystem'])
  yield* attributesErrors(at, spec)
}

function* capacityErrors(at: string, spec: Spec): Errors {
  const {capacity = {}} = spec
  const names = Object.keys(capacity)
  if (names.length === 0) yield required(at)
  if (capacity['storage'] === undefined || names.length > 1)
    yield notSupported(at, asGiven(spec, 'capacity', {}), ['storage'])
  yield* eachEntry(at, capacity, function* (_, quantity, here) {
    if (isNegative(quantity)) yield invalidValue(here, quantityValue(quantity), 'must be a valid resource quantity')
    yield* validatePositiveQuantity(here, quantity)
  })
}

function* attributesErrors(at: string, {volumeAttributesClassName: name, csi}: Spec): Errors {
  if (name === undefined) return
  if (name === '') yield required(`${at}.volumeAttributesClassName`, 'an empty string is disallowed')
  else yield* invalidBecause(`${at}.volumeAttributesClassName`, name, isDns1123Subdomain(name))
  if (!csi) yield required(`${at}.csi`, 'has to be specified when using volumeAttributesClassName')
}

function* changeErrors(spec: Spec, old: Spec): Errors {
  const gainsSecret = old.csi && !old.csi.controllerExpandSecretRef && spec.csi?.controllerExpandSecretRef
  const {controllerExpandSecretRef: _, ...csi} = spec.csi ?? {driver: '', volumeHandle: ''}
  const [now, before] = [sourceOf(gainsSecret ? {...spec, csi} : spec), sourceOf(old)]
  if (!sameMeaning(now, before)) {
    const difference = unifiedDifference(
      goJson('PersistentVolumeSource', before),
      goJson('PersistentVolumeSource', now),
    )
    yield forbiddenField(
      'spec.persistentvolumesource',
      `spec.persistentvolumesource is immutable after creation\n${difference}`,
    )
  }
  yield* immutable('volumeMode', spec.volumeMode, old.volumeMode)
  if (old.nodeAffinity && !sameMeaning(spec.nodeAffinity, withNewLabels(old.nodeAffinity, spec.nodeAffinity)))
    yield invalidValue(
      'nodeAffinity',
      spec.nodeAffinity ? goJson('VolumeNodeAffinity', spec.nodeAffinity) : null,
      `${immutableMessage}, except for updating from beta label to GA`,
    )
  if (old.volumeAttributesClassName !== undefined && spec.volumeAttributesClassName === undefined)
    yield forbiddenField('spec.volumeAttributesClassName', 'update from non-nil value to nil is forbidden')
}

const sourceOf = (spec: Spec): object =>
  Object.fromEntries(Object.entries(spec).filter(([key]) => persistentSourceKinds.includes(key)))

const stableLabels: Record<string, string> = {
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'beta.kubernetes.io/os': 'kubernetes.io/os',
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
}

type Affinity = NonNullable<Spec['nodeAffinity']>

/** The old affinity with the labels that have taken the place of its own where the new one has them. (A label that has no successor may be left out.) */
function withNewLabels(old: Affinity, now: Affinity | undefined): Affinity {
  const terms = old.required?.nodeSelectorTerms.map((term, index) => {
    const other = now?.required?.nodeSelectorTerms?.[index]
    const renamed = (field: 'matchExpressions' | 'matchFields') =>
      term[field]?.map((requirement, place) => {
        const key = other?.[field]?.[place]?.key ?? ''
        return (stableLabels[requirement.key] ?? '') === key ? {...requirement, key} : requirement
      })
    return {...term, matchExpressions: renamed('matchExpressions'), matchFields: renamed('matchFields')}
  })
  return {...old, ...(old.required && {required: {...old.required, nodeSelectorTerms: terms ?? []}})}
}
