import type {ContainerState, ContainerStatus, Pod} from '../../../../api/kinds.ts'
import {since} from '../../columns.ts'
import type {ColumnContext} from '../../define-resource.ts'

/** What `kubectl get pods` says of a pod: how many of its containers are ready, one word for its state, its restarts. */
export interface PodSummary {
  ready: number
  total: number
  reason: string
  restarts: number
  lastRestart: string
}

export function podSummary(pod: Pod): PodSummary {
  const {spec, status} = pod
  const sidecars = new Set(
    (spec?.initContainers ?? []).filter(({restartPolicy}) => restartPolicy === 'Always').map(({name}) => name),
  )
  const init = summarizeInit(pod, sidecars)
  let summary: PodSummary = {
    ready: init.ready,
    total: (spec?.containers?.length ?? 0) + sidecars.size,
    reason: init.reason ?? reasonOf(pod),
    restarts: init.restarts.count,
    lastRestart: init.restarts.last,
  }
  const initialized = status?.conditions?.find(({type}) => type === 'Initialized')?.status === 'True'
  if (init.reason === undefined || initialized) summary = summarizeContainers(pod, summary, init.sidecarRestarts)
  return {...summary, reason: deletionReason(pod) ?? summary.reason}
}

/** `3 (5m ago)`, or the bare number when no restart has a time. */
export const restartsText = ({restarts, lastRestart}: PodSummary, context: ColumnContext): string =>
  restarts !== 0 && lastRestart ? `${restarts} (${since(lastRestart, context)} ago)` : String(restarts)

function reasonOf({status}: Pod): string {
  const gated = status?.conditions?.some(({type, reason}) => type === 'PodScheduled' && reason === 'SchedulingGated')
  return gated ? 'SchedulingGated' : status?.reason || (status?.phase ?? '')
}

interface Restarts {
  count: number
  last: string
}

const countRestarts = ({count, last}: Restarts, {restartCount, lastState}: ContainerStatus): Restarts => {
  const finished = lastState?.terminated?.finishedAt ?? ''
  return {count: count + restartCount, last: finished > last ? finished : last}
}

/** Walks the init containers up to the first that is not done; `reason` is set when there is one. */
function summarizeInit({spec, status}: Pod, sidecars: ReadonlySet<string>) {
  let restarts: Restarts = {count: 0, last: ''}
  let sidecarRestarts = restarts
  let ready = 0
  for (const [index, container] of (status?.initContainerStatuses ?? []).entries()) {
    restarts = countRestarts(restarts, container)
    const isSidecar = sidecars.has(container.name)
    if (isSidecar) sidecarRestarts = countRestarts(sidecarRestarts, container)
    if (container.state?.terminated?.exitCode === 0) continue
    if (isSidecar && container.started) {
      if (container.ready) ready += 1
      continue
    }
    const reason = initReason(container.state) ?? `Init:${index}/${spec?.initContainers?.length ?? 0}`
    return {reason, ready, restarts, sidecarRestarts}
  }
  return {reason: undefined, ready, restarts, sidecarRestarts}
}

function initReason(state: ContainerState | undefined): string | undefined {
  if (state?.terminated) return `Init:${state.terminated.reason || exitText(state.terminated)}`
  const waiting = state?.waiting?.reason
  return waiting && waiting !== 'PodInitializing' ? `Init:${waiting}` : undefined
}

const exitText = ({signal, exitCode}: {signal?: number; exitCode: number}): string =>
  signal ? `Signal:${signal}` : `ExitCode:${exitCode}`

function summarizeContainers({status}: Pod, before: PodSummary, sidecarRestarts: Restarts): PodSummary {
  let {ready, reason} = before
  let restarts = sidecarRestarts
  let hasRunning = false
  for (const container of [...(status?.containerStatuses ?? [])].reverse()) {
    restarts = countRestarts(restarts, container)
    const {waiting, terminated, running} = container.state ?? {}
    if (waiting?.reason) reason = waiting.reason
    else if (terminated) reason = terminated.reason || exitText(terminated)
    else if (container.ready && running) {
      hasRunning = true
      ready += 1
    }
  }
  if (reason === 'Completed' && hasRunning) {
    const isReady = status?.conditions?.some(({type, status: value}) => type === 'Ready' && value === 'True')
    reason = isReady ? 'Running' : 'NotReady'
  }
  return {...before, ready, reason, restarts: restarts.count, lastRestart: restarts.last}
}

function deletionReason({metadata, status}: Pod): string | undefined {
  if (!metadata.deletionTimestamp) return undefined
  if (status?.reason === 'NodeLost') return 'Unknown'
  return status?.phase === 'Succeeded' || status?.phase === 'Failed' ? undefined : 'Terminating'
}
