import type {V1Pod} from '@kubernetes/client-node'
import {controllerOf, type KubeObject, type Wire} from '../../api/object.ts'
import {isPodFinished} from '../../api/pod-phase.ts'
import {isNotFound} from '../../api/status-error.ts'
import type {DrainInvocation} from './drain.ts'

export type Pod = KubeObject & Wire<Pick<V1Pod, 'spec' | 'status'>>

/** What drain does about a pod, and why. */
export interface Verdict {
  evict: boolean
  warning?: string
  error?: string
}

type Filter = (invocation: DrainInvocation, pod: Pod) => Verdict | Promise<Verdict>

const fine: Verdict = {evict: true}

/** The verdict of the first filter that keeps the pod, or of the last one. */
export async function judge(invocation: DrainInvocation, pod: Pod): Promise<Verdict> {
  let verdict = fine
  for (const filter of filters) {
    verdict = await filter(invocation, pod)
    if (!verdict.evict) return verdict
  }
  return verdict
}

/** Whether a pod has been ending for so long that nobody waits for it. */
export function isLongGone(invocation: DrainInvocation, {metadata}: Pod): boolean {
  const seconds = invocation.flags['skip-wait-for-delete-timeout']
  if (seconds <= 0 || !metadata.deletionTimestamp) return false
  return Math.trunc((invocation.now() - Date.parse(metadata.deletionTimestamp)) / 1000) > seconds
}

const skipDeleted: Filter = (invocation, pod) => (isLongGone(invocation, pod) ? {evict: false} : fine)

const daemonSet: Filter = async (invocation, pod) => {
  const owner = controllerOf(pod)
  if (owner?.kind !== 'DaemonSet' || owner.apiVersion !== 'apps/v1' || isPodFinished(pod)) return fine
  const {flags} = invocation
  const client = await invocation.client()
  const path = {group: 'apps', version: 'v1', resource: 'daemonsets', name: owner.name}
  try {
    await client.get({...path, namespace: pod.metadata.namespace ?? ''})
  } catch (error) {
    const {message} = error as Error
    return isNotFound(error) && flags.force ? {evict: true, warning: message} : {evict: false, error: message}
  }
  if (flags['ignore-daemonsets']) return {evict: false, warning: 'ignoring DaemonSet-managed Pods'}
  return {evict: false, error: 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)'}
}

const mirror: Filter = (_, {metadata}) =>
  metadata.annotations?.['kubernetes.io/config.mirror'] === undefined ? fine : {evict: false}

const localStorage: Filter = ({flags}, pod) => {
  if (!pod.spec?.volumes?.some(({emptyDir}) => emptyDir) || isPodFinished(pod)) return fine
  if (flags['delete-emptydir-data']) return {evict: true, warning: 'deleting Pods with local storage'}
  return {evict: false, error: 'Pods with local storage (use --delete-emptydir-data to override)'}
}

const unmanaged: Filter = ({flags}, pod) => {
  if (isPodFinished(pod) || controllerOf(pod)) return fine
  if (flags.force) return {evict: true, warning: 'deleting Pods that declare no controller'}
  return {evict: false, error: 'cannot delete Pods that declare no controller (use --force to override)'}
}

const filters: readonly Filter[] = [skipDeleted, daemonSet, mirror, localStorage, unmanaged]
