import type {FsStat} from 'just-bash'
import {copyOf} from './copy-node.ts'
import {reading, writing} from './file-access.ts'
import {deviceDetails, deviceStat, type FileDetails, fileDetails, fileStat, sizeOfNode} from './file-details.ts'
import {failure, missing} from './file-errors.ts'
import {type FilePaths, setGroupId} from './file-paths.ts'
import type {FileView} from './file-view.ts'
import {normalize, type Place} from './find-place.ts'
import {bytesIn, bytesOf, contentOf, directory, type FileNode, type Owner, ownerOf, type TreeNode} from './tree.ts'

/** The calls by which a process uses files, as an operating system has them: each is done when it returns, and throws as node's own functions do. */
export class FileCalls {
  private readonly view: FileView
  private readonly paths: FilePaths

  constructor(view: FileView, paths: FilePaths) {
    this.view = view
    this.paths = paths
  }

  read(path: string): Uint8Array {
    const device = this.paths.device(path)
    if (device) return bytesOf(device.read?.() ?? '')
    const file = this.paths.file(path, 'open')
    this.view.access.need(file, reading, 'open', path)
    return contentOf(file)
  }

  /** Writes bytes and so many zeros after them, at the beginning of a file that then ends there or, with `append`, after what it has. Only a device's write is to be waited for. */
  write(path: string, given: Uint8Array, {append = false, zeros = 0} = {}): void | Promise<void> {
    const device = this.paths.device(path)
    if (device) return device.write?.(given)
    const place = this.paths.walk(path, true)
    if (place.node?.type === 'directory') throw failure('EISDIR', 'illegal operation on a directory', 'open', path)
    const old = place.node?.type === 'file' ? place.node : undefined
    if (old && !place.mount.readOnly) this.view.access.need(old, writing, 'open', path)
    else this.paths.extensible(place, 'open')
    const before = append && old && sizeOfNode(old) > 0 ? old : undefined
    const data = this.view.filter(given)
    const content = before ? extended(before, data) : {content: data}
    const owner = old ? ownerOf(old) : this.paths.ownerIn(place.parent)
    const node: FileNode = {type: 'file', ...content, mode: old?.mode ?? 0o644, mtime: this.view.now(), ...owner}
    if (zeros > 0) node.zeros = (node.zeros ?? 0) + zeros
    const more = bytesIn(node) - (old ? bytesIn(old) : 0)
    if (more > 0 && more > this.paths.freeAt(place)) throw this.view.access.full('write', path)
    this.paths.put(place, node, 'open')
    this.view.wrote()
  }

  exists(path: string): boolean {
    if (this.paths.device(path)) return true
    try {
      return this.paths.walk(path, true).node !== undefined
    } catch {
      return false
    }
  }

  stat(path: string, follow = true): FsStat {
    return this.paths.device(path)
      ? deviceStat(normalize(path), this.view.now())
      : fileStat(this.paths.existing(path, 'stat', follow), this.view.access)
  }

  details(path: string, follow = true): FileDetails {
    return this.paths.device(path)
      ? deviceDetails(this.view.now())
      : fileDetails(this.paths.existing(path, 'stat', follow))
  }

  /** What a user of the view may do to a file, as a digit of a mode. */
  allowed(path: string): number {
    const {node, mount} = this.paths.existing(path, 'access')
    return this.view.access.allowed(node, mount.readOnly)
  }

  namesIn(path: string): string[] {
    return this.paths.namesIn(path)
  }

  makeFolder(path: string, {recursive = false} = {}): void {
    const names = normalize(path).split('/').filter(Boolean)
    for (let count = recursive ? 1 : names.length; count <= names.length; count += 1) {
      const place = this.paths.walk(`/${names.slice(0, count).join('/')}`, true)
      if (place.node) {
        if (!recursive) throw failure('EEXIST', 'file already exists', 'mkdir', path)
        if (place.node.type !== 'directory') throw failure('ENOTDIR', 'not a directory', 'mkdir', path)
        continue
      }
      const {mode} = this.paths.extensible(place, 'mkdir')
      this.paths.add(place, directory(this.view.now(), 0o755 | (mode & setGroupId)), 'mkdir')
    }
  }

  remove(path: string, {recursive = false, force = false} = {}): void {
    const place = this.paths.walk(path, false)
    if (!place.node) {
      if (force) return
      throw missing('rm', path)
    }
    if (this.paths.isMountPoint(place)) throw failure('EBUSY', 'resource busy or locked', 'rm', path)
    if (place.node.type === 'directory' && place.node.children.size > 0 && !recursive)
      throw failure('ENOTEMPTY', 'directory not empty', 'rm', path)
    const parent = this.paths.folderOf(place, 'rm')
    this.view.access.needRemoval(parent, place.node, 'rm', path)
    this.paths.take(place, parent)
    place.mount.tree.changed()
  }

  copy(from: string, to: string, {recursive = false} = {}): void {
    const source = this.paths.existing(from, 'cp').node
    if (source.type === 'directory' && !recursive) throw failure('EISDIR', 'is a directory', 'cp', from)
    const target = this.paths.walk(to, true)
    this.view.access.need(source, reading, 'cp', from)
    if (source.type === 'directory' && target.node?.type === 'directory') {
      for (const name of [...source.children.keys()]) this.copy(`${from}/${name}`, `${to}/${name}`, {recursive})
      return
    }
    const parent = this.paths.extensible(target, 'cp')
    parent.children.set(target.name, copyOf(source, this.view.now(), this.paths.ownerIn(parent)))
    target.mount.tree.changed()
  }

  move(from: string, to: string): void {
    const source = this.paths.existing(from, 'mv', false)
    const sourceParent = this.paths.folderOf(source, 'mv')
    const target = this.paths.walk(to, false)
    const targetParent = this.paths.extensible(target, 'mv')
    this.view.access.need(sourceParent, writing, 'mv', from)
    this.paths.take(source, sourceParent)
    targetParent.children.set(target.name, source.node.base ? copyOf(source.node, this.view.now()) : source.node)
    source.mount.tree.changed()
    if (target.mount !== source.mount) target.mount.tree.changed()
  }

  setMode(path: string, mode: number): void {
    const place = this.paths.existing(path, 'chmod')
    this.view.access.needOwner(place.node, 'chmod', path)
    this.paths.put(place, {...place.node, mode}, 'chmod')
  }

  /** What is not given stays. */
  setOwner(path: string, owner: Owner): void {
    const place = this.paths.existing(path, 'chown')
    this.view.access.needOwner(place.node, 'chown', path)
    const {uid: _uid, gid: _gid, ...node} = place.node
    this.paths.put(place, {...node, ...ownerOf({...ownerOf(place.node), ...owner})} as TreeNode, 'chown')
  }

  setTime(path: string, modified: Date): void {
    const place = this.paths.existing(path, 'utimes')
    if (!this.view.access.owns(place.node)) this.view.access.need(place.node, writing, 'utimes', path)
    this.paths.put(place, {...place.node, mtime: modified.getTime()}, 'utimes')
  }

  makeSymbolicLink(target: string, path: string): void {
    const link: TreeNode = {type: 'symlink', target, mode: 0o777, mtime: this.view.now()}
    this.paths.add(this.vacant(path, 'symlink'), link, 'symlink')
  }

  link(existing: string, path: string): void {
    const file = this.paths.file(existing, 'link')
    const place = this.vacant(path, 'link')
    this.paths.extensible(place, 'link').children.set(place.name, {...file, base: undefined})
    place.mount.tree.changed()
  }

  readLink(path: string): string {
    const {node} = this.paths.existing(path, 'readlink', false)
    if (node.type !== 'symlink') throw failure('EINVAL', 'invalid argument', 'readlink', path)
    return node.target
  }

  realPath(path: string): string {
    return this.paths.existing(path, 'realpath').path || '/'
  }

  /** The place of something that is to be made. */
  private vacant(path: string, call: string): Place {
    const place = this.paths.walk(path, false)
    if (place.node) throw failure('EEXIST', 'file already exists', call, path)
    return place
  }
}

/** A file's content with more at its end; what follows zeros must be written out with them. */
const extended = (file: FileNode, data: Uint8Array): {content: Uint8Array | string; zeros?: number} =>
  data.length === 0 && file.zeros
    ? {content: file.content, zeros: file.zeros}
    : {content: Buffer.concat([contentOf(file), data])}
