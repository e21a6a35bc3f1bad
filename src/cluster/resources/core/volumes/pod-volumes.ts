import {duplicate, forbiddenField, invalidValue, required} from '../../../../api/field-error.ts'
import type {Volume} from '../../../../api/kinds.ts'
import {isDns1123Label, isDns1123Subdomain} from '../../../../api/names.ts'
import type {ObjectMeta} from '../../../../api/object.ts'
import {type Errors, invalidBecause, requiredString, requiredWord} from '../../validation/errors.ts'
import {isNegative} from '../../validation/quantities.ts'
import type {PodRules} from '../pod/validate/options.ts'
import {downwardApi} from './downward-api.ts'
import {ephemeral} from './ephemeral.ts'
import {iscsi, iscsiNameLength} from './iscsi.ts'
import {projected} from './projected.ts'
import * as source from './sources.ts'

type SourceKey = Exclude<keyof Volume, 'name'>

/** How each kind of source is checked, in Kubernetes' order, and by which name errors call it where that is another one. */
const kinds: {
  [Key in SourceKey]?: {rule(path: string, value: NonNullable<Volume[Key]>): Errors; extra?: string; path?: string}
} = {
  emptyDir: {rule: emptyDir},
  hostPath: {rule: source.hostPath},
  gitRepo: {rule: source.gitRepo},
  gcePersistentDisk: {rule: source.gcePersistentDisk, path: 'persistentDisk'},
  awsElasticBlockStore: {rule: source.awsElasticBlockStore},
  secret: {rule: source.secret},
  nfs: {rule: source.nfs},
  iscsi: {rule: iscsi},
  glusterfs: {rule: source.glusterfs},
  flocker: {rule: source.flocker},
  persistentVolumeClaim: {rule: persistentVolumeClaim},
  rbd: {rule: source.rbd},
  cinder: {rule: source.cinder},
  cephfs: {rule: source.cephfs, extra: 'cephFS'},
  quobyte: {rule: source.quobyte},
  downwardAPI: {rule: downwardApi, extra: 'downwarAPI'},
  fc: {rule: source.fc},
  flexVolume: {rule: source.flexVolume},
  configMap: {rule: source.configMap},
  azureFile: {rule: source.azureFile},
  vsphereVolume: {rule: source.vsphereVolume},
  photonPersistentDisk: {rule: source.photonPersistentDisk},
  portworxVolume: {rule: source.portworxVolume},
  azureDisk: {rule: source.azureDisk},
  storageos: {rule: source.storageos},
  projected: {rule: projected},
  scaleIO: {rule: source.scaleIo},
  csi: {rule: source.csi},
  ephemeral: {rule: ephemeral},
  image: {rule: image},
}

/** The volumes of a pod. Those without error are put into `valid`, for mounts to refer to. */
export function* validateVolumes(
  path: string,
  volumes: readonly Volume[] | undefined,
  metadata: ObjectMeta | undefined,
  rules: PodRules,
  valid: Map<string, Volume>,
): Errors {
  const generated = new Set(
    (volumes ?? []).filter(volume => metadata?.name && volume.ephemeral).map(({name}) => `${metadata?.name}-${name}`),
  )
  for (const [index, volume] of (volumes ?? []).entries()) {
    const at = `${path}[${index}]`
    const errors = [
      ...validateSource(at, volume, metadata, rules),
      ...requiredString(`${at}.name`, volume.name, isDns1123Label),
      ...(valid.has(volume.name) ? [duplicate(`${at}.name`, volume.name)] : []),
    ]
    if (errors.length === 0) valid.set(volume.name, volume)
    yield* errors
    const claimName = volume.persistentVolumeClaim?.claimName
    if (claimName !== undefined && generated.has(claimName))
      yield invalidValue(
        `${at}.persistentVolumeClaim.claimName`,
        claimName,
        'must not reference a PVC that gets created for an ephemeral volume',
      )
  }
}

function* validateSource(path: string, volume: Volume, metadata: ObjectMeta | undefined, rules: PodRules): Errors {
  let found = false
  for (const [key, kind] of Object.entries(kinds)) {
    const value = volume[key as SourceKey]
    if (value === undefined) continue
    if (found) yield forbiddenField(`${path}.${kind.extra ?? key}`, 'may not specify more than 1 volume type')
    else if (key === 'image' && rules.isPod && !volume.image?.reference) {
      yield required(`${path}.image.reference`)
      yield* image(`${path}.image`, volume.image!)
    } else if (key === 'projected')
      yield* projected(`${path}.projected`, value as NonNullable<Volume['projected']>, rules)
    else yield* (kind.rule as (path: string, value: unknown) => Errors)(`${path}.${kind.path ?? key}`, value)
    if (volume.iscsi && key === 'iscsi') yield* iscsiNameLength(path, volume.iscsi, volume.name)
    if (key === 'ephemeral' && !found) yield* generatedClaimName(path, volume.name, metadata)
    found = true
  }
  if (!found) yield required(path, 'must specify a volume type')
}

/** A template may leave it open which image it is (KEP-4639). */
function* image(path: string, {pullPolicy}: NonNullable<Volume['image']>): Errors {
  yield* requiredWord(`${path}.pullPolicy`, pullPolicy, ['Always', 'IfNotPresent', 'Never'])
}

function* emptyDir(path: string, {sizeLimit}: NonNullable<Volume['emptyDir']>): Errors {
  if (sizeLimit !== undefined && isNegative(sizeLimit))
    yield forbiddenField(`${path}.sizeLimit`, 'SizeLimit field must be a valid resource quantity')
}

function* persistentVolumeClaim(path: string, {claimName}: NonNullable<Volume['persistentVolumeClaim']>): Errors {
  if (!claimName) yield required(`${path}.claimName`)
}

function* generatedClaimName(path: string, name: string, metadata: ObjectMeta | undefined): Errors {
  if (!metadata?.name || !name) return
  const claim = `${metadata.name}-${name}`
  const messages = isDns1123Subdomain(claim).map(message => `PVC name ${JSON.stringify(claim)}: ${message}`)
  yield* invalidBecause(`${path}.name`, name, messages)
}
