import type {KubeletNode, KubeletParts} from '../pod/kubelet-parts.ts'

/** A node that is registered, and what its kubelet works with. */
export type RunningNode = KubeletNode & {parts: KubeletParts}
