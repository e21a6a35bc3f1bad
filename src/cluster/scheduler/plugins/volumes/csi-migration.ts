import type {CSINode, PersistentVolume, Volume} from '../../../../api/kinds.ts'

/** A disk as its CSI driver knows it. */
export interface CsiVolume {
  driver: string
  handle: string
}

/** What a volume source of Kubernetes' own has become: a CSI driver's. */
interface Migrated<Source> {
  plugin: string
  driver: string
  /** The driver's name for the disk; throws for what it cannot serve. */
  handle(source: Source, volume?: PersistentVolume): string
}

type Disks = Pick<
  Volume,
  | 'gcePersistentDisk'
  | 'awsElasticBlockStore'
  | 'cinder'
  | 'azureDisk'
  | 'azureFile'
  | 'vsphereVolume'
  | 'portworxVolume'
>

/** csi-translation-lib's plugins. Those that count no volumes have no need of a handle here. */
const migrated: {[Name in keyof Required<Disks>]: Migrated<NonNullable<Disks[Name]>>} = {
  gcePersistentDisk: {
    plugin: 'kubernetes.io/gce-pd',
    driver: 'pd.csi.storage.gke.io',
    handle: ({pdName}, volume) => `projects/UNSPECIFIED/${googlePlace(volume)}/disks/${pdName}`,
  },
  awsElasticBlockStore: {
    plugin: 'kubernetes.io/aws-ebs',
    driver: 'ebs.csi.aws.com',
    handle: ({volumeID}) => amazonVolume(volumeID),
  },
  cinder: {plugin: 'kubernetes.io/cinder', driver: 'cinder.csi.openstack.org', handle: ({volumeID}) => volumeID},
  azureDisk: {
    plugin: 'kubernetes.io/azure-disk',
    driver: 'disk.csi.azure.com',
    handle({kind, diskURI}) {
      if (kind !== undefined && kind.toLowerCase() !== 'managed')
        throw new Error(`kind(${kind}) is not supported in csi migration`)
      return diskURI
    },
  },
  azureFile: {plugin: 'kubernetes.io/azure-file', driver: 'file.csi.azure.com', handle: ({shareName}) => shareName},
  vsphereVolume: {
    plugin: 'kubernetes.io/vsphere-volume',
    driver: 'csi.vsphere.vmware.com',
    handle: ({volumePath}) => volumePath,
  },
  portworxVolume: {
    plugin: 'kubernetes.io/portworx-volume',
    driver: 'pxd.portworx.com',
    handle: ({volumeID}) => volumeID,
  },
}

const sources = Object.entries(migrated) as [keyof Disks, Migrated<unknown>][]

/** The names by which a kubelet says that its node uses CSI drivers in these plugins' places. */
const migratedPluginsAnnotation = 'storage.alpha.kubernetes.io/migrated-plugins'

/** The CSI driver that has taken over a pod's kind of volume; undefined: none has. */
export const migratedDriver = (volume: Volume): string | undefined =>
  sources.find(([name]) => volume[name] !== undefined)?.[1].driver

/** The CSI driver that has taken over a provisioner's volumes; undefined: none has. */
export const migratedProvisioner = (name: string): string | undefined =>
  sources.find(([, {plugin}]) => plugin === name)?.[1].driver

/** A pod's or a persistent volume's disk under its CSI driver's name; undefined where it has none, or the node has not migrated. Throws for what cannot be named. */
export function migratedVolume(
  source: Disks,
  csiNode: CSINode | undefined,
  volume?: PersistentVolume,
): CsiVolume | undefined {
  const found = sources.find(([name]) => source[name] !== undefined)
  if (!found) return undefined
  const [name, {plugin, driver, handle}] = found
  return hasMigrated(csiNode, plugin) ? {driver, handle: handle(source[name], volume)} : undefined
}

/** kube-scheduler takes most migrations for granted, wherever there is a CSINode; Portworx's is up to the node; of others no volumes are counted. */
export function hasMigrated(csiNode: CSINode | undefined, plugin: string): boolean {
  if (!csiNode) return false
  if (granted.has(plugin)) return true
  const named = csiNode.metadata.annotations?.[migratedPluginsAnnotation]?.split(',') ?? []
  return plugin === migrated.portworxVolume.plugin && named.includes(plugin)
}

const granted = new Set(
  (['gcePersistentDisk', 'awsElasticBlockStore', 'cinder', 'azureDisk'] as const).map(name => migrated[name].plugin),
)

/** `zones/europe-west1-b`, `regions/europe-west1`: where a volume's labels say that a disk is. */
function googlePlace(volume: PersistentVolume | undefined): string {
  const labels = volume?.metadata.labels ?? {}
  const label =
    labels['failure-domain.beta.kubernetes.io/zone'] || labels['topology.kubernetes.io/zone'] || 'UNSPECIFIED'
  const zones = label.split('__')
  if (zones.length === 1) return `zones/${zones[0]}`
  const regions = new Set(zones.map(googleRegion))
  if (regions.size !== 1)
    throw new Error(`failed to get region from zones: multiple or no regions gotten from zones, got: ${[...regions]}`)
  return `regions/${[...regions][0]}`
}

function googleRegion(zone: string): string {
  const parts = zone.split('-')
  if (parts.length === 3) return parts.slice(0, 2).join('-')
  throw new Error(
    `failed to get region from zones: zone in unexpected format, expected: {locale}-{region}-{zone}, got: ${zone}`,
  )
}

/** `vol-1`, from itself or from `aws://zone/vol-1`. */
function amazonVolume(id: string): string {
  if (!id.startsWith('aws://')) return id
  const name = id
    .slice('aws://'.length)
    .replace(/^[^/]*/, '')
    .replace(/^\/+|\/+$/g, '')
  if (/^vol-[^/]*$/.test(name)) return name
  throw new Error(`failed to translate Kubernetes ID to EBS Volume ID Invalid format for AWS volume (${id})`)
}
