import {builtin} from '../../../api/builtin-resources.ts'
import type {Node, PersistentVolume, PersistentVolumeClaim, StorageClass} from '../../../api/kinds.ts'
import {objectKey} from '../../../api/object.ts'
import {isAlreadyExists} from '../../../api/status-error.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, watch} from '../../runtime/controller.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {annotations} from '../../runtime/volume-match.ts'

/** Provisioners whose volumes are folders on a node. */
const provisioners = new Set(['rancher.io/local-path', 'k8s.io/minikube-hostpath', 'docker.io/hostpath'])
const root = '/opt/local-path-provisioner'

/** Plays the provisioner of the default StorageClass: makes a volume for each claim that waits for it, and removes volumes that are released. */
export function createLocalProvisioner(context: ComponentContext): Component {
  const {informers, events} = context
  const claims = informers.informer<PersistentVolumeClaim>(builtin.persistentVolumeClaims)
  const volumes = informers.informer<PersistentVolume>(builtin.persistentVolumes)
  const classes = informers.informer<StorageClass>(builtin.storageClasses)
  const nodes = informers.informer<Node>(builtin.nodes)
  const objects = createObjectClient(context)

  const reconcile = async (key: string): Promise<undefined> => {
    if (key.startsWith('volume/')) return remove(volumes.get(key.slice('volume/'.length)))
    const claim = claims.get(key)
    const provisioner = claim?.metadata.annotations?.[annotations.storageProvisioner] ?? ''
    const storageClass = classes.get(claim?.spec?.storageClassName ?? '')
    if (!claim || !storageClass || claim.spec?.volumeName || claim.metadata.deletionTimestamp) return
    if (!provisioners.has(provisioner) || volumes.get(`pvc-${claim.metadata.uid}`)) return
    const node = nodes.get(claim.metadata.annotations?.[annotations.selectedNode] ?? '')
    if (!node && storageClass.volumeBindingMode === 'WaitForFirstConsumer') return
    await provision(claim, storageClass, provisioner, node)
  }

  const provision = async (
    claim: PersistentVolumeClaim,
    storageClass: StorageClass,
    provisioner: string,
    node: Node | undefined,
  ): Promise<undefined> => {
    const say = (reason: string, message: string): void =>
      events.record(claim, {type: 'Normal', reason, message, source: provisioner})
    say('Provisioning', `External provisioner is provisioning volume for claim ${JSON.stringify(objectKey(claim))}`)
    const volume = volumeFor(claim, storageClass, provisioner, node)
    try {
      await objects.create(builtin.persistentVolumes, volume)
    } catch (error) {
      if (!isAlreadyExists(error)) throw error
    }
    say('ProvisioningSucceeded', `Successfully provisioned volume ${volume.metadata.name}`)
  }

  const remove = async (volume: PersistentVolume | undefined): Promise<undefined> => {
    if (!volume || !isToRemove(volume)) return
    await objects.delete(builtin.persistentVolumes, volume)
  }

  return createController(context, {
    name: 'local-provisioner',
    watches: [
      watch(claims, claim => [objectKey(claim)]),
      watch(volumes, volume => (isToRemove(volume) ? [`volume/${volume.metadata.name}`] : [])),
      watch(classes, ({metadata}) =>
        [...claims.list()].filter(claim => claim.spec?.storageClassName === metadata.name).map(objectKey),
      ),
    ],
    reconcile,
  })
}

const isToRemove = ({metadata, spec, status}: PersistentVolume): boolean =>
  provisioners.has(metadata.annotations?.[annotations.provisionedBy] ?? '') &&
  status?.phase === 'Released' &&
  spec?.persistentVolumeReclaimPolicy === 'Delete' &&
  metadata.deletionTimestamp === undefined

function volumeFor(
  claim: PersistentVolumeClaim,
  storageClass: StorageClass,
  provisioner: string,
  node: Node | undefined,
): PersistentVolume {
  const {namespace, name: claimName, uid, resourceVersion} = claim.metadata
  const name = `pvc-${uid}`
  const hostname = node?.metadata.labels?.['kubernetes.io/hostname'] ?? node?.metadata.name
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name,
      annotations: {
        ...(node && {'local.path.provisioner/selected-node': node.metadata.name!}),
        [annotations.provisionedBy]: provisioner,
      },
    },
    spec: {
      accessModes: claim.spec?.accessModes,
      capacity: {storage: claim.spec?.resources?.requests?.['storage'] ?? '0'},
      claimRef: {kind: 'PersistentVolumeClaim', namespace, name: claimName, uid, apiVersion: 'v1', resourceVersion},
      hostPath: {path: `${root}/${name}_${namespace}_${claimName}`, type: 'DirectoryOrCreate'},
      ...(hostname && {
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              {matchExpressions: [{key: 'kubernetes.io/hostname', operator: 'In', values: [hostname]}]},
            ],
          },
        },
      }),
      persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
      storageClassName: storageClass.metadata.name,
      volumeMode: claim.spec?.volumeMode ?? 'Filesystem',
    },
  } as PersistentVolume
}
