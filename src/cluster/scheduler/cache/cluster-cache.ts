import {deepEqual} from '../../../api/json/deep-equal.ts'
import type {Node, Pod} from '../../../api/kinds.ts'
import {isPodFinished} from '../../../api/pod-phase.ts'
import {NodeInfo} from './node-info.ts'
import {SelectorCounts} from './selector-counts.ts'

/**
 * What the scheduler believes of the cluster: what its informers said, plus the pods that it has just placed and whose binding has not come back yet
 * (assumed). An assumed pod counts until the informer confirms it or its binding fails.
 */
export class ClusterCache {
  private readonly infos = new Map<string, NodeInfo>()
  /** Where each pod is counted, by uid. */
  private readonly placed = new Map<string, {nodeName: string; assumed: boolean}>()
  /** Nodes that exist, in the order in which they came; sampling walks around it. */
  nodes: NodeInfo[] = []
  /** Nodes with pods that ask for company or distance, and those of them where a pod insists on distance; most clusters have few. */
  readonly withAffinity = new Set<NodeInfo>()
  readonly withRequiredAntiAffinity = new Set<NodeInfo>()
  /** How many pods of a kind each node has; for spreading. */
  readonly matching = new SelectorCounts<NodeInfo>()
  /** The nodes that have each image, and its size there in bytes; for ImageLocality. */
  readonly imageSizes = new Map<string, Map<NodeInfo, number>>()

  info(name: string): NodeInfo | undefined {
    const info = this.infos.get(name)
    return info?.node ? info : undefined
  }

  setNode(node: Node): void {
    const info = this.ensure(node.metadata.name!)
    const isNew = !info.node
    const {images} = info
    info.setNode(node)
    if (info.images !== images) {
      this.dropImages(info, images)
      this.keepImages(info)
    }
    if (isNew) this.nodes = [...this.nodes, info]
  }

  removeNode(name: string): void {
    const info = this.infos.get(name)
    if (!info) return
    this.dropImages(info, info.images)
    this.nodes = this.nodes.filter(other => other !== info)
    info.node = undefined
    if (info.pods.size === 0) this.infos.delete(name)
  }

  /** A pod as the API server knows it. */
  setPod(pod: Pod): void {
    const uid = pod.metadata.uid!
    const before = this.placed.get(uid)
    const nodeName = pod.spec?.nodeName ?? ''
    if (before?.assumed && !nodeName) return
    const stays = nodeName !== '' && !isPodFinished(pod)
    if (before && stays && before.nodeName === nodeName && this.replace(nodeName, pod)) {
      this.placed.set(uid, {nodeName, assumed: false})
      return
    }
    if (before) this.takeOff(before.nodeName, uid)
    if (!stays) {
      this.placed.delete(uid)
      return
    }
    this.putOn(nodeName, pod)
    this.placed.set(uid, {nodeName, assumed: false})
  }

  removePod(uid: string): void {
    const before = this.placed.get(uid)
    if (!before) return
    this.takeOff(before.nodeName, uid)
    this.placed.delete(uid)
  }

  /** How much it knows of. */
  get size(): {nodes: number; pods: number; assumed: number} {
    const placed = [...this.placed.values()]
    return {nodes: this.nodes.length, pods: placed.length, assumed: placed.filter(({assumed}) => assumed).length}
  }

  assume(pod: Pod, nodeName: string): void {
    this.putOn(nodeName, pod)
    this.placed.set(pod.metadata.uid!, {nodeName, assumed: true})
  }

  /** The binding failed: the pod does not count after all. */
  forget(pod: Pod): void {
    if (this.placed.get(pod.metadata.uid!)?.assumed) this.removePod(pod.metadata.uid!)
  }

  isAssumed(uid: string): boolean {
    return this.placed.get(uid)?.assumed ?? false
  }

  /** Whether a pod's new state counts as its old one did, and has taken its place. */
  private replace(nodeName: string, pod: Pod): boolean {
    const info = this.infos.get(nodeName)
    const old = info?.pods.get(pod.metadata.uid!)
    if (!info || !old || !countsTheSame(old, pod)) return false
    info.replacePod(pod)
    return true
  }

  private putOn(nodeName: string, pod: Pod): void {
    const info = this.ensure(nodeName)
    info.addPod(pod)
    this.matching.change(pod, info, 1)
    this.noteAffinity(info)
  }

  private takeOff(nodeName: string, uid: string): void {
    const info = this.infos.get(nodeName)
    const pod = info?.pods.get(uid)
    if (!info || !pod) return
    info.removePod(uid)
    this.matching.change(pod, info, -1)
    this.noteAffinity(info)
  }

  private noteAffinity(info: NodeInfo): void {
    if (info.podsWithAffinity.size > 0) this.withAffinity.add(info)
    else this.withAffinity.delete(info)
    if (info.podsWithRequiredAntiAffinity.size > 0) this.withRequiredAntiAffinity.add(info)
    else this.withRequiredAntiAffinity.delete(info)
  }

  private ensure(name: string): NodeInfo {
    const known = this.infos.get(name)
    if (known) return known
    const info = new NodeInfo(name)
    this.infos.set(name, info)
    return info
  }

  private keepImages(info: NodeInfo): void {
    for (const [name, size] of info.images) {
      const sizes = this.imageSizes.get(name) ?? new Map<NodeInfo, number>()
      this.imageSizes.set(name, sizes.set(info, size))
    }
  }

  private dropImages(info: NodeInfo, images: NodeInfo['images']): void {
    for (const name of images.keys()) {
      const sizes = this.imageSizes.get(name)
      sizes?.delete(info)
      if (sizes?.size === 0) this.imageSizes.delete(name)
    }
  }
}

/** Whether two states of a pod hold the same on their node and are of the same kind to others. In doubt, not. */
function countsTheSame(old: Pod, pod: Pod): boolean {
  const [before, after] = [old.spec!, pod.spec!]
  return (
    Boolean(old.metadata.deletionTimestamp) === Boolean(pod.metadata.deletionTimestamp) &&
    (before === after ||
      (before.containers === after.containers &&
        before.initContainers === after.initContainers &&
        before.affinity === after.affinity &&
        before.overhead === after.overhead &&
        before.resources === after.resources)) &&
    deepEqual(old.metadata.labels, pod.metadata.labels)
  )
}
