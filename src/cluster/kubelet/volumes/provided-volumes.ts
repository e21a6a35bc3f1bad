import {deepEqual} from '../../../api/json/deep-equal.ts'
import type {Pod, Volume} from '../../../api/kinds.ts'
import type {ContainerRuntime} from '../../containers/container-runtime.ts'
import type {VolumeFiles} from '../../containers/node-volumes.ts'
import type {Clock, Timer} from '../../runtime/clock.ts'
import type {RunningNode} from '../node/running-node.ts'
import type {PodWorker} from '../pod/pod-worker.ts'
import type {PodWorkers} from '../pod/pod-workers.ts'
import {ownPath, pluginOf} from './mounts.ts'
import {volumeFiles} from './volume-files.ts'

export interface ProvidedVolumesOptions {
  runtime: ContainerRuntime
  clock: Clock
  workers: Pick<PodWorkers, 'get' | 'all' | 'in'>
  /** A pod that there is, whether or not it has a worker yet. */
  podOf(uid: string): Pod | undefined
  nodeOf(name: string): RunningNode | undefined
}

/** The volumes whose files come from the API: made when a container looks into them, and again when what they are made of changes. */
export class ProvidedVolumes {
  private readonly options: ProvidedVolumesOptions
  private readonly renewals = new Map<string, Timer>()

  constructor(options: ProvidedVolumesOptions) {
    this.options = options
  }

  /** What a pod's volume is filled with; undefined where that is for its containers. */
  async files(hostPath: string): Promise<VolumeFiles | undefined> {
    const {workers, podOf, nodeOf} = this.options
    const [, uid, name] = /^\/var\/lib\/kubelet\/pods\/([^/]+)\/volumes\/[^/]+\/([^/]+)$/.exec(hostPath) ?? []
    if (uid === undefined) return undefined
    const worker = workers.get(uid)
    // What runs on from before may look into its volumes before its worker is there.
    const pod = worker?.current ?? podOf(uid)
    const volume = pod?.spec?.volumes?.find(each => each.name === name)
    const node = nodeOf(pod?.spec?.nodeName ?? '')
    if (!pod || !volume || !node) return undefined
    const address = worker?.address ?? {hostIP: node.address, ...(pod.status?.podIP && {podIP: pod.status.podIP})}
    const files = await volumeFiles(pod, volume, {...node.parts, address})
    const renewal = node.parts.tokens.renewalOf(pod, volume)
    if (renewal !== undefined) this.renewAt(renewal, pod, volume)
    return files
  }

  /** A ConfigMap or Secret is there that was not: pods may have waited for it. */
  appeared(kind: 'configMap' | 'secret', {namespace, name}: Named): void {
    for (const worker of this.options.workers.in(namespace!)) if (worker.isMounting) worker.wake()
    this.changed(kind, {namespace, name})
  }

  /** Pods that have the ConfigMap or Secret mounted see its new content. */
  changed(kind: 'configMap' | 'secret', {namespace, name}: Named): void {
    for (const worker of this.options.workers.in(namespace!)) {
      for (const volume of worker.current.spec?.volumes ?? []) {
        const named = kind === 'configMap' ? volume.configMap?.name : volume.secret?.secretName
        const projected = volume.projected?.sources?.some(source => source[kind]?.name === name)
        if (named === name || projected) this.refresh(worker, volume)
      }
    }
  }

  /** Pods that have trust anchors mounted see which there are now, and those that wait for some look again. */
  bundlesChanged(): void {
    for (const worker of this.options.workers.all())
      for (const volume of worker.current.spec?.volumes ?? []) {
        if (!volume.projected?.sources?.some(({clusterTrustBundle}) => clusterTrustBundle)) continue
        if (worker.isMounting) worker.wake()
        this.refresh(worker, volume)
      }
  }

  /** Pods that have their own labels or annotations mounted see them change. */
  podChanged(worker: PodWorker, before: Pod): void {
    if (!saysOtherwise(before, worker.current)) return
    for (const volume of worker.current.spec?.volumes ?? [])
      if (volume.downwardAPI || volume.projected?.sources?.some(({downwardAPI}) => downwardAPI))
        this.refresh(worker, volume)
  }

  stop(): void {
    for (const timer of this.renewals.values()) timer.cancel()
  }

  /** A volume with tokens is filled again when the first of them has grown old. */
  private renewAt(due: number, pod: Pod, volume: Volume): void {
    const {clock, workers} = this.options
    const path = ownPath(pod, pluginOf(volume), volume.name)
    this.renewals.get(path)?.cancel()
    const renew = (): void => {
      this.renewals.delete(path)
      const worker = workers.get(pod.metadata.uid!)
      if (worker) this.refresh(worker, volume)
    }
    this.renewals.set(path, clock.at(due, renew, {background: true}))
  }

  private refresh({current}: PodWorker, volume: Volume): void {
    this.options.runtime.volumes.refresh(ownPath(current, pluginOf(volume), volume.name), current.spec!.nodeName!)
  }
}

interface Named {
  namespace?: string
  name?: string
}

/** Whether a pod's labels or annotations are no longer what they were. */
const saysOtherwise = ({metadata: before}: Pod, {metadata: after}: Pod): boolean =>
  before !== after &&
  (!deepEqual(before.labels ?? {}, after.labels ?? {}) || !deepEqual(before.annotations ?? {}, after.annotations ?? {}))
