import {builtin} from '../../api/builtin-resources.ts'
import type {Node, Pod} from '../../api/kinds.ts'
import type {GroupVersionResource, KubeObject} from '../../api/object.ts'
import {isPodFinished} from '../../api/pod-phase.ts'
import {isNotFound} from '../../api/status-error.ts'
import type {Component, ComponentContext} from '../runtime/component.ts'
import {stopwatch} from '../runtime/metrics/stopwatch.ts'
import {nextTurn} from '../runtime/next-turn.ts'
import {ClusterCache} from './cache/cluster-cache.ts'
import {CycleState} from './framework/cycle-state.ts'
import {Framework, verdictOf} from './framework/framework.ts'
import type {ClusterEvent} from './framework/plugin.ts'
import type {Verdict} from './framework/verdict.ts'
import {defaultPlugins} from './plugins/index.ts'
import {type QueuedPod, SchedulingQueue} from './queue/scheduling-queue.ts'
import {reportUnschedulable} from './report.ts'
import {SchedulerMetrics} from './scheduler-metrics.ts'
import {selectNode} from './select-node.ts'

/** How many pods are placed before the event loop gets its turn. */
const podsPerTurn = 50

/** What beside nodes and pods decides where pods fit. */
const watched: [ClusterEvent, GroupVersionResource][] = [
  ['PersistentVolumeClaim', builtin.persistentVolumeClaims],
  ['PersistentVolume', builtin.persistentVolumes],
  ['StorageClass', builtin.storageClasses],
  ['CSINode', builtin.csiNodes],
  ['CSIDriver', builtin.csiDrivers],
  ['CSIStorageCapacity', builtin.csiStorageCapacities],
  ['ResourceClaim', builtin.resourceClaims],
  ['DeviceClass', builtin.deviceClasses],
  ['ResourceSlice', builtin.resourceSlices],
]

export const defaultSchedulerName = 'default-scheduler'

/** The scheduler: gives every pod that has no node the best one for it, one pod after the other, and binds in parallel. */
export function createScheduler(context: ComponentContext): Component {
  return new Scheduler(context)
}

class Scheduler implements Component {
  readonly name = 'kube-scheduler'
  private readonly context: ComponentContext
  private readonly cache = new ClusterCache()
  private readonly framework: Framework
  private readonly queue: SchedulingQueue
  private readonly metrics: SchedulerMetrics | undefined
  private readonly detach: (() => void)[] = []
  private pumping = false
  private stopped = false
  private nextStart = 0

  constructor(context: ComponentContext) {
    this.context = context
    this.framework = new Framework(
      defaultSchedulerName,
      defaultPlugins({...context, cache: this.cache, framework: () => this.framework}),
    )
    this.queue = new SchedulingQueue({
      clock: context.clock,
      activity: context.activity,
      plugins: this.framework.plugins,
      preEnqueue: pod => this.framework.preEnqueue(pod),
      ready: () => void this.pump(),
      enqueued: (queue, event) => this.metrics?.enqueued(queue, event),
    })
    this.metrics =
      context.metrics &&
      new SchedulerMetrics(context.metrics, defaultSchedulerName, {
        pending: () => this.queue.pending,
        refusals: () => this.queue.refusals,
        cache: () => this.cache.size,
      })
  }

  async start(): Promise<void> {
    const {informers} = this.context
    const nodes = informers.informer<Node>(builtin.nodes)
    const pods = informers.informer<Pod>(builtin.pods)
    await Promise.all([nodes.synced(), pods.synced()])
    this.detach.push(
      nodes.onChange({
        added: node => {
          this.cache.setNode(node)
          this.queue.changed({event: 'NodeAdd'})
        },
        updated: node => {
          this.cache.setNode(node)
          this.queue.changed({event: 'NodeUpdate'})
        },
        deleted: node => this.cache.removeNode(node.metadata.name!),
      }),
      pods.onChange({
        added: pod => this.observe(pod),
        updated: pod => this.observe(pod),
        deleted: pod => this.forget(pod),
      }),
      ...this.watchOthers(),
    )
  }

  async stop(): Promise<void> {
    this.stopped = true
    for (const detach of this.detach) detach()
    this.queue.stop()
  }

  private watchOthers(): (() => void)[] {
    const {informers} = this.context
    const offs = watched.map(([event, resource]) => {
      const changed = (object: KubeObject, old?: KubeObject) => this.queue.changed({event, object, ...(old && {old})})
      return informers.informer(resource).onChange({added: object => changed(object), updated: changed})
    })
    const deleted = (object: KubeObject) => this.queue.changed({event: 'VolumeAttachmentDelete', object})
    return [...offs, informers.informer(builtin.volumeAttachments).onChange({deleted})]
  }

  private observe(pod: Pod): void {
    const placed = Boolean(pod.spec?.nodeName)
    const known = this.cache.isAssumed(pod.metadata.uid!)
    this.cache.setPod(pod)
    if (placed || isPodFinished(pod)) {
      if (!known) this.queue.remove(pod.metadata.uid!)
      this.queue.changed({event: isPodFinished(pod) ? 'PodDelete' : 'PodAdd', object: pod})
    } else if (pod.metadata.deletionTimestamp) this.queue.remove(pod.metadata.uid!)
    else if (pod.spec?.schedulerName === this.framework.schedulerName && !known) this.queue.put(pod)
  }

  private forget(pod: Pod): void {
    this.cache.removePod(pod.metadata.uid!)
    this.queue.remove(pod.metadata.uid!)
    this.queue.changed({event: 'PodDelete', object: pod})
  }

  private async pump(): Promise<void> {
    if (this.pumping) return
    this.pumping = true
    for (let placed = 1; !this.stopped; placed += 1) {
      if (placed % podsPerTurn === 0) await nextTurn()
      const queued = this.queue.pop()
      if (!queued) break
      await this.schedule(queued)
      this.queue.cycleEnded()
    }
    this.pumping = false
  }

  /** One scheduling cycle. Waits only for preemption; binding goes on beside the next cycles. */
  private async schedule(queued: QueuedPod): Promise<void> {
    const {pod} = queued
    const state = new CycleState()
    const elapsed = stopwatch()
    try {
      const loading = this.framework.prepare(pod)
      if (loading) await loading
      const choice = selectNode({
        framework: this.framework,
        cache: this.cache,
        state,
        pod,
        start: this.nextStart,
        random: this.context.random.of(`schedule/${pod.metadata.uid}`),
      })
      this.nextStart = choice.nextStart
      this.metrics?.chosen(elapsed())
      if (choice.node) return this.place(queued, state, choice.node, elapsed)
      if (choice.error) return await this.failed(queued, choice.error, elapsed)
      await this.refuse(queued, state, choice.refusals, choice.preFilter)
      this.metrics?.attempted('unschedulable', elapsed())
    } catch (error) {
      this.metrics?.attempted('error', elapsed())
      this.context.log.error('a scheduling cycle failed', {
        pod: `${pod.metadata.namespace}/${pod.metadata.name}`,
        error: String(error),
      })
      this.queue.refuse(queued, new Set(), {retry: true})
    }
  }

  /** `elapsed` tells how long the attempt has taken; seconds. */
  private place(queued: QueuedPod, state: CycleState, nodeName: string, elapsed: () => number): void {
    const {pod} = queued
    this.cache.assume(pod, nodeName)
    const verdict = this.framework.reserve(state, pod, nodeName)
    if (verdict) this.takeBack(queued, state, nodeName, verdict, elapsed)
    else void this.bind(queued, state, nodeName, elapsed)
  }

  private async bind(queued: QueuedPod, state: CycleState, nodeName: string, elapsed: () => number): Promise<void> {
    const verdict = await this.framework
      .bind(state, queued.pod, nodeName)
      .catch(error => (isNotFound(error) ? 'gone' : verdictOf(error)))
    if (verdict === 'gone') {
      this.framework.unreserve(state, queued.pod, nodeName)
      this.cache.forget(queued.pod)
      this.queue.done(queued)
    } else if (verdict) this.takeBack(queued, state, nodeName, verdict, elapsed)
    else {
      this.metrics?.attempted('scheduled', elapsed())
      this.metrics?.bound(queued.attempts, (this.context.clock.now() - queued.since) / 1000)
      const {name, namespace} = queued.pod.metadata
      this.queue.done(queued)
      this.context.events.record(queued.pod, {
        type: 'Normal',
        reason: 'Scheduled',
        message: `Successfully assigned ${namespace}/${name} to ${nodeName}`,
        source: this.framework.schedulerName,
        action: 'Binding',
      })
    }
  }

  private takeBack(
    queued: QueuedPod,
    state: CycleState,
    nodeName: string,
    verdict: Verdict,
    elapsed: () => number,
  ): void {
    this.framework.unreserve(state, queued.pod, nodeName)
    this.cache.forget(queued.pod)
    this.context.log.warn('a pod could not be bound', {
      pod: queued.pod.metadata.name,
      node: nodeName,
      reasons: verdict.reasons,
    })
    void this.failed(queued, verdict, elapsed)
  }

  /** Neither placed nor found not to fit: what went wrong is told, and the pod tried again. */
  private failed(queued: QueuedPod, verdict: Verdict, elapsed: () => number): Promise<void> {
    const isError = verdict.code === 'Error'
    this.metrics?.attempted(isError ? 'error' : 'unschedulable', elapsed())
    this.queue.refuse(queued, new Set(verdict.plugin ? [verdict.plugin] : []), {retry: isError})
    return this.report(queued, verdict.reasons.join(', '), isError ? 'SchedulerError' : 'Unschedulable')
  }

  private async refuse(
    queued: QueuedPod,
    state: CycleState,
    refusals: Map<string, Verdict>,
    preFilter?: Verdict,
  ): Promise<void> {
    const outcome = await this.framework.postFilter(state, queued.pod, refusals)
    if (outcome.nominatedNode) this.metrics?.preempting()
    const refusedBy = new Set([...refusals.values()].map(verdict => verdict.plugin!).filter(Boolean))
    if (preFilter?.plugin) refusedBy.add(preFilter.plugin)
    const message = unschedulableMessage(this.cache.nodes.length, refusals, preFilter, outcome.message)
    await this.report(queued, message, 'Unschedulable', outcome.nominatedNode)
    this.queue.refuse(queued, refusedBy)
  }

  private report(queued: QueuedPod, message: string, reason: string, nominatedNode?: string): Promise<void> {
    return reportUnschedulable(this.context, this.framework.schedulerName, queued.pod, {message, reason, nominatedNode})
  }
}

/** kube-scheduler's FitError: how many nodes said what. */
function unschedulableMessage(
  nodes: number,
  refusals: Map<string, Verdict>,
  preFilter: Verdict | undefined,
  postFilter: string,
): string {
  let message = `0/${nodes} nodes are available: `
  if (preFilter) message += `${preFilter.reasons.join(', ')}.`
  else {
    const counts = new Map<string, number>()
    for (const {reasons} of refusals.values())
      for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
    const texts = [...counts].map(([reason, count]) => `${count} ${reason}`).sort()
    message = texts.length > 0 ? `${message}${texts.join(', ')}.` : `0/${nodes} nodes are available`
  }
  return postFilter ? `${message} ${postFilter}` : message
}
