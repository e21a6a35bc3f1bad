import type {ControllerRevision, PersistentVolumeClaim, Pod, StatefulSet} from '../../../api/kinds.ts'
import {controllerRef} from '../../runtime/controller-ref.ts'
import {templateOf} from '../history/controller-revisions.ts'
import {podFromTemplate} from '../pod-control.ts'

const revisionLabel = 'controller-revision-hash'
const nameLabel = 'statefulset.kubernetes.io/pod-name'
const indexLabel = 'apps.kubernetes.io/pod-index'

export const firstOrdinal = (set: StatefulSet): number => set.spec?.ordinals?.start ?? 0
const podName = (set: StatefulSet, ordinal: number): string => `${set.metadata.name}-${ordinal}`
export const revisionOf = (pod: Pod): string | undefined => pod.metadata.labels?.[revisionLabel]

/** -1 when the name is not one of this set's. */
export function ordinalOf(set: StatefulSet, pod: Pod): number {
  const prefix = `${set.metadata.name}-`
  const text = pod.metadata.name!.startsWith(prefix) ? pod.metadata.name!.slice(prefix.length) : ''
  return /^\d+$/.test(text) ? Number(text) : -1
}

/** The pod of an ordinal as a revision describes it, with its own name, address and claims. */
export function podOf(set: StatefulSet, revision: ControllerRevision, ordinal: number): Pod {
  const name = podName(set, ordinal)
  const pod = podFromTemplate(set, templateOf(revision), name)
  const claims = (set.spec?.volumeClaimTemplates ?? []).map(({metadata}) => metadata!.name!)
  const own = claims.map(claim => ({name: claim, persistentVolumeClaim: {claimName: `${claim}-${name}`}}))
  const others = (pod.spec?.volumes ?? []).filter(volume => !claims.includes(volume.name))
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      labels: {
        ...pod.metadata.labels,
        [indexLabel]: String(ordinal),
        [nameLabel]: name,
        [revisionLabel]: revision.metadata.name!,
      },
    },
    spec: {
      ...pod.spec!,
      hostname: name,
      ...(set.spec?.serviceName && {subdomain: set.spec.serviceName}),
      ...(own.length + others.length > 0 && {volumes: [...own, ...others]}),
    },
  }
}

/** The claims of an ordinal's pod. */
export function claimsOf(set: StatefulSet, ordinal: number): PersistentVolumeClaim[] {
  const {namespace} = set.metadata
  const deletesWithSet = set.spec?.persistentVolumeClaimRetentionPolicy?.whenDeleted === 'Delete'
  return (set.spec?.volumeClaimTemplates ?? []).map(template => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      ...template.metadata,
      name: `${template.metadata!.name}-${podName(set, ordinal)}`,
      namespace,
      labels: {...template.metadata?.labels, ...set.spec!.selector.matchLabels},
      ...(deletesWithSet && {ownerReferences: [controllerRef(set)]}),
    },
    spec: template.spec,
  })) as PersistentVolumeClaim[]
}
