import {invalidValue, notSupported, required} from '../../../../api/field-error.ts'
import type {PersistentVolume, Volume} from '../../../../api/kinds.ts'
import {isDns1123Label, isDns1123Subdomain} from '../../../../api/names.ts'
import {type Errors, each, invalidBecause, requiredString, supportedWord} from '../../validation/errors.ts'
import {descendingPath, noBacksteps, nonReservedPath} from '../../validation/file-paths.ts'
import {fileMode, inclusiveRange} from '../../validation/numbers.ts'
import {validateCsiDriverName} from './csi.ts'

/** Any volume source, of a pod's volume or of a persistent one; the two differ in little. */
export type VolumeSource = Partial<Omit<Volume, 'name'>>
export type PersistentVolumeSource = NonNullable<PersistentVolume['spec']>
type Source<Key extends keyof Volume> = NonNullable<Volume[Key]>
type PersistentSource<Key extends keyof PersistentVolumeSource> = NonNullable<PersistentVolumeSource[Key]>

/** Fields of a source that may simply not be empty. */
function* requireFields(path: string, source: object, fields: readonly string[]): Errors {
  for (const field of fields) if (!(source as Record<string, unknown>)[field]) yield required(`${path}.${field}`)
}

const fields =
  (...names: string[]) =>
  (path: string, source: object): Errors =>
    requireFields(path, source, names)

const hostPathTypes = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
]

export function* hostPath(path: string, source: Source<'hostPath'>): Errors {
  if (!source.path) yield required(`${path}.path`)
  yield* noBacksteps(`${path}.path`, source.path ?? '')
  yield* supportedWord(`${path}.type`, source.type, hostPathTypes)
}

export function* gitRepo(path: string, source: Source<'gitRepo'>): Errors {
  if (!source.repository) yield required(`${path}.repository`)
  yield* descendingPath(`${path}.directory`, source.directory ?? '')
}

function* partition(path: string, value: number | undefined): Errors {
  if (value !== undefined && (value < 0 || value > 255)) yield invalidValue(path, value, inclusiveRange(1, 255))
}

export function* gcePersistentDisk(path: string, source: Source<'gcePersistentDisk'>): Errors {
  yield* requireFields(path, source, ['pdName'])
  yield* partition(`${path}.partition`, source.partition)
}

export function* awsElasticBlockStore(path: string, source: Source<'awsElasticBlockStore'>): Errors {
  yield* requireFields(path, source, ['volumeID'])
  yield* partition(`${path}.partition`, source.partition)
}

interface KeyToPath {
  key: string
  path: string
  mode?: number
}

export function* keyToPath(item: KeyToPath, path: string): Errors {
  yield* requireFields(path, item, ['key', 'path'])
  yield* nonReservedPath(`${path}.path`, item.path ?? '')
  yield* fileMode(`${path}.mode`, item.mode)
}

export function* secret(path: string, source: Source<'secret'>): Errors {
  yield* requireFields(path, source, ['secretName'])
  yield* fileMode(`${path}.defaultMode`, source.defaultMode)
  yield* each(`${path}.items`, source.items, keyToPath)
}

export function* configMap(path: string, source: Source<'configMap'>): Errors {
  yield* requireFields(path, source, ['name'])
  yield* fileMode(`${path}.defaultMode`, source.defaultMode)
  yield* each(`${path}.items`, source.items, keyToPath)
}

export function* nfs(path: string, source: Source<'nfs'>): Errors {
  yield* requireFields(path, source, ['server', 'path'])
  if (!source.path?.startsWith('/')) yield invalidValue(`${path}.path`, source.path ?? '', 'must be an absolute path')
}

export function* quobyte(path: string, source: Source<'quobyte'>): Errors {
  const pairs = 'must be a host:port pair or multiple pairs separated by commas'
  if (!source.registry) yield required(`${path}.registry`, pairs)
  else if ((source.tenant ?? '').length >= 65)
    yield required(`${path}.tenant`, 'must be a UUID and may not exceed a length of 64 characters')
  else
    for (const pair of source.registry.split(','))
      if (!/^([^:[\]]*|\[[^\]]*\]):[^:]*$/.test(pair)) yield invalidValue(`${path}.registry`, source.registry, pairs)
  yield* requireFields(path, source, ['volume'])
}

export const glusterfs = fields('endpoints', 'path')

export function* persistentGlusterfs(path: string, source: PersistentSource<'glusterfs'>): Errors {
  yield* requireFields(path, source, ['endpoints', 'path'])
  const namespace = source.endpointsNamespace
  if (namespace === '')
    yield invalidValue(
      `${path}.endpointsNamespace`,
      namespace,
      'if the endpointnamespace is set, it must be a valid namespace name',
    )
  else if (namespace !== undefined)
    yield* invalidBecause(`${path}.endpointsNamespace`, namespace, isDns1123Label(namespace))
}

export function* flocker(path: string, {datasetName = '', datasetUUID = ''}: Source<'flocker'>): Errors {
  if (!datasetName && !datasetUUID) yield required(path, 'one of datasetName and datasetUUID is required')
  if (datasetName && datasetUUID)
    yield invalidValue(path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously')
  if (datasetName.includes('/')) yield invalidValue(`${path}.datasetName`, datasetName, "must not contain '/'")
}

export function* rbd(path: string, source: {monitors?: string[]; image: string}): Errors {
  if (!source.monitors?.length) yield required(`${path}.monitors`)
  if (!source.image) yield required(`${path}.image`)
}

export function* cinder(path: string, source: Source<'cinder'>): Errors {
  yield* requireFields(path, source, ['volumeID'])
  if (source.secretRef && !source.secretRef.name) yield required(`${path}.secretRef.name`)
}

export function* persistentCinder(path: string, source: PersistentSource<'cinder'>): Errors {
  yield* requireFields(path, source, ['volumeID'])
  if (source.secretRef) yield* requireFields(`${path}.secretRef`, source.secretRef, ['name', 'namespace'])
}

export function* cephfs(path: string, source: {monitors?: string[]}): Errors {
  if (!source.monitors?.length) yield required(`${path}.monitors`)
}

export function* flexVolume(path: string, source: {driver: string; options?: Record<string, string>}): Errors {
  yield* requireFields(path, source, ['driver'])
  for (const key of Object.keys(source.options ?? {}).sort()) {
    const domain = `.${(key.split('/').length > 1 ? (key.split('/')[0] ?? '') : key).toLowerCase()}`
    if (domain.endsWith('.kubernetes.io') || domain.endsWith('.k8s.io'))
      yield invalidValue(`${path}.options[${key}]`, key, 'kubernetes.io and k8s.io namespaces are reserved')
  }
}

export function* fc(path: string, {targetWWNs = [], wwids = [], lun}: Source<'fc'>): Errors {
  if (targetWWNs.length === 0 && wwids.length === 0)
    yield required(`${path}.targetWWNs`, 'must specify either targetWWNs or wwids, but not both')
  if (targetWWNs.length > 0 && wwids.length > 0)
    yield invalidValue(`${path}.targetWWNs`, targetWWNs, 'targetWWNs and wwids can not be specified simultaneously')
  if (targetWWNs.length === 0) return
  if (lun === undefined) yield required(`${path}.lun`, 'lun is required if targetWWNs is specified')
  else if (lun < 0 || lun > 255) yield invalidValue(`${path}.lun`, lun, inclusiveRange(0, 255))
}

export const azureFile = fields('secretName', 'shareName')

export function* persistentAzureFile(path: string, source: PersistentSource<'azureFile'>): Errors {
  yield* requireFields(path, source, ['secretName', 'shareName'])
  if (source.secretNamespace === '') yield required(`${path}.secretNamespace`)
}

const managedDisk = '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}'
const blobDisk = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd'

export function* azureDisk(path: string, source: Source<'azureDisk'>): Errors {
  yield* requireFields(path, source, ['diskName', 'diskURI'])
  yield* supportedWord(`${path}.cachingMode`, source.cachingMode, ['None', 'ReadOnly', 'ReadWrite'])
  const {kind, diskURI} = source
  yield* supportedWord(`${path}.kind`, kind, ['Dedicated', 'Managed', 'Shared'])
  if (kind === 'Managed' && !diskURI.startsWith('/subscriptions/'))
    yield notSupported(`${path}.diskURI`, diskURI, [managedDisk])
  if (kind !== undefined && kind !== 'Managed' && !diskURI.startsWith('https://'))
    yield notSupported(`${path}.diskURI`, diskURI, [blobDisk])
}

export const vsphereVolume = fields('volumePath')
export const photonPersistentDisk = fields('pdID')
export const portworxVolume = fields('volumeID')
export const scaleIo = fields('gateway', 'system', 'volumeName')

export function* local(path: string, source: PersistentSource<'local'>): Errors {
  yield* requireFields(path, source, ['path'])
  yield* noBacksteps(`${path}.path`, source.path)
}

export function* storageos(path: string, source: Source<'storageos'>): Errors {
  yield* storageosVolume(path, source)
  if (source.secretRef && !source.secretRef.name) yield required(`${path}.secretRef.name`)
}

export function* persistentStorageos(path: string, source: PersistentSource<'storageos'>): Errors {
  yield* storageosVolume(path, source)
  if (source.secretRef) yield* requireFields(`${path}.secretRef`, source.secretRef, ['name', 'namespace'])
}

function* storageosVolume(path: string, source: {volumeName?: string; volumeNamespace?: string}): Errors {
  yield* requiredString(`${path}.volumeName`, source.volumeName, isDns1123Label)
  if (source.volumeNamespace)
    yield* invalidBecause(`${path}.volumeNamespace`, source.volumeNamespace, isDns1123Label(source.volumeNamespace))
}

export function* csi(path: string, source: Source<'csi'>): Errors {
  yield* validateCsiDriverName(`${path}.driver`, source.driver)
  const secretRef = source.nodePublishSecretRef
  if (!secretRef) return
  if (!secretRef.name) yield required(`${path}.nodePublishSecretRef.name`)
  else yield* invalidBecause(`${path}.name`, secretRef.name, isDns1123Subdomain(secretRef.name))
}

export function* persistentCsi(path: string, source: PersistentSource<'csi'>): Errors {
  yield* validateCsiDriverName(`${path}.driver`, source.driver)
  yield* requireFields(path, source, ['volumeHandle'])
  const references = [
    'controllerPublishSecretRef',
    'controllerExpandSecretRef',
    'nodePublishSecretRef',
    'nodeExpandSecretRef',
  ] as const
  for (const name of references) {
    const reference = source[name]
    if (!reference) continue
    yield* requiredString(`${path}.${name}.name`, reference.name, isDns1123Subdomain)
    yield* requiredString(`${path}.${name}.namespace`, reference.namespace, isDns1123Label)
  }
}
