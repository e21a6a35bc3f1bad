import type {PersistentVolume, PersistentVolumeClaim, Pod} from '../../../../api/kinds.ts'
import {Recent} from '../../../../api/recent.ts'
import type {ObjectSource} from '../object-source.ts'

/** The kinds that a node may read because a pod on it uses them. */
export type ReferencedKind =
  | 'secrets'
  | 'configmaps'
  | 'serviceaccounts'
  | 'persistentvolumeclaims'
  | 'persistentvolumes'
  | 'resourceclaims'

const core = (resource: string) => ({group: '', version: 'v1', resource})

/** Whether some pod of a node uses the object. */
export async function usedByPods(
  source: ObjectSource,
  pods: readonly Pod[],
  kind: ReferencedKind,
  namespace: string,
  name: string,
): Promise<boolean> {
  if (kind === 'persistentvolumes') return usesVolume(source, pods, name)
  if (pods.some(pod => pod.metadata.namespace === namespace && references(pod, kind).has(name))) return true
  return kind === 'secrets' && usedByVolume(source, pods, namespace, name)
}

/** What each state of a pod refers to: objects in memory never change. */
const known = new Recent<Pod, Map<ReferencedKind, Set<string>>>(8192)

function references(pod: Pod, kind: ReferencedKind): Set<string> {
  let kinds = known.get(pod)
  if (!kinds) {
    kinds = new Map()
    known.set(pod, kinds)
  }
  const names = kinds.get(kind) ?? new Set(namesIn(pod, kind))
  kinds.set(kind, names)
  return names
}

function namesIn(pod: Pod, kind: ReferencedKind): string[] {
  const {spec} = pod
  if (!spec) return []
  if (kind === 'serviceaccounts') return [spec.serviceAccountName ?? '']
  if (kind === 'resourceclaims') return resourceClaimsOf(pod)
  if (kind === 'persistentvolumeclaims') return claimsOf(pod)
  const containers = [...spec.containers, ...(spec.initContainers ?? []), ...(spec.ephemeralContainers ?? [])]
  const variables = containers.flatMap(({env = [], envFrom = []}) =>
    kind === 'secrets'
      ? [...env.map(one => one.valueFrom?.secretKeyRef?.name), ...envFrom.map(one => one.secretRef?.name)]
      : [...env.map(one => one.valueFrom?.configMapKeyRef?.name), ...envFrom.map(one => one.configMapRef?.name)],
  )
  const volumes = (spec.volumes ?? []).flatMap(volume => {
    const projected = volume.projected?.sources ?? []
    return kind === 'secrets'
      ? [volume.secret?.secretName, volume.csi?.nodePublishSecretRef?.name, ...projected.map(one => one.secret?.name)]
      : [volume.configMap?.name, ...projected.map(one => one.configMap?.name)]
  })
  const pulls = kind === 'secrets' ? (spec.imagePullSecrets ?? []).map(one => one.name) : []
  return [...variables, ...volumes, ...pulls].filter(found => found !== undefined)
}

/** Those that it names, and those that were made for it. */
const resourceClaimsOf = ({spec, status}: Pod): string[] =>
  (spec?.resourceClaims ?? []).map(({name, resourceClaimName}) => {
    const made = status?.resourceClaimStatuses?.find(one => one.name === name)
    return resourceClaimName ?? made?.resourceClaimName ?? ''
  })

const claimsOf = (pod: Pod): string[] =>
  (pod.spec?.volumes ?? []).flatMap(volume => {
    const claim = volume.persistentVolumeClaim?.claimName
    if (claim) return [claim]
    return volume.ephemeral ? [`${pod.metadata.name}-${volume.name}`] : []
  })

async function volumesOf(source: ObjectSource, pods: readonly Pod[]): Promise<string[]> {
  const names: string[] = []
  for (const pod of pods) {
    for (const claim of claimsOf(pod)) {
      const found = await source.get(core('persistentvolumeclaims'), pod.metadata.namespace ?? '', claim)
      const volume = (found as PersistentVolumeClaim | undefined)?.spec?.volumeName
      if (volume) names.push(volume)
    }
  }
  return names
}

const usesVolume = async (source: ObjectSource, pods: readonly Pod[], name: string): Promise<boolean> =>
  (await volumesOf(source, pods)).includes(name)

/** Volumes name secrets of their drivers. */
async function usedByVolume(source: ObjectSource, pods: readonly Pod[], namespace: string, name: string) {
  for (const volume of await volumesOf(source, pods)) {
    const found = (await source.get(core('persistentvolumes'), '', volume)) as PersistentVolume | undefined
    const csi = found?.spec?.csi
    const secrets = [csi?.nodePublishSecretRef, csi?.nodeStageSecretRef, csi?.nodeExpandSecretRef]
    if (secrets.some(secret => secret?.name === name && secret.namespace === namespace)) return true
  }
  return false
}
