import type {Mount} from './container.ts'

/** The folders of nodes that containers mount, as their kubelets look after them. */
export interface NodeVolumes {
  /** Given once, before the first container. */
  provider: VolumeProvider
  /** What the provider says of the folder has changed. */
  refresh(hostPath: string, node: string): void
  /** The pod whose volume it was is gone. */
  remove(hostPath: string, node: string): void
  /** Makes the part of a volume that is to be mounted, where there is none; fails if that part is not within the volume. */
  prepareSubPath(mount: Mount, node: string): Promise<void>
  /** How much is in a folder. */
  bytes(hostPath: string, node: string): Promise<number>
}

/** Says what a pod's volume or, for `/`, a node's whole disk is filled with; undefined for folders that start empty and are the containers' own. */
export type VolumeProvider = (hostPath: string, node: string) => Promise<VolumeFiles | undefined>

/** Files by their path within the volume. */
export type VolumeFiles = Record<string, VolumeFile>

export interface VolumeFile {
  content: Uint8Array | string
  /** Permission bits; 0o644 if absent. */
  mode?: number
  /** Root's, if absent. */
  uid?: number
  gid?: number
  /** When it was last written, where that is known; milliseconds since the epoch. */
  modified?: number
  /** Its content is made anew whenever it is asked for: that it differs means nothing. */
  isFleeting?: boolean
}
