import {deepEqual} from '../../../api/json/deep-equal.ts'
import type {Pod} from '../../../api/kinds.ts'
import {isPodFinished} from '../../../api/pod-phase.ts'
import {ignoring, isConflict, isNotFound} from '../../../api/status-error.ts'
import {podStatus} from '../status/pod-status.ts'
import {isRunning} from './container-track.ts'
import type {PodWork} from './pod-work.ts'

/** Writes the pod's status if it has changed. */
export async function reportStatus(work: PodWork): Promise<void> {
  const {pod, tracks, node, podIP, failure} = work
  const {client} = work.context
  const status = podStatus({
    pod,
    tracks,
    sandboxReady: work.sandboxId !== undefined && (!work.terminating || tracks.some(isRunning)),
    hostIP: node.address,
    now: work.now,
    ...(podIP && {podIP}),
    ...(failure && {failure}),
    ...(work.resizePending && {resizePending: work.resizePending}),
  })
  if (deepEqual(status, pod.status) || deepEqual(status, work.written)) return
  const {namespace, name} = pod.metadata
  const path = {group: '', version: 'v1', resource: 'pods', namespace, name}
  try {
    work.pod = await client.update<Pod>({...path, subresource: 'status'}, {...pod, status})
    work.written = status
    work.reported = work.pod.metadata.resourceVersion
  } catch (error) {
    if (isNotFound(error)) return
    if (!isConflict(error)) throw error
    const fresh = await client.get<Pod>(path).catch(ignoring(isNotFound))
    if (fresh?.metadata.uid !== work.uid) return
    work.pod = fresh
    work.wake()
  }
}

/**
 * Whether a pod is as it is by this kubelet's own last report, of which nothing follows: the pass that wrote it has done all there was to do. A deadline counts from the
 * start that was reported, and what ends has its own order.
 */
export const isOwnReport = ({reported}: PodWork, pod: Pod): boolean =>
  pod.metadata.resourceVersion === reported &&
  pod.spec!.activeDeadlineSeconds === undefined &&
  !pod.metadata.deletionTimestamp &&
  !isPodFinished(pod)
