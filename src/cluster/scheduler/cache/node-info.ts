import type {Node, Pod, Taint} from '../../../api/kinds.ts'
import {HostPorts} from './host-ports.ts'
import {type ResourceVector, requestsOf, scoredRequestsOf, vectorOf} from './resource-vector.ts'

const noLabels: Readonly<Record<string, string>> = {}
const noTaints: readonly Taint[] = []

/** A node with all that is on it, summed up as pods come and go. */
export class NodeInfo {
  readonly name: string
  /** Absent while only pods have been heard of. */
  node?: Node
  readonly pods = new Map<string, Pod>()
  /** Those of its pods that ask for company or distance. */
  readonly podsWithAffinity = new Map<string, Pod>()
  readonly podsWithRequiredAntiAffinity = new Map<string, Pod>()
  readonly requested: ResourceVector = {}
  /** With kube-scheduler's assumptions for containers that request nothing. */
  readonly scoredRequests = {cpu: 0, memory: 0}
  readonly ports = new HostPorts()
  allocatable: ResourceVector = {}
  /** What nearly every pod asks for, close at hand, because every node is asked for every pod: what there is of it, and what is left. */
  readonly capacity = {cpu: 0, memory: 0}
  readonly left = {pods: 0, cpu: 0, memory: 0}
  /** What filters ask of every node, close at hand. */
  labels: Readonly<Record<string, string>> = noLabels
  unschedulable = false
  taints: readonly Taint[] = noTaints
  /** Bytes of each image that is there, by every name it has. */
  images = new Map<string, number>()

  constructor(name: string) {
    this.name = name
  }

  setNode(node: Node): void {
    if (this.node?.status?.allocatable !== node.status?.allocatable) {
      this.allocatable = vectorOf(node.status?.allocatable)
      this.measure()
    }
    if (this.node?.status?.images !== node.status?.images) this.images = imageSizes(node)
    this.node = node
    this.labels = node.metadata.labels ?? noLabels
    this.unschedulable = node.spec?.unschedulable ?? false
    this.taints = node.spec?.taints ?? noTaints
  }

  addPod(pod: Pod): void {
    this.pods.set(pod.metadata.uid!, pod)
    const {podAffinity, podAntiAffinity} = pod.spec?.affinity ?? {}
    if (podAffinity || podAntiAffinity) this.podsWithAffinity.set(pod.metadata.uid!, pod)
    if (podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.length)
      this.podsWithRequiredAntiAffinity.set(pod.metadata.uid!, pod)
    this.count(pod, 1)
    this.ports.add(pod)
  }

  /** Puts a newer state of a pod in the place of an older one that counts the same. */
  replacePod(pod: Pod): void {
    const uid = pod.metadata.uid!
    this.pods.set(uid, pod)
    if (this.podsWithAffinity.has(uid)) this.podsWithAffinity.set(uid, pod)
    if (this.podsWithRequiredAntiAffinity.has(uid)) this.podsWithRequiredAntiAffinity.set(uid, pod)
  }

  /** Takes away what was added under this uid; what it was then counts, not what it is now. */
  removePod(uid: string): void {
    const pod = this.pods.get(uid)
    if (!pod) return
    this.pods.delete(uid)
    this.podsWithAffinity.delete(uid)
    this.podsWithRequiredAntiAffinity.delete(uid)
    this.count(pod, -1)
    this.ports.remove(pod)
  }

  /** A copy to try things on. */
  clone(): NodeInfo {
    const copy = new NodeInfo(this.name)
    if (this.node) copy.setNode(this.node)
    for (const pod of this.pods.values()) copy.addPod(pod)
    return copy
  }

  private count(pod: Pod, sign: 1 | -1): void {
    const requests = requestsOf(pod)
    for (const name in requests) this.requested[name] = (this.requested[name] ?? 0) + sign * requests[name]!
    const {cpu, memory} = scoredRequestsOf(pod)
    this.scoredRequests.cpu += sign * cpu
    this.scoredRequests.memory += sign * memory
    this.measure()
  }

  private measure(): void {
    const {allocatable, requested, capacity, left, pods} = this
    capacity.cpu = allocatable['cpu'] ?? 0
    capacity.memory = allocatable['memory'] ?? 0
    left.pods = (allocatable['pods'] ?? 0) - pods.size
    left.cpu = capacity.cpu - (requested['cpu'] ?? 0)
    left.memory = capacity.memory - (requested['memory'] ?? 0)
  }
}

function imageSizes(node: Node): Map<string, number> {
  const sizes = new Map<string, number>()
  for (const image of node.status?.images ?? [])
    for (const name of image.names ?? []) sizes.set(name, image.sizeBytes ?? 0)
  return sizes
}
