import type {Pod, PodCondition, PodStatus} from '../../../api/kinds.ts'
import {isPodFinished} from '../../../api/pod-phase.ts'
import {qosClass} from '../../../api/qos.ts'
import {timestamp} from '../../runtime/clock.ts'
import {type ContainerTrack, hasExited, isRunning} from '../pod/container-track.ts'
import {containerStatus} from './container-status.ts'

export interface PodFacts {
  pod: Pod
  tracks: ContainerTrack[]
  sandboxReady: boolean
  podIP?: string
  hostIP: string
  now: number
  /** Why it does not have the resources that it asks for. */
  resizePending?: {reason: string; message: string}
  /** Set once the pod is to end whatever its containers say: DeadlineExceeded, OutOfcpu, Evicted. */
  failure?: {reason: string; message: string}
}

/** A pod's whole status, computed from what is; what others have put into it stays. */
export function podStatus(facts: PodFacts): PodStatus {
  const {pod, tracks, podIP, hostIP, now, failure} = facts
  const init = tracks.filter(({role}) => role === 'init' || role === 'sidecar')
  const main = tracks.filter(({role}) => role === 'main')
  const ephemeral = tracks.filter(({role}) => role === 'ephemeral')
  const initializing = !init.every(isInitialized) && main.every(({current}) => !current)
  const phase = phaseOf(facts, init, main, initializing)
  const old = pod.status
  const statuses = (list: ContainerTrack[]) => list.map(track => containerStatus(track, initializing))
  if (failure && tracks.every(({current}) => !current))
    return {
      ...old,
      phase: 'Failed',
      reason: failure.reason,
      message: failure.message,
      observedGeneration: pod.metadata.generation,
      startTime: old?.startTime ?? timestamp(now),
      qosClass: old?.qosClass ?? qosClass(pod.spec!),
    } as PodStatus
  return {
    ...old,
    conditions: conditionsOf(facts, phase, init, main, initializing),
    containerStatuses: statuses(main),
    ...(ephemeral.length > 0 && {ephemeralContainerStatuses: statuses(ephemeral)}),
    hostIP,
    hostIPs: [{ip: hostIP}],
    ...(init.length > 0 && {initContainerStatuses: statuses(init)}),
    ...(failure && {message: failure.message, reason: failure.reason}),
    ...(pod.metadata.generation !== undefined && {observedGeneration: pod.metadata.generation}),
    phase,
    ...(podIP && {podIP, podIPs: [{ip: podIP}]}),
    qosClass: old?.qosClass ?? qosClass(pod.spec!),
    startTime: old?.startTime ?? timestamp(now),
  } as PodStatus
}

export const isInitialized = (track: ContainerTrack): boolean =>
  track.role === 'sidecar'
    ? (isRunning(track) && track.started) || (hasExited(track) && track.restarts > 0)
    : hasExited(track) && track.current!.exitCode === 0

function phaseOf(
  {pod, failure}: PodFacts,
  init: ContainerTrack[],
  main: ContainerTrack[],
  initializing: boolean,
): string {
  if (isPodFinished(pod)) return pod.status!.phase!
  if (failure) return main.some(isRunning) || init.some(isRunning) ? (pod.status?.phase ?? 'Pending') : 'Failed'
  const policy = pod.spec!.restartPolicy ?? 'Always'
  const failedInit = init.some(
    track => track.role === 'init' && hasExited(track) && track.current!.exitCode !== 0 && !track.waiting,
  )
  if (initializing) return failedInit && policy === 'Never' ? 'Failed' : 'Pending'
  if (main.some(({current}) => !current))
    return main.some(isRunning) || main.some(({previous}) => previous) ? 'Running' : 'Pending'
  if (main.some(track => isRunning(track) || track.waiting)) return 'Running'
  // A pod has not come to its end before its sidecars have.
  if (policy === 'Always' || init.some(isRunning)) return 'Running'
  const succeeded = main.every(({current}) => current!.exitCode === 0)
  if (succeeded) return 'Succeeded'
  return policy === 'Never' ? 'Failed' : 'Running'
}

function conditionsOf(
  facts: PodFacts,
  phase: string,
  init: ContainerTrack[],
  main: ContainerTrack[],
  initializing: boolean,
): PodCondition[] {
  const {pod, sandboxReady, now} = facts
  const done = phase === 'Succeeded' || phase === 'Failed'
  const reason = phase === 'Succeeded' ? 'PodCompleted' : 'PodFailed'
  const unready = [...init.filter(({role}) => role === 'sidecar'), ...main].filter(
    track => !(isRunning(track) && !track.starting && track.started && track.ready),
  )
  const incomplete = init.filter(track => !isInitialized(track)).map(({spec}) => spec.name)
  const notReady = done
    ? {status: 'False', reason}
    : unready.length > 0
      ? {
          status: 'False',
          reason: 'ContainersNotReady',
          message: `containers with unready status: [${unready.map(({spec}) => spec.name).join(' ')}]`,
        }
      : {status: 'True'}
  const gates = (pod.spec!.readinessGates ?? []).filter(
    ({conditionType}) => pod.status?.conditions?.find(({type}) => type === conditionType)?.status !== 'True',
  )
  const ready =
    notReady.status === 'True' && gates.length > 0
      ? {
          status: 'False',
          reason: 'ReadinessGatesNotReady',
          message: gates
            .map(
              ({conditionType}) => `corresponding condition of pod readiness gate "${conditionType}" does not exist.`,
            )
            .join(', '),
        }
      : notReady
  const initialized =
    phase === 'Succeeded'
      ? {status: 'True', reason: 'PodCompleted'}
      : initializing
        ? {
            status: 'False',
            reason: 'ContainersNotInitialized',
            message: `containers with incomplete status: [${incomplete.join(' ')}]`,
          }
        : {status: 'True'}
  const wanted: {type: string; status: string; reason?: string; message?: string}[] = [
    {type: 'PodReadyToStartContainers', status: sandboxReady && !done ? 'True' : 'False'},
    {type: 'Initialized', ...initialized},
    {type: 'Ready', ...ready},
    {type: 'ContainersReady', ...notReady},
    {type: 'PodScheduled', status: 'True'},
  ]
  if (facts.resizePending) wanted.unshift({type: 'PodResizePending', status: 'True', ...facts.resizePending})
  const errors = facts.tracks.flatMap(({resizeError}) => resizeError ?? [])
  const failing = errors.length > 0 && {reason: 'Error', message: aggregate(errors)}
  if (facts.tracks.some(({replaced}) => replaced))
    wanted.unshift({type: 'PodResizeInProgress', status: 'True', ...failing})
  const ours = new Set(['PodResizePending', 'PodResizeInProgress', ...wanted.map(({type}) => type)])
  const others = (pod.status?.conditions ?? []).filter(({type}) => !ours.has(type))
  const made = wanted.map(({type, status, reason: why, message}) => {
    const old = pod.status?.conditions?.find(condition => condition.type === type)
    return {
      lastProbeTime: null,
      lastTransitionTime: old?.status === status && old.lastTransitionTime ? old.lastTransitionTime : timestamp(now),
      ...(message && {message}),
      ...(pod.metadata.generation !== undefined && {observedGeneration: pod.metadata.generation}),
      ...(why && {reason: why}),
      status,
      type,
    } as unknown as PodCondition
  })
  return [...others, ...made]
}

/** Several errors as Go joins them. */
const aggregate = (errors: string[]): string => (errors.length === 1 ? errors[0]! : `[${errors.join(', ')}]`)
