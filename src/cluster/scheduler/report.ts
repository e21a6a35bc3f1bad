import type {Pod, PodCondition} from '../../api/kinds.ts'
import {isNotFound} from '../../api/status-error.ts'
import {timestamp} from '../runtime/clock.ts'
import type {ComponentContext} from '../runtime/component.ts'

export interface Refusal {
  message: string
  reason: string
  nominatedNode?: string
}

/** Tells the pod's owner why it has no node: the PodScheduled condition, and a FailedScheduling event. */
export async function reportUnschedulable(
  {client, clock, events, log}: ComponentContext,
  schedulerName: string,
  pod: Pod,
  {message, reason, nominatedNode}: Refusal,
): Promise<void> {
  events.record(pod, {
    type: 'Warning',
    reason: 'FailedScheduling',
    message,
    source: schedulerName,
    action: 'Scheduling',
  })
  const before = pod.status?.conditions?.find(condition => condition.type === 'PodScheduled')
  const nominationIsNew = nominatedNode !== undefined && nominatedNode !== pod.status?.nominatedNodeName
  if (before?.status === 'False' && before.reason === reason && before.message === message && !nominationIsNew) return
  const condition: PodCondition = {
    type: 'PodScheduled',
    status: 'False',
    reason,
    message,
    observedGeneration: pod.metadata.generation,
    lastTransitionTime: before?.status === 'False' ? before.lastTransitionTime : timestamp(clock.now()),
  }
  const status = {conditions: [condition], ...(nominationIsNew && {nominatedNodeName: nominatedNode})}
  const path = {
    group: '',
    version: 'v1',
    resource: 'pods',
    namespace: pod.metadata.namespace,
    name: pod.metadata.name,
    subresource: 'status',
  }
  await client.patch(path, 'strategic', {metadata: {uid: pod.metadata.uid}, status}).catch(error => {
    if (!isNotFound(error))
      log.error('a pod could not be told why it has no node', {pod: pod.metadata.name, error: String(error)})
  })
}
