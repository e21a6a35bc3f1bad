import {goSort} from '../../api/go-sort.ts'
import type {ContainerStatus, Pod} from '../../api/kinds.ts'
import type {KubeList, KubeObject} from '../../api/object.ts'
import {labelSelectorMatcher, labelsMatcher} from '../../api/selectors/index.ts'
import {millisecondsOf} from '../../api/time.ts'
import type {Client} from '../../client/client.ts'
import {after} from '../../client/machine/timers.ts'

export type PodOrder = (a: Pod, b: Pod) => number

const goTypes: Record<string, string> = {apps: 'appsv1', batch: 'batchv1', '': 'v1'}

/** The label selector by which an object finds its pods; throws for kinds without one. */
export function podSelectorOf({apiVersion, kind, metadata, ...object}: KubeObject): string {
  const spec = object['spec'] as {selector?: Record<string, unknown>} | undefined
  if (kind === 'Service') {
    if (!spec?.selector || Object.keys(spec.selector).length === 0)
      throw new Error(`invalid service '${metadata.name}': Service is defined without a selector`)
    return labelsMatcher(spec.selector as Record<string, string>).toString()
  }
  if (kind === 'ReplicationController') return labelsMatcher(spec?.selector as Record<string, string>).toString()
  if (['ReplicaSet', 'StatefulSet', 'DaemonSet', 'Deployment', 'Job'].includes(kind))
    return labelSelectorMatcher(spec?.selector as Parameters<typeof labelSelectorMatcher>[0]).toString()
  throw new Error(`selector for ${goTypeOf({apiVersion, kind})} not implemented`)
}

/** `*v1.ConfigMap`. */
export function goTypeOf({apiVersion, kind}: {apiVersion: string; kind: string}): string {
  const version = apiVersion.split('/').at(-1) ?? ''
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : ''
  return `*${goTypes[group] === undefined ? version : version === 'v1' ? 'v1' : version}.${kind}`
}

/** The pods of a workload in order; waits until there is one. Throws when the time in milliseconds is over. */
export async function podsOf(
  client: Client,
  {
    namespace,
    labelSelector,
    timeout,
    order,
  }: {namespace: string; labelSelector: string; timeout: number; order: PodOrder},
): Promise<Pod[]> {
  const path = {group: '', version: 'v1', resource: 'pods', namespace}
  const list: KubeList<Pod> = await client.list<Pod>(path, {labelSelector})
  if (list.items.length > 0) return goSort(list.items, (a, b) => order(a, b) < 0)
  const giveUp = new AbortController()
  const timer = timeout > 0 ? after(timeout, () => giveUp.abort()) : undefined
  const {resourceVersion = ''} = list.metadata
  try {
    for await (const {type, object} of client.watch<Pod>(path, {labelSelector, resourceVersion, signal: giveUp.signal}))
      if (type === 'ADDED' || type === 'MODIFIED') return [object]
  } catch (error) {
    if (!giveUp.signal.aborted) throw error
  } finally {
    timer?.cancel()
    giveUp.abort()
  }
  throw new Error('timed out waiting for the condition')
}

/** Those that likely have logs first: assigned, running, ready, ready for longest, fewest restarts. */
export const byLogging: PodOrder = (a, b) =>
  compared(a, b, pod => (pod.spec?.nodeName ? 0 : 1)) ||
  compared(a, b, phaseRank) ||
  compared(a, b, pod => (isReady(pod) ? 0 : 1)) ||
  compared(a, b, readySince) ||
  compared(b, a, restarts) ||
  compared(a, b, created)

/** The most active first: assigned, running, ready, ready for longest, fewest restarts, oldest. */
export const byActivity: PodOrder = (a, b) =>
  compared(a, b, pod => (pod.spec?.nodeName ? 0 : 1)) ||
  compared(a, b, phaseRank) ||
  compared(a, b, pod => (isReady(pod) ? 0 : 1)) ||
  compared(a, b, readySince) ||
  compared(a, b, restarts) ||
  compared(a, b, created)

const compared = (a: Pod, b: Pod, of: (pod: Pod) => number): number => of(a) - of(b)

const ranks: Record<string, number> = {Running: 0, Unknown: 1, Pending: 2}
const phaseRank = ({status}: Pod): number => ranks[status?.phase ?? ''] ?? 0
const readiness = ({status}: Pod) => status?.conditions?.find(({type}) => type === 'Ready')
const isReady = (pod: Pod): boolean => readiness(pod)?.status === 'True'
const readySince = (pod: Pod): number => {
  const since = isReady(pod) ? readiness(pod)?.lastTransitionTime : undefined
  return since ? millisecondsOf(since) : 0
}
const restarts = ({status}: Pod): number =>
  Math.max(0, ...(status?.containerStatuses ?? []).map(({restartCount}: ContainerStatus) => restartCount))
const created = ({metadata}: Pod): number => millisecondsOf(metadata.creationTimestamp)
