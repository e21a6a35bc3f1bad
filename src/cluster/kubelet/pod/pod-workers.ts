import type {Pod} from '../../../api/kinds.ts'
import type {Activity} from '../../runtime/activity.ts'
import type {RunningNode} from '../node/running-node.ts'
import {PodWorker} from './pod-worker.ts'

export interface PodWorkersOptions {
  activity: Activity
  /** The node of that name, if a kubelet looks after it now. */
  nodeOf(name: string): RunningNode | undefined
  /** A pod has been given another meaning than it had. */
  changed(worker: PodWorker, before: Pod): void
}

/** The workers of all pods that are bound to nodes of ours. */
export class PodWorkers {
  private readonly options: PodWorkersOptions
  private readonly workers = new Map<string, PodWorker>()
  private readonly byNamespace = new Map<string, Set<PodWorker>>()
  private readonly beginning: PodWorker[] = []

  constructor(options: PodWorkersOptions) {
    this.options = options
  }

  get(uid: string): PodWorker | undefined {
    return this.workers.get(uid)
  }

  all(): PodWorker[] {
    return [...this.workers.values()]
  }

  /** Those of a namespace's pods. */
  in(namespace: string): Iterable<PodWorker> {
    return this.byNamespace.get(namespace) ?? []
  }

  get size(): number {
    return this.workers.size
  }

  upsert(pod: Pod): void {
    const known = this.workers.get(pod.metadata.uid!)
    if (known) {
      const before = known.current
      known.update(pod)
      this.options.changed(known, before)
      return
    }
    const node = this.options.nodeOf(pod.spec?.nodeName ?? '')
    if (!node) return
    node.addresses.keep(pod.status?.podIP)
    const worker = new PodWorker(node.parts, node, pod)
    this.add(worker)
    this.beginSoon(worker)
  }

  remove(pod: Pod): void {
    const worker = this.workers.get(pod.metadata.uid!)
    if (!worker) return
    this.drop(worker)
    worker.removed()
    this.options.nodeOf(pod.spec?.nodeName ?? '')?.parts.tokens.forget(pod)
  }

  /** Lets go of a node's pods; what runs of them runs on. */
  letGo(node: string): void {
    for (const worker of this.all()) {
      if (worker.current.spec?.nodeName !== node) continue
      worker.abandon()
      this.drop(worker)
    }
  }

  abandon(): void {
    for (const worker of this.workers.values()) worker.abandon()
  }

  private add(worker: PodWorker): void {
    this.workers.set(worker.uid, worker)
    const namespace = worker.current.metadata.namespace!
    const there = this.byNamespace.get(namespace)
    if (there) there.add(worker)
    else this.byNamespace.set(namespace, new Set([worker]))
  }

  private drop(worker: PodWorker): void {
    this.workers.delete(worker.uid)
    const namespace = worker.current.metadata.namespace!
    const there = this.byNamespace.get(namespace)
    there?.delete(worker)
    if (there?.size === 0) this.byNamespace.delete(namespace)
  }

  /** A new pod is begun when whoever bound it has had the time to say so. */
  private beginSoon(worker: PodWorker): void {
    this.beginning.push(worker)
    if (this.beginning.length > 1) return
    const done = this.options.activity.begin()
    setImmediate(() => {
      for (const each of this.beginning.splice(0)) each.wake()
      done()
    })
  }
}
