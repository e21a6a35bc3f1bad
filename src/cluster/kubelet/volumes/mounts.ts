import type {Container, PersistentVolume, PersistentVolumeClaim, Pod, Volume} from '../../../api/kinds.ts'
import type {Mount} from '../../containers/container.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import {ConfigError} from '../pod/environment.ts'
import {amountOf} from './downward.ts'
import {MountError} from './mount-error.ts'

const plugins: Record<string, string> = {
  configMap: 'kubernetes.io~configmap',
  secret: 'kubernetes.io~secret',
  downwardAPI: 'kubernetes.io~downward-api',
  projected: 'kubernetes.io~projected',
  emptyDir: 'kubernetes.io~empty-dir',
}

/** Where on the node a volume is. */
export async function hostPathOf(pod: Pod, volume: Volume, {client}: ComponentContext): Promise<string> {
  if (volume.hostPath) return volume.hostPath.path
  if (volume.persistentVolumeClaim || volume.ephemeral) {
    const namespace = pod.metadata.namespace
    const name = volume.persistentVolumeClaim?.claimName ?? `${pod.metadata.name}-${volume.name}`
    const claim = await client.get<PersistentVolumeClaim>({
      group: '',
      version: 'v1',
      resource: 'persistentvolumeclaims',
      namespace,
      name,
    })
    if (!claim.spec?.volumeName) throw new MountError(`PersistentVolumeClaim "${name}" is not bound`)
    const path = {group: '', version: 'v1', resource: 'persistentvolumes', name: claim.spec.volumeName}
    const persistent = await client.get<PersistentVolume>(path)
    return (
      persistent.spec?.hostPath?.path ??
      persistent.spec?.local?.path ??
      `/var/lib/kubelet/plugins/kubernetes.io/csi/pv/${persistent.metadata.name}/globalmount`
    )
  }
  return ownPath(pod, pluginOf(volume), volume.name)
}

/** The plugin's part of a volume's path. */
export function pluginOf(volume: Volume): string {
  const plugin = Object.keys(plugins).find(kind => volume[kind as keyof Volume])
  return plugin ? plugins[plugin]! : 'kubernetes.io~empty-dir'
}

export const ownPath = (pod: Pod, plugin: string, name: string): string =>
  `/var/lib/kubelet/pods/${pod.metadata.uid}/volumes/${plugin}/${name}`

/** The mounts of a container, given where the pod's volumes are; throws a ConfigError for a path that leads out of its volume. */
export function mountsOf(
  pod: Pod,
  container: Container,
  paths: ReadonlyMap<string, string>,
  expand: (text: string) => string,
): Mount[] {
  return (container.volumeMounts ?? []).flatMap(
    ({name, mountPath, subPath, subPathExpr, readOnly, mountPropagation}) => {
      const hostPath = paths.get(name)
      const volume = pod.spec?.volumes?.find(each => each.name === name)
      if (hostPath === undefined || !volume) return []
      const below = subPathExpr ? expand(subPathExpr) : subPath
      if (below) checkSubPath(below)
      const containerPath = mountPath.startsWith('/') ? mountPath : `/${mountPath}`
      return [
        {
          containerPath,
          hostPath,
          readOnly: (readOnly ?? false) || isReadOnly(volume),
          ...(below && {subPath: below}),
          ...(isInMemory(volume) && {tmpfs: true}),
          ...(volume.hostPath?.type === 'FileOrCreate' && {makesFile: true}),
          ...propagationOf(mountPropagation),
          ...capacityOf(pod, volume),
          ...groupOf(pod, volume),
        },
      ]
    },
  )
}

const propagationOf = (given: string | undefined): Pick<Mount, 'propagation'> =>
  given === 'HostToContainer' || given === 'Bidirectional' ? {propagation: given} : {}

function checkSubPath(path: string): void {
  if (path.startsWith('/')) throw new ConfigError(`error SubPath \`${path}\` must not be an absolute path`)
  if (path.split('/').includes('..'))
    throw new ConfigError(`unable to provision SubPath \`${path}\`: must not contain '..'`)
}

const isInMemory = ({emptyDir, secret, projected, downwardAPI}: Volume): boolean =>
  emptyDir?.medium === 'Memory' || secret !== undefined || projected !== undefined || downwardAPI !== undefined

/** Whatever the mount says, nobody writes to what the API fills, or to a claim that is taken to be read. */
const isReadOnly = ({configMap, secret, projected, downwardAPI, persistentVolumeClaim, csi}: Volume): boolean =>
  [configMap, secret, projected, downwardAPI].some(Boolean) || ((persistentVolumeClaim ?? csi)?.readOnly ?? false)

/** A folder in memory holds no more than is said or, if nothing is, than the pod's containers may use. */
function capacityOf({spec}: Pod, {emptyDir}: Volume): {capacity?: number} {
  if (emptyDir?.medium !== 'Memory') return {}
  if (emptyDir.sizeLimit) return {capacity: amountOf(String(emptyDir.sizeLimit))}
  const limits = spec!.containers.map(({resources}) => resources?.limits?.['memory'])
  return limits.every(limit => limit !== undefined)
    ? {capacity: limits.reduce((sum, limit) => sum + amountOf(String(limit)), 0)}
    : {}
}

/** What containers fill themselves belongs to the pod's group; what the node has, to whom it does. */
function groupOf({spec}: Pod, {emptyDir, persistentVolumeClaim, ephemeral, csi}: Volume): {fsGroup?: number} {
  const fsGroup = spec?.securityContext?.fsGroup
  return fsGroup !== undefined && (emptyDir ?? persistentVolumeClaim ?? ephemeral ?? csi) ? {fsGroup} : {}
}
