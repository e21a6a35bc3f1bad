import {failure} from './file-errors.ts'
import type {DirectoryNode, TreeNode} from './tree.ts'

/** Whom files are opened for. */
export interface FileUser {
  uid: number
  /** All of them, its own first. */
  groups: number[]
}

export const superuser: FileUser = {uid: 0, groups: [0]}

/** Permissions as a mode's digits have them. */
export const reading = 4
export const writing = 2
export const entering = 1

const sticky = 0o1000

/** Hears of something that could not be done to a file: `Permission denied`. */
export type TellRefusal = (path: string, reason: string) => void

/** What a user may do to files, by their modes; root may do everything. */
export class FileAccess {
  readonly user: FileUser
  private readonly tell: TellRefusal | undefined

  constructor(user: FileUser, tell?: TellRefusal) {
    this.user = user
    this.tell = tell
  }

  /** The same user's, with somebody who hears of refusals. */
  telling(tell: TellRefusal): FileAccess {
    return new FileAccess(this.user, tell)
  }

  allows(node: TreeNode, wanted: number): boolean {
    const {uid, groups} = this.user
    if (uid === 0 || node.type === 'symlink') return true
    const {mode, uid: owner = 0, gid = 0} = node
    const bits = owner === uid ? mode >> 6 : groups.includes(gid) ? mode >> 3 : mode
    return (bits & wanted) === wanted
  }

  /** All that a file's user may do to it, as a digit of a mode. */
  allowed(node: TreeNode, isReadOnly: boolean): number {
    const enters = this.user.uid === 0 ? (node.mode & 0o111 ? entering : 0) : this.allows(node, entering) ? entering : 0
    const reads = this.allows(node, reading) ? reading : 0
    const writes = !isReadOnly && this.allows(node, writing) ? writing : 0
    return reads | writes | enters
  }

  need(node: TreeNode, wanted: number, call: string, path: string): void {
    if (!this.allows(node, wanted)) throw this.refusal('EACCES', 'permission denied', call, path)
  }

  /** Whether an entry of a folder may go; with all that is in it. */
  needRemoval(folder: DirectoryNode, node: TreeNode, call: string, path: string): void {
    this.need(folder, writing | entering, call, path)
    if (folder.mode & sticky && !this.owns(node) && !this.owns(folder)) throw this.notPermitted(call, path)
    if (node.type !== 'directory') return
    for (const [name, child] of node.children) this.needRemoval(node, child, call, `${path}/${name}`)
  }

  /** What only its owner may do to a file. */
  needOwner(node: TreeNode, call: string, path: string): void {
    if (!this.owns(node)) throw this.notPermitted(call, path)
  }

  /** The error for a path of a file system that is only to be read. */
  readOnly(call: string, path: string): Error {
    return this.refusal('EROFS', 'read-only file system', call, path)
  }

  /** The error for what does not fit in any more. */
  full(call: string, path: string): Error {
    return this.refusal('ENOSPC', 'no space left on device', call, path)
  }

  owns({uid = 0}: TreeNode): boolean {
    return this.user.uid === 0 || this.user.uid === uid
  }

  private notPermitted(call: string, path: string): Error {
    return this.refusal('EPERM', 'operation not permitted', call, path)
  }

  private refusal(code: string, text: string, call: string, path: string): Error {
    this.tell?.(path, `${text[0]!.toUpperCase()}${text.slice(1)}`)
    return failure(code, text, call, path)
  }
}
