import type {Pod} from '../../../api/kinds.ts'
import {objectKey} from '../../../api/object.ts'
import {isPodFinished} from '../../../api/pod-phase.ts'
import type {ContainerStatus} from '../../containers/container.ts'
import type {ContainerEvent} from '../../containers/container-runtime.ts'
import {podDeadline} from './active-deadline.ts'
import {stopProbes, stopProbesOf} from './container-probes.ts'
import type {KubeletNode, KubeletParts} from './kubelet-parts.ts'
import {mountVolumes} from './mount-volumes.ts'
import {observe} from './observe.ts'
import {cleanUp, release, terminate} from './pod-end.ts'
import {type PodFailure, PodWork} from './pod-work.ts'
import {prepareClaims} from './prepare-claims.ts'
import {recover} from './recover.ts'
import {isOwnReport, reportStatus} from './report-status.ts'
import {completeResize, resize} from './resize.ts'
import {runContainers} from './run-containers.ts'
import {runSandbox} from './run-sandbox.ts'
import {stopContainers} from './stop-containers.ts'
import {expectStorageUse, storageExcess} from './storage-limits.ts'
import {trackSpecs} from './track-specs.ts'

const retryDelay = 1000

/**
 * Brings one pod to what its spec says and reports how it is. One pass at a time: looks, does what can be done now, writes the status if it has
 * changed. It is woken by the pod's changes other than its own reports, its containers' ends, its probes and its timers.
 */
export class PodWorker {
  private readonly work: PodWork
  private syncing = false
  /** Somebody has woken it since the last pass began. */
  private again = false
  /** What the pod has become since then. */
  private changed?: Pod | undefined
  private recovered = false

  constructor(parts: KubeletParts, node: KubeletNode, pod: Pod) {
    this.work = new PodWork(parts, node, pod, () => this.wake())
  }

  get uid(): string {
    return this.work.uid
  }

  get current(): Pod {
    return this.work.pod
  }

  get sandbox(): string | undefined {
    return this.work.sandboxId
  }

  get address(): {podIP?: string; hostIP: string} {
    return this.work.address
  }

  /** The newest instance of a container; with `previous`, the one before it. */
  instance(name: string, previous = false): ContainerStatus | undefined {
    const track = this.work.tracks.find(({spec}) => spec.name === name)
    return previous ? track?.previous : track?.current
  }

  /** Whether it waits for its volumes. */
  get isMounting(): boolean {
    return this.work.mountRetry !== undefined && this.work.volumes === undefined
  }

  update(pod: Pod): void {
    // What came before may be somebody else's change, and the kubelet's own report of the same pass now hides it.
    if (this.isDue) this.again = true
    this.work.pod = pod
    this.changed = pod
    this.beginPass()
  }

  /** The object is gone: what runs is ended without a word. */
  removed(): void {
    if (this.work.gone) return
    this.abandon()
    void this.work.context.activity.during(() => cleanUp(this.work))
  }

  /** Lets go without ending anything. */
  abandon(): void {
    this.work.gone = true
    this.work.stopTimers()
    stopProbes(this.work)
  }

  event({containerId, type}: ContainerEvent): void {
    if (type === 'started') return
    if (type === 'wrote') return expectStorageUse(this.work)
    const track = this.work.tracks.find(({current}) => current?.id === containerId)
    if (type === 'active') {
      for (const prober of (track && this.work.probers.get(track.spec.name)) ?? []) prober.expectChange()
      return
    }
    if (track) stopProbesOf(this.work, track)
    this.wake()
  }

  wake(): void {
    this.again = true
    this.beginPass()
  }

  private beginPass(): void {
    if (this.syncing || this.work.gone || !this.isDue) return
    this.syncing = true
    void this.work.context.activity.during(async () => {
      while (this.isDue && !this.work.gone) {
        this.again = false
        this.changed = undefined
        await this.sync().catch(error => this.failed(error))
      }
      this.syncing = false
    })
  }

  private get isDue(): boolean {
    return this.again || (this.changed !== undefined && !isOwnReport(this.work, this.changed))
  }

  private failed(error: unknown): void {
    const {context, pod, now} = this.work
    context.log.error('syncing a pod failed', {pod: objectKey(pod), error: String(error)})
    this.work.wakeAt('retry', now + retryDelay)
  }

  private async sync(): Promise<void> {
    const {work} = this
    if (!this.recovered) await recover(work)
    this.recovered = true
    trackSpecs(work)
    await observe(work)
    if (work.pod.metadata.deletionTimestamp) return terminate(work)
    if (isPodFinished(work.pod)) return release(work)
    work.failure ??= podDeadline(work) ?? this.refusal()
    if (work.failure) return this.fail(work.failure)
    if (!(await mountVolumes(work))) return reportStatus(work)
    work.failure = await storageExcess(work)
    if (work.failure) return this.fail(work.failure)
    if (!(await prepareClaims(work))) return reportStatus(work)
    if (!work.sandboxId) await runSandbox(work)
    await resize(work)
    await runContainers(work)
    completeResize(work)
    await reportStatus(work)
    if (isPodFinished(work.pod)) await release(work)
  }

  private async fail({graceSeconds = this.work.grace}: PodFailure): Promise<void> {
    await stopContainers(this.work, graceSeconds)
    await reportStatus(this.work)
    if (isPodFinished(this.work.pod)) await release(this.work)
  }

  /** Why the node will not have a pod that it has not begun yet. */
  private refusal() {
    const {sandboxId, podIP, parts, pod, node} = this.work
    return sandboxId || podIP ? undefined : parts.admit(pod, node)
  }
}
