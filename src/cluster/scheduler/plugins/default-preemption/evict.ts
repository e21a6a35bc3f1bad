import type {Pod} from '../../../../api/kinds.ts'
import {isNotFound} from '../../../../api/status-error.ts'
import {timestamp} from '../../../runtime/clock.ts'
import type {PluginContext} from '../index.ts'
import type {Candidate} from './victims.ts'

/** Says why on each victim, deletes it, and records it. */
export async function evict(context: PluginContext, pod: Pod, {victims, node}: Candidate): Promise<void> {
  await Promise.all(victims.map(victim => evictOne(context, pod, victim, node)))
}

async function evictOne({client, clock, events}: PluginContext, pod: Pod, victim: Pod, node: string): Promise<void> {
  const {namespace, name, uid} = victim.metadata
  const path = {group: '', version: 'v1', resource: 'pods', namespace, name}
  const condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'PreemptionByScheduler',
    message: `${pod.spec?.schedulerName}: preempting to accommodate a higher priority pod`,
    observedGeneration: victim.metadata.generation,
    lastTransitionTime: timestamp(clock.now()),
  }
  try {
    if (!victim.metadata.deletionTimestamp) {
      await client.patch({...path, subresource: 'status'}, 'strategic', {
        metadata: {uid},
        status: {conditions: [condition]},
      })
      await client.delete(path, {preconditions: {uid: uid!}})
    }
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
  events.record(victim, {
    type: 'Normal',
    reason: 'Preempted',
    message: `Preempted by pod ${pod.metadata.uid} on node ${node}`,
    source: pod.spec?.schedulerName ?? '',
    action: 'Preempting',
  })
}
