import {type KubeObject, parseApiVersion} from '../../api/object.ts'
import type {Built, Kustomization} from './kustomization.ts'

const first = [
  'Namespace',
  'ResourceQuota',
  'StorageClass',
  'CustomResourceDefinition',
  'ServiceAccount',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Endpoints',
  'Service',
  'LimitRange',
  'PriorityClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
]
const last = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']

/** The objects in the order that is asked for: of the lists, or by what has to exist before what, which is kubectl's default. */
export function ordered(objects: readonly Built[], options: Kustomization['sortOptions']): Built[] {
  const {order = options ? '' : 'legacy', legacySortOptions} = options ?? {}
  if (order !== 'fifo' && order !== 'legacy')
    throw new Error("the field 'sortOptions.order' must be one of [fifo, legacy]")
  if (order === 'fifo' && legacySortOptions)
    throw new Error(
      `the field 'sortOptions.legacySortOptions' is set but the selected sort order is '${order}', not 'legacy'`,
    )
  if (order === 'fifo') return [...objects]
  const {orderFirst = [], orderLast = []} = legacySortOptions ?? {orderFirst: first, orderLast: last}
  return objects.toSorted((a, b) => compareLegacy(a.object, b.object, kind => rankOf(kind, orderFirst, orderLast)))
}

function compareLegacy(a: KubeObject, b: KubeObject, rank: (kind: string) => number): number {
  const ranks = rank(a.kind) - rank(b.kind)
  if (ranks !== 0) return ranks
  return compare(typeKey(a), typeKey(b)) || compare(nameKey(a), nameKey(b))
}

function rankOf(kind: string, early: readonly string[], late: readonly string[]): number {
  const at = early.indexOf(kind)
  return at >= 0 ? at - early.length : late.indexOf(kind) + 1
}

function typeKey({apiVersion, kind}: KubeObject): string {
  const {group, version} = parseApiVersion(apiVersion)
  return [group || '~G', version || '~V', kind].join('_')
}

const nameKey = ({metadata}: KubeObject): string => [metadata?.namespace || '~X', metadata?.name || '~N'].join('|')

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
