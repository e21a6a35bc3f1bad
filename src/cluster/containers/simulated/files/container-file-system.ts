import type {FsStat, IFileSystem} from 'just-bash'
import {copyOf} from './copy-node.ts'
import type {Device} from './device.ts'
import {FileAccess, reading, superuser, type TellRefusal, writing} from './file-access.ts'
import {deviceDetails, deviceStat, type FileDetails, fileDetails, fileStat, sizeOfNode} from './file-details.ts'
import {failure, missing} from './file-errors.ts'
import {FilePaths, setGroupId} from './file-paths.ts'
import {type FileView, type FindUnlisted, fileView} from './file-view.ts'
import {type Mounts, normalize, type Place} from './find-place.ts'
import {type MountSource, makeMount, takeMount} from './make-mount.ts'
import {mountsBelow} from './mounts-below.ts'
import {
  bytesIn,
  bytesOf,
  contentOf,
  directory,
  type FileNode,
  type Owner,
  ownerOf,
  Tree,
  type TreeNode,
} from './tree.ts'

type Encoding = string | {encoding?: string | null} | undefined

/** What a process in a container sees: the image's files, its own changes, its volumes, its devices. */
export class ContainerFileSystem implements IFileSystem {
  private readonly view: FileView
  private readonly paths: FilePaths

  constructor(view: FileView) {
    this.view = view
    this.paths = new FilePaths(view)
  }

  private seen(other: Partial<FileView>): ContainerFileSystem {
    return new ContainerFileSystem({...this.view, ...other})
  }

  /** The same files with other devices: what one process of the container sees. */
  withDevices(devices: Iterable<[string, Device]>): ContainerFileSystem {
    return this.seen({devices: new Map([...this.view.devices, ...devices])})
  }

  /** The same files and, where there is none, those that `find` knows. */
  withUnlisted(find: FindUnlisted): ContainerFileSystem {
    const {unlisted} = this.view
    return this.seen({unlisted: (path, nowhere) => unlisted(path, nowhere) ?? find(path, nowhere)})
  }

  /** The same files; of what is written to them `filter` lets through what it returns. */
  filteringWrites(filter: (data: Uint8Array) => Uint8Array): ContainerFileSystem {
    return this.seen({filter})
  }

  /** The same files, as root sees them. */
  asSuperuser(): ContainerFileSystem {
    const {mounts, devices, now, unlisted} = this.view
    return new ContainerFileSystem(fileView({mounts, devices, now, unlisted, access: new FileAccess(superuser)}))
  }

  /** The same files; `tell` hears of each path with which something is refused. */
  tellingRefusals(tell: TellRefusal): ContainerFileSystem {
    return this.seen({access: this.view.access.telling(tell)})
  }

  /** The same files, but for as long as `holds` says so, writes go to copies that are thrown away. */
  discardingWrites(holds: () => boolean): ContainerFileSystem {
    const {mounts, now} = this.view
    const copies: Mounts = new Map()
    for (const [path, mount] of mounts())
      copies.set(path, {...mount, root: copyOf(mount.root, now()), tree: new Tree(directory(0))})
    return this.seen({mounts: () => (holds() ? copies : mounts())})
  }

  /** The files of a folder, as who has it for his root sees them (chroot). */
  rootedAt(path: string): ContainerFileSystem {
    const place = this.paths.existing(path, 'chroot')
    if (place.node.type !== 'directory') throw failure('ENOTDIR', 'not a directory', 'chroot', path)
    return this.seen({mounts: () => mountsBelow(this.view.mounts(), place), unlisted: () => undefined})
  }

  mount(path: string, source: MountSource): void {
    makeMount(this.view, this.paths, path, source)
  }

  unmount(path: string): void {
    takeMount(this.view, this.paths, path)
  }

  /** Follows changes of whatever holds the path. */
  watch(path: string, listener: () => void): () => void {
    return this.paths.walk(path, true).mount.tree.onChange(listener)
  }

  readBytes(path: string): Uint8Array {
    const device = this.paths.device(path)
    if (device) return bytesOf(device.read?.() ?? '')
    const file = this.paths.file(path, 'open')
    this.view.access.need(file, reading, 'open', path)
    return contentOf(file)
  }

  async readFile(path: string, options?: Encoding): Promise<string> {
    const encoding = encodingOf(options)
    const bytes = await this.readFileBuffer(path)
    return Buffer.from(bytes).toString(encoding === 'binary' ? 'latin1' : (encoding as BufferEncoding))
  }

  async readFileBuffer(path: string): Promise<Uint8Array> {
    const device = this.paths.device(path)
    return device?.next ? device.next() : this.readBytes(path)
  }

  async writeFile(path: string, content: string | Uint8Array, options?: Encoding): Promise<void> {
    await this.write(path, encode(content, options), false)
  }

  async appendFile(path: string, content: string | Uint8Array, options?: Encoding): Promise<void> {
    await this.write(path, encode(content, options), true)
  }

  /** Writes bytes and so many zeros after them, at the beginning of a file that then ends there or, with `append`, after what it has. */
  writeWithZeros(path: string, data: Uint8Array, zeros: number, append = false): void {
    void this.write(path, data, append, zeros)
  }

  async exists(path: string): Promise<boolean> {
    if (this.paths.device(path)) return true
    try {
      return this.paths.walk(path, true).node !== undefined
    } catch {
      return false
    }
  }

  async stat(path: string): Promise<FsStat> {
    return this.statOf(path, true)
  }

  async lstat(path: string): Promise<FsStat> {
    return this.statOf(path, false)
  }

  details(path: string, follow = true): FileDetails {
    return this.paths.device(path)
      ? deviceDetails(this.view.now())
      : fileDetails(this.paths.existing(path, 'stat', follow))
  }

  async mkdir(path: string, options: {recursive?: boolean} = {}): Promise<void> {
    const names = normalize(path).split('/').filter(Boolean)
    for (let count = options.recursive ? 1 : names.length; count <= names.length; count += 1) {
      const place = this.paths.walk(`/${names.slice(0, count).join('/')}`, true)
      if (place.node) {
        if (!options.recursive) throw failure('EEXIST', 'file already exists', 'mkdir', path)
        if (place.node.type !== 'directory') throw failure('ENOTDIR', 'not a directory', 'mkdir', path)
        continue
      }
      const {mode} = this.paths.extensible(place, 'mkdir')
      this.paths.add(place, directory(this.view.now(), 0o755 | (mode & setGroupId)), 'mkdir')
    }
  }

  async readdir(path: string): Promise<string[]> {
    return this.paths.namesIn(path)
  }

  async readdirWithFileTypes(path: string) {
    return Promise.all(
      this.paths.namesIn(path).map(async name => {
        const {isFile, isDirectory, isSymbolicLink} = await this.lstat(`${path}/${name}`)
        return {name, isFile, isDirectory, isSymbolicLink}
      }),
    )
  }

  async rm(path: string, options: {recursive?: boolean; force?: boolean} = {}): Promise<void> {
    const place = this.paths.walk(path, false)
    if (!place.node) {
      if (options.force) return
      throw missing('rm', path)
    }
    if (this.paths.isMountPoint(place)) throw failure('EBUSY', 'resource busy or locked', 'rm', path)
    if (place.node.type === 'directory' && place.node.children.size > 0 && !options.recursive)
      throw failure('ENOTEMPTY', 'directory not empty', 'rm', path)
    const parent = this.paths.folderOf(place, 'rm')
    this.view.access.needRemoval(parent, place.node, 'rm', path)
    this.paths.take(place, parent)
    place.mount.tree.changed()
  }

  async cp(from: string, to: string, options: {recursive?: boolean} = {}): Promise<void> {
    const source = this.paths.existing(from, 'cp').node
    if (source.type === 'directory' && !options.recursive) throw failure('EISDIR', 'is a directory', 'cp', from)
    const target = this.paths.walk(to, true)
    this.view.access.need(source, reading, 'cp', from)
    if (source.type === 'directory' && target.node?.type === 'directory') {
      for (const name of [...source.children.keys()]) await this.cp(`${from}/${name}`, `${to}/${name}`, options)
      return
    }
    const parent = this.paths.extensible(target, 'cp')
    parent.children.set(target.name, copyOf(source, this.view.now(), this.paths.ownerIn(parent)))
    target.mount.tree.changed()
  }

  async mv(from: string, to: string): Promise<void> {
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

  resolvePath(base: string, path: string): string {
    return normalize(path.startsWith('/') ? path : `${base}/${path}`)
  }

  getAllPaths(): string[] {
    return this.paths.all()
  }

  async chmod(path: string, mode: number): Promise<void> {
    const place = this.paths.existing(path, 'chmod')
    this.view.access.needOwner(place.node, 'chmod', path)
    this.paths.put(place, {...place.node, mode}, 'chmod')
  }

  /** What is not given stays. */
  async chown(path: string, owner: Owner): Promise<void> {
    const place = this.paths.existing(path, 'chown')
    this.view.access.needOwner(place.node, 'chown', path)
    const {uid: _uid, gid: _gid, ...node} = place.node
    this.paths.put(place, {...node, ...ownerOf({...ownerOf(place.node), ...owner})} as TreeNode, 'chown')
  }

  async utimes(path: string, _accessed: Date, modified: Date): Promise<void> {
    const place = this.paths.existing(path, 'utimes')
    if (!this.view.access.owns(place.node)) this.view.access.need(place.node, writing, 'utimes', path)
    this.paths.put(place, {...place.node, mtime: modified.getTime()}, 'utimes')
  }

  async symlink(target: string, path: string): Promise<void> {
    this.paths.add(this.vacant(path, 'symlink'), linkNode(target, this.view.now()), 'symlink')
  }

  async link(existing: string, path: string): Promise<void> {
    const file = this.paths.file(existing, 'link')
    const place = this.vacant(path, 'link')
    this.paths.extensible(place, 'link').children.set(place.name, {...file, base: undefined})
    place.mount.tree.changed()
  }

  async readlink(path: string): Promise<string> {
    const {node} = this.paths.existing(path, 'readlink', false)
    if (node.type !== 'symlink') throw failure('EINVAL', 'invalid argument', 'readlink', path)
    return node.target
  }

  async realpath(path: string): Promise<string> {
    return this.paths.existing(path, 'realpath').path || '/'
  }

  /** Whether a path lies in memory. */
  isTmpfs(path: string): boolean {
    return this.paths.walk(path, true).mount.tmpfs ?? false
  }

  /** How much can still be put where a path leads; bytes, endless where nobody counts. */
  freeAt(path: string): number {
    return this.paths.freeAt(this.paths.walk(path, true))
  }

  private write(path: string, given: Uint8Array, append: boolean, zeros = 0): void | Promise<void> {
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

  /** The place of something that is to be made. */
  private vacant(path: string, call: string): Place {
    const place = this.paths.walk(path, false)
    if (place.node) throw failure('EEXIST', 'file already exists', call, path)
    return place
  }

  private statOf(path: string, follow: boolean): FsStat {
    return this.paths.device(path)
      ? deviceStat(normalize(path), this.view.now())
      : fileStat(this.paths.existing(path, 'stat', follow), this.view.access)
  }
}

const linkNode = (target: string, mtime: number): TreeNode => ({type: 'symlink', target, mode: 0o777, mtime})

/** A file's content with more at its end; what follows zeros must be written out with them. */
const extended = (file: FileNode, data: Uint8Array): {content: Uint8Array | string; zeros?: number} =>
  data.length === 0 && file.zeros
    ? {content: file.content, zeros: file.zeros}
    : {content: Buffer.concat([contentOf(file), data])}

const encodingOf = (options: Encoding): string => (typeof options === 'string' ? options : options?.encoding) ?? 'utf8'

function encode(content: string | Uint8Array, options: Encoding): Uint8Array {
  if (typeof content !== 'string') return content
  const encoding = encodingOf(options)
  return Buffer.from(content, encoding === 'binary' ? 'latin1' : (encoding as BufferEncoding))
}
