import type {KubeObject} from '../../api/object.ts'
import {parseApiVersion} from '../../api/object.ts'

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

/** Compares objects by what has to exist before what: kustomize's `legacy` order, kubectl's default. */
export function compareLegacy(a: KubeObject, b: KubeObject): number {
  const ranks = rankOf(a.kind) - rankOf(b.kind)
  if (ranks !== 0) return ranks
  return compare(typeKey(a), typeKey(b)) || compare(nameKey(a), nameKey(b))
}

function rankOf(kind: string): number {
  const early = first.indexOf(kind)
  if (early >= 0) return early - first.length
  return last.indexOf(kind) + 1
}

function typeKey({apiVersion, kind}: KubeObject): string {
  const {group, version} = parseApiVersion(apiVersion)
  return [group || '~G', version || '~V', kind].join('_')
}

const nameKey = ({metadata}: KubeObject): string => [metadata?.namespace || '~X', metadata?.name || '~N'].join('|')

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
