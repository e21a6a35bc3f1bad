import {formatGoValue} from '../../../api/go/format-value.ts'
import {isZeroQuantity} from '../../../api/quantity.ts'
import {goList} from './values.ts'

type Source = Record<string, unknown>
type Rows = [title: string, value: unknown][]

export interface VolumeSourceText {
  type: string
  rows(source: Source, persistent: boolean): Rows
}

/** Every kind of volume: what it is, and its fields in order. */
export const volumeSources: Record<string, VolumeSourceText> = {
  hostPath: {
    type: 'HostPath (bare host directory volume)',
    rows: ({path, type}) => [
      ['Path:', path],
      ['HostPathType:', type ?? '<none>'],
    ],
  },
  emptyDir: {
    type: "EmptyDir (a temporary directory that shares a pod's lifetime)",
    rows: ({medium, sizeLimit}) => [text('Medium', medium), ['SizeLimit:', limitOf(sizeLimit)]],
  },
  gcePersistentDisk: {
    type: 'GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)',
    rows: ({pdName, fsType, partition, readOnly}) => [
      text('PDName', pdName),
      text('FSType', fsType),
      ['Partition:', partition ?? 0],
      flag(readOnly),
    ],
  },
  awsElasticBlockStore: {
    type: 'AWSElasticBlockStore (a Persistent Disk resource in AWS)',
    rows: ({volumeID, fsType, partition, readOnly}) => [
      text('VolumeID', volumeID),
      text('FSType', fsType),
      ['Partition:', partition ?? 0],
      flag(readOnly),
    ],
  },
  gitRepo: {
    type: 'GitRepo (a volume that is pulled from git when the pod is created)',
    rows: ({repository, revision}) => [text('Repository', repository), text('Revision', revision)],
  },
  secret: {
    type: 'Secret (a volume populated by a Secret)',
    rows: ({secretName, optional}) => [text('SecretName', secretName), ['Optional:', optional ?? false]],
  },
  configMap: {
    type: 'ConfigMap (a volume populated by a ConfigMap)',
    rows: ({name, optional}) => [text('Name', name), ['Optional:', optional ?? false]],
  },
  nfs: {
    type: 'NFS (an NFS mount that lasts the lifetime of a pod)',
    rows: ({server, path, readOnly}) => [text('Server', server), text('Path', path), flag(readOnly)],
  },
  iscsi: {
    type: "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
    rows: (source, persistent) => [
      text('TargetPortal', source['targetPortal']),
      text('IQN', source['iqn']),
      ['Lun:', source['lun'] ?? 0],
      ['ISCSIInterface', source['iscsiInterface'] ?? ''],
      text('FSType', source['fsType']),
      flag(source['readOnly']),
      ['Portals:', goList(source['portals'] as string[])],
      ['DiscoveryCHAPAuth:', source['chapAuthDiscovery'] ?? false],
      ['SessionCHAPAuth:', source['chapAuthSession'] ?? false],
      secretOf(source, persistent),
      ['InitiatorName:', source['initiatorName'] ?? '<none>'],
    ],
  },
  glusterfs: {
    type: "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
    rows: ({endpoints, endpointsNamespace, path, readOnly}, persistent) => [
      text('EndpointsName', endpoints),
      ...(persistent ? [['EndpointsNamespace:', endpointsNamespace ?? '<unset>'] as [string, unknown]] : []),
      text('Path', path),
      flag(readOnly),
    ],
  },
  persistentVolumeClaim: {
    type: 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
    rows: ({claimName, readOnly}) => [text('ClaimName', claimName), flag(readOnly)],
  },
  ephemeral: {
    type: 'EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)',
    rows: () => [],
  },
  rbd: {
    type: "RBD (a Rados Block Device mount on the host that shares a pod's lifetime)",
    rows: (source, persistent) => [
      ['CephMonitors:', goList(source['monitors'] as string[])],
      text('RBDImage', source['image']),
      text('FSType', source['fsType']),
      text('RBDPool', source['pool']),
      text('RadosUser', source['user']),
      text('Keyring', source['keyring']),
      secretOf(source, persistent),
      flag(source['readOnly']),
    ],
  },
  quobyte: {
    type: "Quobyte (a Quobyte mount on the host that shares a pod's lifetime)",
    rows: ({registry, volume, readOnly}) => [text('Registry', registry), text('Volume', volume), flag(readOnly)],
  },
  downwardAPI: {type: 'DownwardAPI (a volume populated by information about the pod)', rows: () => []},
  azureDisk: {
    type: 'AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)',
    rows: ({diskName, diskURI, kind, fsType, cachingMode, readOnly}) => [
      text('DiskName', diskName),
      text('DiskURI', diskURI),
      ['Kind: ', kind ?? ''],
      text('FSType', fsType),
      text('CachingMode', cachingMode),
      flag(readOnly),
    ],
  },
  vsphereVolume: {
    type: 'vSphereVolume (a Persistent Disk resource in vSphere)',
    rows: ({volumePath, fsType, storagePolicyName}) => [
      text('VolumePath', volumePath),
      text('FSType', fsType),
      text('StoragePolicyName', storagePolicyName),
    ],
  },
  cinder: {
    type: 'Cinder (a Persistent Disk resource in OpenStack)',
    rows: (source, persistent) => [
      text('VolumeID', source['volumeID']),
      text('FSType', source['fsType']),
      flag(source['readOnly']),
      secretOf(source, persistent),
    ],
  },
  photonPersistentDisk: {
    type: 'PhotonPersistentDisk (a Persistent Disk resource in photon platform)',
    rows: ({pdID, fsType}) => [text('PdID', pdID), text('FSType', fsType)],
  },
  portworxVolume: {
    type: 'PortworxVolume (a Portworx Volume resource)',
    rows: ({volumeID}) => [text('VolumeID', volumeID)],
  },
  scaleIO: {
    type: 'ScaleIO (a persistent volume backed by a block device in ScaleIO)',
    rows: (source, persistent) => {
      const secret = source['secretRef'] as {name?: string; namespace?: string} | undefined
      return [
        text('Gateway', source['gateway']),
        text('System', source['system']),
        text('Protection Domain', source['protectionDomain']),
        text('Storage Pool', source['storagePool']),
        text('Storage Mode', source['storageMode']),
        text('VolumeName', source['volumeName']),
        ...(persistent ? [text('SecretName', secret?.name), text('SecretNamespace', secret?.namespace)] : []),
        text('FSType', source['fsType']),
        flag(source['readOnly']),
      ]
    },
  },
  local: {
    type: 'LocalVolume (a persistent volume backed by local storage on a node)',
    rows: ({path}) => [text('Path', path)],
  },
  cephfs: {
    type: "CephFS (a CephFS mount on the host that shares a pod's lifetime)",
    rows: (source, persistent) => [
      ['Monitors:', goList(source['monitors'] as string[])],
      text('Path', source['path']),
      text('User', source['user']),
      text('SecretFile', source['secretFile']),
      secretOf(source, persistent),
      flag(source['readOnly']),
    ],
  },
  storageos: {
    type: 'StorageOS (a StorageOS Persistent Disk resource)',
    rows: ({volumeName, volumeNamespace, fsType, readOnly}) => [
      text('VolumeName', volumeName),
      text('VolumeNamespace', volumeNamespace),
      text('FSType', fsType),
      flag(readOnly),
    ],
  },
  fc: {
    type: 'FC (a Fibre Channel disk)',
    rows: ({targetWWNs, lun, fsType, readOnly}) => [
      ['TargetWWNs:', ((targetWWNs ?? []) as string[]).join(', ')],
      ['LUN:', lun ?? '<none>'],
      text('FSType', fsType),
      flag(readOnly),
    ],
  },
  azureFile: {
    type: 'AzureFile (an Azure File Service mount on the host and bind mount to the pod)',
    rows: ({secretName, secretNamespace, shareName, readOnly}, persistent) => [
      text('SecretName', secretName),
      ...(persistent ? [text('SecretNamespace', secretNamespace)] : []),
      text('ShareName', shareName),
      flag(readOnly),
    ],
  },
  flexVolume: {
    type: 'FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)',
    rows: (source, persistent) => [
      text('Driver', source['driver']),
      text('FSType', source['fsType']),
      secretOf(source, persistent),
      flag(source['readOnly']),
      ['Options:', formatGoValue(source['options'] ?? {})],
    ],
  },
  flocker: {
    type: 'Flocker (a Flocker volume mounted by the Flocker agent)',
    rows: ({datasetName, datasetUUID}) => [text('DatasetName', datasetName), text('DatasetUUID', datasetUUID)],
  },
  projected: {
    type: 'Projected (a volume that contains injected data from multiple sources)',
    rows: () => [],
  },
  csi: {
    type: 'CSI (a Container Storage Interface (CSI) volume source)',
    rows: ({driver, fsType, volumeHandle, readOnly}, persistent) => [
      text('Driver', driver),
      text('FSType', fsType),
      ...(persistent ? [text('VolumeHandle', volumeHandle)] : []),
      flag(readOnly),
    ],
  },
  image: {
    type: 'Image (a container image or OCI artifact)',
    rows: ({reference, pullPolicy}) => [text('Reference', reference), text('PullPolicy', pullPolicy)],
  },
}

const text = (title: string, value: unknown): [string, unknown] => [`${title}:`, value ?? '']
const flag = (value: unknown): [string, unknown] => ['ReadOnly:', value ?? false]

const limitOf = (value: unknown): unknown => (typeof value === 'string' && !isZeroQuantity(value) ? value : '<unset>')

/** A reference as Go prints it. */
function secretOf(source: Source, persistent: boolean): [string, unknown] {
  const ref = source['secretRef'] as {name?: string; namespace?: string} | undefined
  const {name = '', namespace = ''} = ref ?? {}
  const value = persistent
    ? `&SecretReference{Name:${name},Namespace:${namespace},}`
    : `&LocalObjectReference{Name:${name},}`
  return ['SecretRef:', ref ? value : '<nil>']
}
