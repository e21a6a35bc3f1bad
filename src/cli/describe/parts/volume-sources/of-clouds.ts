import {flag, secretOf, text, type VolumeSourceText} from './source-rows.ts'

/** Disks of clouds and of storage products. */
export const cloudVolumes: Record<string, VolumeSourceText> = {
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
  azureFile: {
    type: 'AzureFile (an Azure File Service mount on the host and bind mount to the pod)',
    rows: ({secretName, secretNamespace, shareName, readOnly}, persistent) => [
      text('SecretName', secretName),
      ...(persistent ? [text('SecretNamespace', secretNamespace)] : []),
      text('ShareName', shareName),
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
  storageos: {
    type: 'StorageOS (a StorageOS Persistent Disk resource)',
    rows: ({volumeName, volumeNamespace, fsType, readOnly}) => [
      text('VolumeName', volumeName),
      text('VolumeNamespace', volumeNamespace),
      text('FSType', fsType),
      flag(readOnly),
    ],
  },
  flocker: {
    type: 'Flocker (a Flocker volume mounted by the Flocker agent)',
    rows: ({datasetName, datasetUUID}) => [text('DatasetName', datasetName), text('DatasetUUID', datasetUUID)],
  },
}
