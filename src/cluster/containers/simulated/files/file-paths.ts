import type {Device} from './device.ts'
import {entering, reading, writing} from './file-access.ts'
import {failure, missing} from './file-errors.ts'
import type {FileView} from './file-view.ts'
import {findPlace, normalize, type Place} from './find-place.ts'
import {bytesIn, type DirectoryNode, type FileNode, type Owner, ownerOf, type TreeNode} from './tree.ts'

/** Of a folder, its files take their group. */
export const setGroupId = 0o2000

/** What paths lead to in a view of files, and who may put something there. */
export class FilePaths {
  private readonly view: FileView

  constructor(view: FileView) {
    this.view = view
  }

  device(path: string): Device | undefined {
    return this.view.devices.get(normalize(path))
  }

  /** Finds a path's place, whether or not there is anything; throws if a folder above it is missing only on use. */
  walk(path: string, follow: boolean): Place {
    const {access, mounts, unlisted} = this.view
    const place = findPlace(mounts(), path, follow, folder => access.need(folder, entering, 'open', path))
    if (place.node) return place
    const node = unlisted(normalize(path), !place.parent && place.mount.path === '')
    return node ? {...place, node} : place
  }

  /** The place of something that must be there. */
  existing(path: string, call: string, follow = true): Place & {node: TreeNode} {
    const place = this.walk(path, follow)
    if (!place.node) throw missing(call, path)
    return {...place, node: place.node}
  }

  file(path: string, call: string): FileNode {
    const {node} = this.existing(path, call)
    if (node.type === 'directory') throw failure('EISDIR', 'illegal operation on a directory', 'read', path)
    return node as FileNode
  }

  /** The names in a folder, in order. */
  namesIn(path: string): string[] {
    const {node, path: folder} = this.existing(path, 'scandir')
    if (node.type !== 'directory') throw failure('ENOTDIR', 'not a directory', 'scandir', path)
    this.view.access.need(node, reading, 'scandir', path)
    const names = new Set(node.children.keys())
    for (const mounted of [...this.view.mounts().keys(), ...this.view.devices.keys()]) {
      const cut = mounted.lastIndexOf('/')
      if (mounted && mounted.slice(0, cut) === folder && mounted[cut + 1] !== '.') names.add(mounted.slice(cut + 1))
    }
    return [...names].sort()
  }

  /** All that can be listed. */
  all(): string[] {
    const paths: string[] = []
    const visit = (node: TreeNode, path: string) => {
      if (path) paths.push(path)
      if (node.type === 'directory') for (const [name, child] of node.children) visit(child, `${path}/${name}`)
    }
    for (const mount of this.view.mounts().values()) visit(mount.root, mount.path)
    return paths
  }

  isMountPoint(place: Place): boolean {
    return this.view.mounts().has(place.path)
  }

  /** Puts a node where a path leads. */
  put(place: Place, node: TreeNode, call: string): void {
    if (place.node === place.mount.root && !place.mount.readOnly) {
      // What is mounted itself is in no folder that can be seen from here.
      if (node.type === 'file') Object.assign(place.node, {zeros: undefined, ...node, base: undefined})
      else {
        const {uid, gid, mode, mtime} = node
        Object.assign(place.node, {uid, gid, mode, mtime})
      }
      return place.mount.tree.changed()
    }
    this.folderOf(place, call).children.set(place.name, {...node, base: undefined})
    place.mount.tree.changed()
  }

  /** Puts something new, which belongs to whom it must there. */
  add(place: Place, node: TreeNode, call: string): void {
    const parent = this.extensible(place, call)
    parent.children.set(place.name, {...node, ...this.ownerIn(parent)})
    place.mount.tree.changed()
  }

  /** Takes away what is there, without asking whether that is allowed and without telling anybody. */
  take({mount, node, path, name}: Place, parent: DirectoryNode): void {
    parent.children.delete(name)
    if (node?.base) mount.tree.removed.add(`${mount.within ?? ''}${path.slice(mount.path.length)}`)
  }

  /** The folder that a place is in, if it can be written to. */
  folderOf(place: Place, call: string): DirectoryNode {
    if (!place.parent) throw missing(call, place.path)
    if (place.mount.readOnly) throw this.view.access.readOnly(call, place.path)
    return place.parent
  }

  /** The folder that something is to be put into. */
  extensible(place: Place, call: string): DirectoryNode {
    const parent = this.folderOf(place, call)
    this.view.access.need(parent, writing | entering, call, place.path)
    return parent
  }

  /** Whom something new in a folder belongs to. */
  ownerIn(parent: DirectoryNode | undefined): Owner {
    const {owner} = this.view
    return parent && parent.mode & setGroupId ? ownerOf({...owner, gid: parent.gid ?? 0}) : owner
  }

  /** How much can still be put where a path leads; bytes, endless where nobody counts. */
  freeAt({mount}: Place): number {
    return mount.capacity === undefined
      ? Number.POSITIVE_INFINITY
      : Math.max(mount.capacity - bytesIn(mount.tree.root), 0)
  }
}
