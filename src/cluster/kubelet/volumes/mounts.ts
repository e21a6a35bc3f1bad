import type {Container, PersistentVolume, PersistentVolumeClaim, Pod, Volume} from '../../../api/kinds.ts'
import type {Mount} from '../../containers/container-runtime.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import {MountError} from './volume-files.ts'

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
  const plugin = Object.keys(plugins).find(kind => volume[kind as keyof Volume])
  return ownPath(pod, plugin ? plugins[plugin]! : 'kubernetes.io~empty-dir', volume.name)
}

export const ownPath = (pod: Pod, plugin: string, name: string): string =>
  `/var/lib/kubelet/pods/${pod.metadata.uid}/volumes/${plugin}/${name}`

/** The mounts of a container, given where the pod's volumes are. */
export function mountsOf(
  container: Container,
  paths: ReadonlyMap<string, string>,
  expand: (text: string) => string,
): Mount[] {
  return (container.volumeMounts ?? []).flatMap(({name, mountPath, subPath, subPathExpr, readOnly}) => {
    const hostPath = paths.get(name)
    if (hostPath === undefined) return []
    const below = subPathExpr ? expand(subPathExpr) : subPath
    return [{containerPath: mountPath, hostPath, readOnly: readOnly ?? false, ...(below && {subPath: below})}]
  })
}
