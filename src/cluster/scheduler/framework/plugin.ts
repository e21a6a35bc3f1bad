import type {Pod} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import type {NodeInfo} from '../cache/node-info.ts'
import type {CycleState} from './cycle-state.ts'
import type {Skip, Verdict} from './verdict.ts'

/** What may make a pod that did not fit worth another try. */
export type ClusterEvent =
  | 'NodeAdd'
  | 'NodeUpdate'
  | 'PodAdd'
  | 'PodUpdate'
  | 'PodDelete'
  | 'PersistentVolumeClaim'
  | 'PersistentVolume'
  | 'StorageClass'
  | 'CSINode'
  | 'CSIDriver'
  | 'CSIStorageCapacity'
  | 'VolumeAttachmentDelete'
  | 'Namespace'
  | 'ResourceClaim'
  /** A pod was told which ResourceClaims were made for it. */
  | 'GeneratedClaims'
  | 'DeviceClass'
  | 'ResourceSlice'

/** One event, and what came or changed where that may matter. */
export interface ClusterChange {
  event: ClusterEvent
  object?: KubeObject
  /** What it was before; absent: it is new. */
  old?: KubeObject
}

export interface PreFilterResult {
  /** The only nodes worth looking at; absent: all of them. */
  nodeNames?: Set<string>
}

export interface PostFilterResult {
  verdict?: Verdict
  nominatedNode?: string
}

/**
 * A scheduling plugin: any of the extension points of Kubernetes' scheduling framework. Returning undefined is consent. Plugins see the cache's own
 * NodeInfos and never change them.
 */
export interface Plugin {
  name: string
  /** Events after which a pod that this plugin turned down is tried again. */
  events?: ClusterEvent[]
  /** Of these events, whether one may make this pod fit; absent: it may. kube-scheduler's QueueingHintFn. */
  hint?(pod: Pod, change: ClusterChange): boolean
  /** Loads what only the cycles of such pods need; undefined: it is there. */
  prepare?(pod: Pod): Promise<void> | undefined
  /** Before the pod enters the queue of those to be scheduled. */
  preEnqueue?(pod: Pod): Verdict | undefined
  preFilter?(state: CycleState, pod: Pod): PreFilterResult | Verdict | Skip | undefined
  filter?(state: CycleState, pod: Pod, node: NodeInfo): Verdict | undefined
  /** How `filter` would see the node with one pod more or less; changes only the state. */
  addPod?(state: CycleState, pod: Pod, added: Pod, node: NodeInfo): void
  removePod?(state: CycleState, pod: Pod, removed: Pod, node: NodeInfo): void
  /** When no node fits. The first that makes the pod fit, or fails, ends the round. */
  postFilter?(state: CycleState, pod: Pod, refusals: Map<string, Verdict>): Promise<PostFilterResult>
  preScore?(state: CycleState, pod: Pod, nodes: NodeInfo[]): Skip | undefined
  /** Each node's score, into `scores`: kube-scheduler asks for one node at a time, which here would cost as much as the answer. */
  score?(state: CycleState, pod: Pod, nodes: readonly NodeInfo[], scores: number[]): void
  /** Brings this plugin's scores, one for each node, to 0–100, in place. */
  normalize?(state: CycleState, pod: Pod, scores: number[]): void
  reserve?(state: CycleState, pod: Pod, nodeName: string): Verdict | undefined
  unreserve?(state: CycleState, pod: Pod, nodeName: string): void
  permit?(state: CycleState, pod: Pod, nodeName: string): Promise<Verdict | undefined>
  preBind?(state: CycleState, pod: Pod, nodeName: string): Promise<Verdict | undefined>
  bind?(state: CycleState, pod: Pod, nodeName: string): Promise<Verdict | undefined>
  postBind?(state: CycleState, pod: Pod, nodeName: string): void
}

export const maximumNodeScore = 100

/** Scales scores so that the highest is 100; with `reverse`, so that it is 0 and the lowest is on top. */
export function normalizeByMaximum(scores: number[], {reverse = false} = {}): void {
  let maximum = 0
  for (const score of scores) if (score > maximum) maximum = score
  for (let index = 0; index < scores.length; index += 1) {
    const scaled = maximum === 0 ? 0 : Math.floor((maximumNodeScore * scores[index]!) / maximum)
    scores[index] = reverse ? maximumNodeScore - scaled : scaled
  }
}
