import type {Pod, PodStatus} from '../../../api/kinds.ts'
import type {ContainerRuntime} from '../../containers/container-runtime.ts'
import type {Timer} from '../../runtime/clock.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import type {Prober} from '../probes/prober.ts'
import {subjectOfEvents} from '../static-pods/manifest-pod.ts'
import type {ContainerTrack} from './container-track.ts'
import type {KubeletNode, KubeletParts} from './kubelet-parts.ts'

/** Why a pod is to end whatever its containers say. */
export interface PodFailure {
  reason: string
  message: string
  /** Seconds that its containers are given to end, where that is not for the pod to say. */
  graceSeconds?: number
}

/** What the steps of one pod's worker share: the pod as it is wanted, what is known of it, and how to be woken. */
export class PodWork {
  readonly uid: string
  readonly parts: KubeletParts
  readonly node: KubeletNode
  pod: Pod
  tracks: ContainerTrack[] = []
  sandboxId?: string
  podIP?: string
  failure?: PodFailure
  /** Why it does not have the resources that it has come to ask for. */
  resizePending?: PodFailure | undefined
  /** Whether containers are being given other resources. */
  resizing?: boolean
  /** Its deletion has begun. */
  terminating = false
  /** The object is gone, or this process is ending: nothing is done any more. */
  gone = false
  /** Where on the node each volume is, once all are set up. */
  volumes?: Map<string, string>
  /** When the volumes are tried again; milliseconds. */
  mountRetry?: {due: number; delay: number}
  /** Whether the devices of its claims are there for it. */
  claimsPrepared?: boolean
  /** Until when nothing is said of claims that are missing; milliseconds. */
  claimsGrace?: number
  /** Containers whose pull has just succeeded. */
  readonly pulledFor = new Set<string>()
  /** By container. */
  readonly probers = new Map<string, Prober[]>()
  /** The status that was written last. */
  written?: PodStatus
  /** The version that the pod has had since. */
  reported?: string | undefined
  /** Looks at the pod soon, or once more after the pass that is under way. */
  readonly wake: () => void
  private readonly timers = new Map<string, {due: number; timer: Timer}>()

  constructor(parts: KubeletParts, node: KubeletNode, pod: Pod, wake: () => void) {
    this.parts = parts
    this.node = node
    this.pod = pod
    this.uid = pod.metadata.uid!
    this.wake = wake
  }

  get context(): ComponentContext {
    return this.parts.context
  }

  get runtime(): ContainerRuntime {
    return this.parts.runtime
  }

  get now(): number {
    return this.parts.context.clock.now()
  }

  get address(): {podIP?: string; hostIP: string} {
    return {hostIP: this.node.address, ...(this.podIP && {podIP: this.podIP})}
  }

  /** Seconds that its containers are given to end. */
  get grace(): number {
    return this.pod.spec!.terminationGracePeriodSeconds ?? 30
  }

  /** Sets the one timer of that name. */
  wakeAt(name: string, due: number): void {
    const known = this.timers.get(name)
    if (known?.due === due) return
    known?.timer.cancel()
    const timer = this.context.clock.at(due, () => {
      this.timers.delete(name)
      this.wake()
    })
    this.timers.set(name, {due, timer})
  }

  /** When the timer of that name is due, if there is one. */
  dueAt(name: string): number | undefined {
    return this.timers.get(name)?.due
  }

  stopTimers(): void {
    for (const {timer} of this.timers.values()) timer.cancel()
    this.timers.clear()
  }

  /** Writes an event about the pod or one of its containers. */
  record(type: 'Normal' | 'Warning', reason: string, message: string, container?: string): void {
    const role = this.tracks.find(({spec}) => spec.name === container)?.role
    const list = role === 'main' ? 'containers' : role === 'ephemeral' ? 'ephemeralContainers' : 'initContainers'
    this.context.events.record(subjectOfEvents(this.pod), {
      type,
      reason,
      message,
      source: 'kubelet',
      host: this.node.name,
      ...(container && {fieldPath: `spec.${list}{${container}}`}),
    })
  }
}
