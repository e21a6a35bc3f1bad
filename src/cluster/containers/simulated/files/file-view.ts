import type {Device} from './device.ts'
import {FileAccess, superuser} from './file-access.ts'
import type {MountedTree, Mounts} from './find-place.ts'
import {type Owner, ownerOf, type TreeNode} from './tree.ts'

/** Finds what can be reached by its path but is in no folder's list; `nowhere` says that the folder is not there either, nor a volume. */
export type FindUnlisted = (path: string, nowhere: boolean) => TreeNode | undefined

/** Where mounts are made and taken back. */
export interface Mounting {
  add(mount: MountedTree): void
  /** Takes the path of what is mounted. */
  remove(path: string): void
}

/** What a process sees of files, and as whom. */
export interface FileView {
  mounts(): Mounts
  devices: Map<string, Device>
  now(): number
  /** Whom new files belong to. */
  owner: Owner
  unlisted: FindUnlisted
  /** What may be done. */
  access: FileAccess
  /** Told of each file that was written. */
  wrote(): void
  /** Who keeps what is mounted by a process of this view; absent: nothing can be. */
  mounting?: Mounting
  /** What of what is written to files reaches them. */
  filter(data: Uint8Array): Uint8Array
}

/** The view of who may do everything, but for what is said otherwise. */
export const fileView = ({
  owner = {},
  ...view
}: Pick<FileView, 'mounts' | 'devices' | 'now'> & Partial<FileView>): FileView => ({
  unlisted: () => undefined,
  access: new FileAccess(superuser),
  wrote() {},
  filter: data => data,
  ...view,
  owner: ownerOf(owner),
})
