import {deepEqual} from '../../../api/json/deep-equal.ts'
import type {Pod} from '../../../api/kinds.ts'
import type {Activity} from '../../runtime/activity.ts'
import type {Clock, Timer} from '../../runtime/clock.ts'
import type {ClusterChange, ClusterEvent, Plugin} from '../framework/plugin.ts'
import type {Verdict} from '../framework/verdict.ts'
import {PriorityHeap} from './priority-heap.ts'

export interface QueuedPod {
  pod: Pod
  /** When it first came; ties between equal priorities go to the older. */
  since: number
  order: number
  attempts: number
  /** The plugins that turned it down last time; empty: whatever happens may help. */
  refusedBy: Set<string>
}

/** kube-scheduler's podInitialBackoffSeconds and podMaxBackoffSeconds. */
const initialBackoff = 1000
const maximumBackoff = 10_000
/** Pods that nothing has woken are tried again after this time, in case an event was missed; kube-scheduler's podMaxInUnschedulablePodsDuration. */
const longestWait = 5 * 60_000

export interface SchedulingQueueOptions {
  clock: Clock
  activity: Activity
  plugins: Plugin[]
  /** Refuses pods that must not be tried yet (scheduling gates). */
  preEnqueue(pod: Pod): Verdict | undefined
  /** Called when a pod is ready and nobody is working on the queue. */
  ready(): void
  /** Told of each pod that comes to one of the queues, and why. */
  enqueued?(queue: QueueName, event: string): void
}

export type QueueName = 'active' | 'backoff' | 'unschedulable' | 'gated'

/**
 * Pods that wait for a node: ready ones by priority; those that failed and wait out their back-off; those that wait for the cluster to change in a way
 * that one of the plugins that refused them cares about; and gated ones.
 */
export class SchedulingQueue {
  private readonly options: SchedulingQueueOptions
  private readonly active = new PriorityHeap<QueuedPod>(comesFirst)
  private readonly waiting = new Map<string, QueuedPod>()
  private readonly backingOff = new Map<string, {queued: QueuedPod; timer: Timer}>()
  private readonly gated = new Map<string, QueuedPod>()
  private readonly known = new Map<string, QueuedPod>()
  /** Popped pods, with when they were popped: if something since could help, the pod is tried again soon instead of waiting. */
  private readonly inFlight = new Map<string, number>()
  /** Counts the changes of the cluster, and notes of each kind of change the last. */
  private changes = 0
  private readonly lastChange = new Map<ClusterEvent, number>()
  private inCycle = false
  private order = 0
  private endActivity?: () => void

  constructor(options: SchedulingQueueOptions) {
    this.options = options
  }

  get size(): number {
    return this.known.size
  }

  /** How many pods wait, by queue. */
  get pending(): Record<QueueName, number> {
    return {
      active: this.active.size,
      backoff: this.backingOff.size,
      gated: this.gated.size,
      unschedulable: this.waiting.size,
    }
  }

  /** How many pods each plugin keeps waiting. */
  get refusals(): Map<string, number> {
    const counts = new Map<string, number>()
    for (const {refusedBy} of this.waiting.values())
      for (const plugin of refusedBy) counts.set(plugin, (counts.get(plugin) ?? 0) + 1)
    return counts
  }

  /** A pod without a node was seen: new, or changed. */
  put(pod: Pod): void {
    const uid = pod.metadata.uid!
    const known = this.known.get(uid)
    if (known) return this.refresh(known, pod)
    const queued: QueuedPod = {
      pod,
      since: this.options.clock.now(),
      order: this.order++,
      attempts: 0,
      refusedBy: new Set(),
    }
    this.known.set(uid, queued)
    this.enqueue(queued, 'PodAdd')
  }

  remove(uid: string): void {
    const queued = this.known.get(uid)
    if (!queued) return
    this.known.delete(uid)
    this.waiting.delete(uid)
    this.gated.delete(uid)
    this.backingOff.get(uid)?.timer.cancel()
    this.backingOff.delete(uid)
    this.active.remove(queued)
    this.rest()
  }

  /** The next pod to place; its cycle lasts until `cycleEnded`, and it is in flight until `done` or `refuse`. */
  pop(): QueuedPod | undefined {
    const queued = this.active.pop()
    if (!queued) return undefined
    queued.attempts += 1
    this.inFlight.set(queued.pod.metadata.uid!, this.changes)
    this.inCycle = true
    return queued
  }

  /** The decision about the popped pod is made; its binding may still wait for something, which is not work. */
  cycleEnded(): void {
    this.inCycle = false
    this.rest()
  }

  /** The popped pod has a node. */
  done(queued: QueuedPod): void {
    this.known.delete(queued.pod.metadata.uid!)
    this.inFlight.delete(queued.pod.metadata.uid!)
  }

  /** The popped pod did not fit, or its binding failed (`retry`). */
  refuse(queued: QueuedPod, refusedBy: Set<string>, {retry = false} = {}): void {
    const uid = queued.pod.metadata.uid!
    const popped = this.inFlight.get(uid) ?? this.changes
    const missed = [...this.lastChange].filter(([, when]) => when > popped).map(([event]) => event)
    this.inFlight.delete(uid)
    if (!this.known.has(uid)) return
    queued.refusedBy = refusedBy
    if (retry || missed.some(event => this.mayHelp(queued, {event}))) this.backOff(queued, 'ScheduleAttemptFailure')
    else this.wait(queued)
  }

  /** The cluster changed: pods that this may help get another try. */
  changed(change: ClusterChange): void {
    const {event} = change
    this.changes += 1
    this.lastChange.set(event, this.changes)
    if (this.gated.size > 0) this.openGates(change)
    if (this.waiting.size === 0) return
    for (const queued of [...this.waiting.values()]) {
      if (!this.mayHelp(queued, change)) continue
      this.waiting.delete(queued.pod.metadata.uid!)
      this.backOff(queued, event)
    }
  }

  stop(): void {
    for (const {timer} of this.backingOff.values()) timer.cancel()
    this.endActivity?.()
    this.endActivity = undefined
  }

  private refresh(queued: QueuedPod, pod: Pod): void {
    const before = queued.pod
    queued.pod = pod
    const uid = pod.metadata.uid!
    if (this.gated.delete(uid)) this.enqueue(queued, 'PodUpdate')
    else if (this.waiting.has(uid) && (before.spec !== pod.spec || this.hasNewClaims(queued, before))) {
      this.waiting.delete(uid)
      this.backOff(queued, 'PodUpdate')
    }
  }

  private hasNewClaims(queued: QueuedPod, old: Pod): boolean {
    const {pod} = queued
    return (
      !deepEqual(old.status?.resourceClaimStatuses, pod.status?.resourceClaimStatuses) &&
      this.mayHelp(queued, {event: 'GeneratedClaims', object: pod, old})
    )
  }

  private enqueue(queued: QueuedPod, event: string): void {
    const refusal = this.options.preEnqueue(queued.pod)
    if (refusal) {
      queued.refusedBy = new Set(refusal.plugin ? [refusal.plugin] : [])
      this.gated.set(queued.pod.metadata.uid!, queued)
      this.options.enqueued?.('gated', event)
    } else this.activate(queued, event)
  }

  /** Lets those in that whoever kept them out has nothing against any more. */
  private openGates(change: ClusterChange): void {
    for (const [uid, queued] of this.gated) {
      if (!this.mayHelp(queued, change) || this.options.preEnqueue(queued.pod)) continue
      this.gated.delete(uid)
      this.activate(queued, change.event)
    }
  }

  private activate(queued: QueuedPod, event: string): void {
    this.active.push(queued)
    this.options.enqueued?.('active', event)
    this.endActivity ??= this.options.activity.begin()
    this.options.ready()
  }

  private wait(queued: QueuedPod): void {
    const uid = queued.pod.metadata.uid!
    this.waiting.set(uid, queued)
    this.options.enqueued?.('unschedulable', 'ScheduleAttemptFailure')
    this.options.clock.after(
      longestWait,
      () => {
        if (this.waiting.get(uid) !== queued) return
        this.waiting.delete(uid)
        this.enqueue(queued, 'UnschedulableTimeout')
      },
      {background: true},
    )
  }

  private backOff(queued: QueuedPod, event: string): void {
    const uid = queued.pod.metadata.uid!
    const delay = Math.min(initialBackoff * 2 ** Math.max(queued.attempts - 1, 0), maximumBackoff)
    const timer = this.options.clock.after(delay, () => {
      this.backingOff.delete(uid)
      this.enqueue(queued, 'BackoffComplete')
    })
    this.backingOff.set(uid, {queued, timer})
    this.options.enqueued?.('backoff', event)
  }

  /** Of an event that was missed, only its kind is known, and it may. */
  private mayHelp({pod, refusedBy}: QueuedPod, change: ClusterChange): boolean {
    if (refusedBy.size === 0) return true
    return this.options.plugins.some(
      ({name, events, hint}) =>
        refusedBy.has(name) && events?.includes(change.event) && (!hint || !change.object || hint(pod, change)),
    )
  }

  /** Gives the activity token back once no pod is ready or being placed. */
  private rest(): void {
    if (this.active.size > 0 || this.inCycle) return
    this.endActivity?.()
    this.endActivity = undefined
  }
}

/** PrioritySort: higher priority first, then the older. */
function comesFirst(a: QueuedPod, b: QueuedPod): boolean {
  const [priorityA, priorityB] = [a.pod.spec?.priority ?? 0, b.pod.spec?.priority ?? 0]
  return (
    priorityA > priorityB ||
    (priorityA === priorityB && (a.since < b.since || (a.since === b.since && a.order < b.order)))
  )
}
