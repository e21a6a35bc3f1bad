import type {FsStat, IFileSystem} from 'just-bash'
import {copyOf} from './copy-node.ts'
import {entering, FileAccess, reading, superuser, type TellRefusal, writing} from './file-access.ts'
import {failure, missing} from './file-errors.ts'
import {findPlace, type MountedTree, normalize, type Place} from './find-place.ts'
import {
  bytesIn,
  bytesOf,
  contentOf,
  type DirectoryNode,
  directory,
  type FileNode,
  type Owner,
  ownerOf,
  Tree,
  type TreeNode,
} from './tree.ts'

/** A path whose writes go elsewhere (standard output, /dev/null) and whose reads come from there. */
export interface Device {
  /** A promise is waited for. */
  write?(data: Uint8Array): void | Promise<void>
  read?(): Uint8Array | string
  /** What comes next, where that is to be waited for. */
  next?(): Promise<Uint8Array>
}

/** Finds what can be reached by its path but is in no folder's list; `nowhere` says that the folder is not there either, nor a volume. */
export type FindUnlisted = (path: string, nowhere: boolean) => TreeNode | undefined

/** What `ls -l` and `stat` tell of a file. */
export interface FileDetails {
  type: TreeNode['type']
  mode: number
  uid: number
  gid: number
  size: number
  /** Milliseconds since the epoch. */
  mtime: number
  links: number
  /** Of a symbolic link. */
  target?: string
}

/** Of a folder, its files take their group. */
const setGroupId = 0o2000

type Encoding = string | {encoding?: string | null} | undefined

export interface FileSystemOptions {
  /** Whom new files belong to. */
  owner?: Owner
  unlisted?: FindUnlisted
  /** What may be done. */
  access?: FileAccess
  /** Told of each file that was written. */
  wrote?(): void
  /** What of what is written to files reaches them. */
  filter?(data: Uint8Array): Uint8Array
}

/** What a process in a container sees: the image's files, its own changes, its volumes, its devices. */
export class ContainerFileSystem implements IFileSystem {
  private readonly mounts: () => Map<string, MountedTree>
  private readonly devices: Map<string, Device>
  private readonly now: () => number
  private readonly unlisted: FindUnlisted
  private readonly owner: Owner
  private readonly access: FileAccess
  private readonly wrote: () => void
  private readonly filter: (data: Uint8Array) => Uint8Array

  constructor(
    mounts: () => Map<string, MountedTree>,
    devices: Map<string, Device>,
    now: () => number,
    {
      owner = {},
      unlisted = () => undefined,
      access = new FileAccess(superuser),
      wrote = () => {},
      filter = data => data,
    }: FileSystemOptions = {},
  ) {
    this.mounts = mounts
    this.devices = devices
    this.now = now
    this.unlisted = unlisted
    this.owner = ownerOf(owner)
    this.access = access
    this.wrote = wrote
    this.filter = filter
  }

  /** The same files with other devices: what one process of the container sees. */
  withDevices(devices: Iterable<[string, Device]>): ContainerFileSystem {
    return new ContainerFileSystem(this.mounts, new Map([...this.devices, ...devices]), this.now, this.rest)
  }

  /** The same files and, where there is none, those that `find` knows. */
  withUnlisted(find: FindUnlisted): ContainerFileSystem {
    const unlisted: FindUnlisted = (path, nowhere) => this.unlisted(path, nowhere) ?? find(path, nowhere)
    return new ContainerFileSystem(this.mounts, this.devices, this.now, {...this.rest, unlisted})
  }

  /** The same files; of what is written to them `filter` lets through what it returns. */
  filteringWrites(filter: (data: Uint8Array) => Uint8Array): ContainerFileSystem {
    return new ContainerFileSystem(this.mounts, this.devices, this.now, {...this.rest, filter})
  }

  /** The same files, as root sees them. */
  asSuperuser(): ContainerFileSystem {
    return new ContainerFileSystem(this.mounts, this.devices, this.now, {unlisted: this.unlisted})
  }

  /** The same files; `tell` hears of each path with which something is refused. */
  tellingRefusals(tell: TellRefusal): ContainerFileSystem {
    const access = this.access.telling(tell)
    return new ContainerFileSystem(this.mounts, this.devices, this.now, {...this.rest, access})
  }

  /** The same files, but for as long as `holds` says so, writes go to copies that are thrown away. */
  discardingWrites(holds: () => boolean): ContainerFileSystem {
    const copies = new Map<string, MountedTree>()
    for (const [path, mount] of this.mounts()) {
      const root = copyOf(mount.root, this.now())
      copies.set(path, {...mount, root, tree: new Tree(directory(0))})
    }
    return new ContainerFileSystem(() => (holds() ? copies : this.mounts()), this.devices, this.now, this.rest)
  }

  /** Follows changes of whatever holds the path. */
  watch(path: string, listener: () => void): () => void {
    return this.walk(path, true).mount.tree.onChange(listener)
  }

  readBytes(path: string): Uint8Array {
    const device = this.devices.get(this.canonical(path))
    if (device) return bytesOf(device.read?.() ?? '')
    const file = this.file(path, 'open')
    this.access.need(file, reading, 'open', path)
    return contentOf(file)
  }

  async readFile(path: string, options?: Encoding): Promise<string> {
    const encoding = (typeof options === 'string' ? options : options?.encoding) ?? 'utf8'
    const bytes = await this.readFileBuffer(path)
    return Buffer.from(bytes).toString(encoding === 'binary' ? 'latin1' : (encoding as BufferEncoding))
  }

  async readFileBuffer(path: string): Promise<Uint8Array> {
    const device = this.devices.get(this.canonical(path))
    return device?.next ? device.next() : this.readBytes(path)
  }

  async writeFile(path: string, content: string | Uint8Array, options?: Encoding): Promise<void> {
    await this.put(path, encode(content, options), false)
  }

  async appendFile(path: string, content: string | Uint8Array, options?: Encoding): Promise<void> {
    await this.put(path, encode(content, options), true)
  }

  async exists(path: string): Promise<boolean> {
    if (this.devices.has(this.canonical(path))) return true
    try {
      return this.walk(path, true).node !== undefined
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

  async mkdir(path: string, options: {recursive?: boolean} = {}): Promise<void> {
    const names = this.canonical(path).split('/').filter(Boolean)
    for (let count = options.recursive ? 1 : names.length; count <= names.length; count += 1) {
      const place = this.walk(`/${names.slice(0, count).join('/')}`, true)
      if (place.node) {
        if (!options.recursive) throw failure('EEXIST', 'file already exists', 'mkdir', path)
        if (place.node.type !== 'directory') throw failure('ENOTDIR', 'not a directory', 'mkdir', path)
        continue
      }
      const parent = this.extensible(place, 'mkdir')
      const mode = 0o755 | (parent.mode & setGroupId)
      parent.children.set(place.name, {...directory(this.now(), mode), ...this.ownerIn(parent)})
      place.mount.tree.changed()
    }
  }

  async readdir(path: string): Promise<string[]> {
    const place = this.walk(path, true)
    if (!place.node) throw missing('scandir', path)
    if (place.node.type !== 'directory') throw failure('ENOTDIR', 'not a directory', 'scandir', path)
    this.access.need(place.node, reading, 'scandir', path)
    const names = new Set(place.node.children.keys())
    for (const mounted of [...this.mounts().keys(), ...this.devices.keys()]) {
      const cut = mounted.lastIndexOf('/')
      if (mounted && mounted.slice(0, cut) === place.path && mounted[cut + 1] !== '.') names.add(mounted.slice(cut + 1))
    }
    return [...names].sort()
  }

  async readdirWithFileTypes(path: string) {
    const names = await this.readdir(path)
    return Promise.all(
      names.map(async name => {
        const {isFile, isDirectory, isSymbolicLink} = await this.lstat(`${path}/${name}`)
        return {name, isFile, isDirectory, isSymbolicLink}
      }),
    )
  }

  async rm(path: string, options: {recursive?: boolean; force?: boolean} = {}): Promise<void> {
    const place = this.walk(path, false)
    if (!place.node) {
      if (options.force) return
      throw missing('rm', path)
    }
    if (this.mounts().has(place.path)) throw failure('EBUSY', 'resource busy or locked', 'rm', path)
    if (place.node.type === 'directory' && place.node.children.size > 0 && !options.recursive)
      throw failure('ENOTEMPTY', 'directory not empty', 'rm', path)
    const parent = this.writable(place, 'rm')
    this.access.needRemoval(parent, place.node, 'rm', path)
    parent.children.delete(place.name)
    this.forget(place)
    place.mount.tree.changed()
  }

  async cp(from: string, to: string, options: {recursive?: boolean} = {}): Promise<void> {
    const source = this.walk(from, true).node
    if (!source) throw missing('cp', from)
    if (source.type === 'directory' && !options.recursive) throw failure('EISDIR', 'is a directory', 'cp', from)
    const target = this.walk(to, true)
    this.access.need(source, reading, 'cp', from)
    if (source.type === 'directory' && target.node?.type === 'directory') {
      for (const name of [...source.children.keys()]) await this.cp(`${from}/${name}`, `${to}/${name}`, options)
      return
    }
    const parent = this.extensible(target, 'cp')
    parent.children.set(target.name, copyOf(source, this.now(), this.ownerIn(parent)))
    target.mount.tree.changed()
  }

  async mv(from: string, to: string): Promise<void> {
    const source = this.walk(from, false)
    if (!source.node) throw missing('mv', from)
    const sourceParent = this.writable(source, 'mv')
    const target = this.walk(to, false)
    const targetParent = this.extensible(target, 'mv')
    this.access.need(sourceParent, writing, 'mv', from)
    sourceParent.children.delete(source.name)
    this.forget(source)
    targetParent.children.set(target.name, source.node.base ? copyOf(source.node, this.now()) : source.node)
    source.mount.tree.changed()
    if (target.mount !== source.mount) target.mount.tree.changed()
  }

  resolvePath(base: string, path: string): string {
    return normalize(path.startsWith('/') ? path : `${base}/${path}`)
  }

  getAllPaths(): string[] {
    const paths: string[] = []
    const visit = (node: TreeNode, path: string) => {
      if (path) paths.push(path)
      if (node.type === 'directory') for (const [name, child] of node.children) visit(child, `${path}/${name}`)
    }
    for (const mount of this.mounts().values()) visit(mount.root, mount.path)
    return paths
  }

  async chmod(path: string, mode: number): Promise<void> {
    const place = this.walk(path, true)
    if (!place.node) throw missing('chmod', path)
    this.access.needOwner(place.node, 'chmod', path)
    this.replace(place, {...place.node, mode}, 'chmod')
  }

  /** What is not given stays. */
  async chown(path: string, owner: Owner): Promise<void> {
    const place = this.walk(path, true)
    if (!place.node) throw missing('chown', path)
    this.access.needOwner(place.node, 'chown', path)
    const {uid: _uid, gid: _gid, ...node} = place.node
    this.replace(place, {...node, ...ownerOf({...ownerOf(place.node), ...owner})} as TreeNode, 'chown')
  }

  details(path: string, follow = true): FileDetails {
    if (this.devices.has(this.canonical(path)))
      return {type: 'file', mode: 0o666, uid: 0, gid: 0, size: 0, mtime: this.now(), links: 1}
    const {node, mount} = this.walk(path, follow)
    if (!node) throw missing('stat', path)
    const {type, mode, uid = 0, gid = 0, mtime} = node
    const folders = node.type === 'directory' ? [...node.children.values()].filter(isDirectory).length : 0
    return {
      type,
      mode,
      uid,
      gid,
      mtime,
      size: node.type === 'directory' && mount.tmpfs ? tmpfsEntry * (node.children.size + 2) : sizeOfNode(node),
      links: node.type === 'directory' ? 2 + folders : 1,
      ...(node.type === 'symlink' && {target: node.target}),
    }
  }

  /** Whether a path lies in memory. */
  isTmpfs(path: string): boolean {
    return this.walk(path, true).mount.tmpfs ?? false
  }

  async utimes(path: string, _accessed: Date, modified: Date): Promise<void> {
    const place = this.walk(path, true)
    if (!place.node) throw missing('utimes', path)
    if (!this.access.owns(place.node)) this.access.need(place.node, writing, 'utimes', path)
    this.replace(place, {...place.node, mtime: modified.getTime()}, 'utimes')
  }

  async symlink(target: string, path: string): Promise<void> {
    const place = this.walk(path, false)
    if (place.node) throw failure('EEXIST', 'file already exists', 'symlink', path)
    const parent = this.extensible(place, 'symlink')
    const owner = this.ownerIn(parent)
    parent.children.set(place.name, {type: 'symlink', target, mode: 0o777, mtime: this.now(), ...owner})
    place.mount.tree.changed()
  }

  async link(existing: string, path: string): Promise<void> {
    const file = this.file(existing, 'link')
    const place = this.walk(path, false)
    if (place.node) throw failure('EEXIST', 'file already exists', 'link', path)
    this.extensible(place, 'link').children.set(place.name, {...file, base: undefined})
    place.mount.tree.changed()
  }

  async readlink(path: string): Promise<string> {
    const {node} = this.walk(path, false)
    if (!node) throw missing('readlink', path)
    if (node.type !== 'symlink') throw failure('EINVAL', 'invalid argument', 'readlink', path)
    return node.target
  }

  async realpath(path: string): Promise<string> {
    const place = this.walk(path, true)
    if (!place.node) throw missing('realpath', path)
    return place.path || '/'
  }

  /** Writes bytes and so many zeros after them, at the beginning of a file that then ends there or, with `append`, after what it has. */
  writeWithZeros(path: string, data: Uint8Array, zeros: number, append = false): void {
    void this.put(path, data, append, zeros)
  }

  /** How much can still be put where a path leads; bytes, endless where nobody counts. */
  freeAt(path: string): number {
    const {mount} = this.walk(path, true)
    return mount.capacity === undefined
      ? Number.POSITIVE_INFINITY
      : Math.max(mount.capacity - bytesIn(mount.tree.root), 0)
  }

  private put(path: string, given: Uint8Array, append: boolean, zeros = 0): void | Promise<void> {
    const device = this.devices.get(this.canonical(path))
    if (device) return device.write?.(given)
    const data = this.filter(given)
    const place = this.walk(path, true)
    if (place.node?.type === 'directory') throw failure('EISDIR', 'illegal operation on a directory', 'open', path)
    const old = place.node?.type === 'file' ? place.node : undefined
    if (old && !place.mount.readOnly) this.access.need(old, writing, 'open', path)
    else this.extensible(place, 'open')
    const before = append && old && sizeOfNode(old) > 0 ? old : undefined
    const content = before ? extended(before, data) : {content: data}
    const owner = old ? ownerOf(old) : this.ownerIn(place.parent)
    const node: FileNode = {type: 'file', ...content, mode: old?.mode ?? 0o644, mtime: this.now(), ...owner}
    if (zeros > 0) node.zeros = (node.zeros ?? 0) + zeros
    this.needRoom(place, bytesIn(node) - (old ? bytesIn(old) : 0), path)
    this.replace(place, node, 'open')
    this.wrote()
  }

  private needRoom({mount}: Place, more: number, path: string): void {
    if (mount.capacity !== undefined && more > 0 && bytesIn(mount.tree.root) + more > mount.capacity)
      throw this.access.full('write', path)
  }

  private get rest(): Required<FileSystemOptions> {
    return {owner: this.owner, unlisted: this.unlisted, access: this.access, wrote: this.wrote, filter: this.filter}
  }

  /** Whom something new in a folder belongs to. */
  private ownerIn(parent: DirectoryNode | undefined): Owner {
    return parent && parent.mode & setGroupId ? ownerOf({...this.owner, gid: parent.gid ?? 0}) : this.owner
  }

  private replace(place: Place, node: TreeNode, call: string): void {
    if (node.type === 'directory' && place.node === place.mount.root && !place.mount.readOnly) {
      // A volume's own folder is in no folder.
      const {uid, gid, mode, mtime} = node
      Object.assign(place.node, {uid, gid, mode, mtime})
      return place.mount.tree.changed()
    }
    this.writable(place, call).children.set(place.name, {...node, base: undefined})
    place.mount.tree.changed()
  }

  private writable(place: Place, call: string): DirectoryNode {
    if (!place.parent) throw missing(call, place.path)
    if (place.mount.readOnly) throw this.access.readOnly(call, place.path)
    return place.parent
  }

  /** The folder that something is to be put into. */
  private extensible(place: Place, call: string): DirectoryNode {
    const parent = this.writable(place, call)
    this.access.need(parent, writing | entering, call, place.path)
    return parent
  }

  private forget(place: Place): void {
    if (place.node?.base) place.mount.tree.removed.add(place.path.slice(place.mount.path.length))
  }

  private file(path: string, call: string): FileNode {
    const {node} = this.walk(path, true)
    if (!node) throw missing(call, path)
    if (node.type === 'directory') throw failure('EISDIR', 'illegal operation on a directory', 'read', path)
    return node as FileNode
  }

  private statOf(path: string, follow: boolean): FsStat {
    if (this.devices.has(this.canonical(path)))
      return {
        identity: this.canonical(path),
        isFile: true,
        isDirectory: false,
        isSymbolicLink: false,
        mode: 0o666,
        size: 0,
        mtime: new Date(this.now()),
      }
    const {node, mount} = this.walk(path, follow)
    if (!node) throw missing('stat', path)
    return {
      identity: identityOf(node),
      isFile: node.type === 'file',
      isDirectory: node.type === 'directory',
      isSymbolicLink: node.type === 'symlink',
      // The interpreter knows no users: what its `test` looks at is what the owner may do.
      mode: (node.mode & ~0o700) | (this.access.allowed(node, mount.readOnly) << 6),
      size: sizeOfNode(node),
      mtime: new Date(node.mtime),
    }
  }

  private canonical(path: string): string {
    return normalize(path)
  }

  /** Finds a path's place, whether or not there is anything; throws if a folder above it is missing only on use. */
  private walk(path: string, follow: boolean): Place {
    const place = findPlace(this.mounts(), path, follow, folder => this.access.need(folder, entering, 'open', path))
    if (place.node) return place
    const node = this.unlisted(normalize(path), !place.parent && place.mount.path === '')
    return node ? {...place, node} : place
  }
}

const identities = new WeakMap<TreeNode, string>()
let lastIdentity = 0

/** By which `cp` and `mv` know that two paths are one file. */
function identityOf(node: TreeNode): string {
  const known = identities.get(node)
  if (known !== undefined) return known
  lastIdentity += 1
  identities.set(node, String(lastIdentity))
  return String(lastIdentity)
}

/** What an entry of a folder in memory counts for; bytes. */
const tmpfsEntry = 20

const isDirectory = ({type}: TreeNode): boolean => type === 'directory'

const sizeOfNode = (node: TreeNode): number =>
  node.type === 'file' ? bytesIn(node) : node.type === 'symlink' ? node.target.length : 4096

/** A file's content with more at its end; what follows zeros must be written out with them. */
const extended = (file: FileNode, data: Uint8Array): {content: Uint8Array | string; zeros?: number} =>
  data.length === 0 && file.zeros
    ? {content: file.content, zeros: file.zeros}
    : {content: Buffer.concat([contentOf(file), data])}

function encode(content: string | Uint8Array, options: Encoding): Uint8Array {
  if (typeof content !== 'string') return content
  const encoding = (typeof options === 'string' ? options : options?.encoding) ?? 'utf8'
  return Buffer.from(content, encoding === 'binary' ? 'latin1' : (encoding as BufferEncoding))
}
