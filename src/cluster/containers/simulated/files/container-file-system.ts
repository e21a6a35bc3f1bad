import type {FsStat, IFileSystem} from 'just-bash'
import {copyOf} from './copy-node.ts'
import type {Device} from './device.ts'
import {FileAccess, superuser, type TellRefusal} from './file-access.ts'
import {FileCalls} from './file-calls.ts'
import type {FileDetails} from './file-details.ts'
import {failure} from './file-errors.ts'
import {FilePaths} from './file-paths.ts'
import {type FileView, type FindUnlisted, fileView} from './file-view.ts'
import {type Mounts, normalize} from './find-place.ts'
import {type MountSource, makeMount, takeMount} from './make-mount.ts'
import {mountsBelow} from './mounts-below.ts'
import {directory, type Owner, Tree} from './tree.ts'

type Encoding = string | {encoding?: string | null} | undefined

/** What a process in a container sees: the image's files, its own changes, its volumes, its devices; as the interpreter wants to use them. */
export class ContainerFileSystem implements IFileSystem {
  /** The same for who does not want to wait. */
  readonly calls: FileCalls
  private readonly view: FileView
  private readonly paths: FilePaths

  constructor(view: FileView) {
    this.view = view
    this.paths = new FilePaths(view)
    this.calls = new FileCalls(view, this.paths)
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
    return this.calls.read(path)
  }

  async readFile(path: string, options?: Encoding): Promise<string> {
    const encoding = encodingOf(options)
    const bytes = await this.readFileBuffer(path)
    return Buffer.from(bytes).toString(encoding === 'binary' ? 'latin1' : (encoding as BufferEncoding))
  }

  async readFileBuffer(path: string): Promise<Uint8Array> {
    const device = this.paths.device(path)
    return device?.next ? device.next() : this.calls.read(path)
  }

  async writeFile(path: string, content: string | Uint8Array, options?: Encoding): Promise<void> {
    await this.calls.write(path, encode(content, options))
  }

  async appendFile(path: string, content: string | Uint8Array, options?: Encoding): Promise<void> {
    await this.calls.write(path, encode(content, options), {append: true})
  }

  /** Writes bytes and so many zeros after them, at the beginning of a file that then ends there or, with `append`, after what it has. */
  writeWithZeros(path: string, data: Uint8Array, zeros: number, append = false): void {
    void this.calls.write(path, data, {append, zeros})
  }

  async exists(path: string): Promise<boolean> {
    return this.calls.exists(path)
  }

  async stat(path: string): Promise<FsStat> {
    return this.calls.stat(path)
  }

  async lstat(path: string): Promise<FsStat> {
    return this.calls.stat(path, false)
  }

  details(path: string, follow = true): FileDetails {
    return this.calls.details(path, follow)
  }

  async mkdir(path: string, options?: {recursive?: boolean}): Promise<void> {
    this.calls.makeFolder(path, options)
  }

  async readdir(path: string): Promise<string[]> {
    return this.calls.namesIn(path)
  }

  async readdirWithFileTypes(path: string) {
    return this.calls.namesIn(path).map(name => {
      const {isFile, isDirectory, isSymbolicLink} = this.calls.stat(`${path}/${name}`, false)
      return {name, isFile, isDirectory, isSymbolicLink}
    })
  }

  async rm(path: string, options?: {recursive?: boolean; force?: boolean}): Promise<void> {
    this.calls.remove(path, options)
  }

  async cp(from: string, to: string, options?: {recursive?: boolean}): Promise<void> {
    this.calls.copy(from, to, options)
  }

  async mv(from: string, to: string): Promise<void> {
    this.calls.move(from, to)
  }

  resolvePath(base: string, path: string): string {
    return normalize(path.startsWith('/') ? path : `${base}/${path}`)
  }

  getAllPaths(): string[] {
    return this.paths.all()
  }

  async chmod(path: string, mode: number): Promise<void> {
    this.calls.setMode(path, mode)
  }

  /** What is not given stays. */
  async chown(path: string, owner: Owner): Promise<void> {
    this.calls.setOwner(path, owner)
  }

  async utimes(path: string, _accessed: Date, modified: Date): Promise<void> {
    this.calls.setTime(path, modified)
  }

  async symlink(target: string, path: string): Promise<void> {
    this.calls.makeSymbolicLink(target, path)
  }

  async link(existing: string, path: string): Promise<void> {
    this.calls.link(existing, path)
  }

  async readlink(path: string): Promise<string> {
    return this.calls.readLink(path)
  }

  async realpath(path: string): Promise<string> {
    return this.calls.realPath(path)
  }

  /** Whether a path lies in memory. */
  isTmpfs(path: string): boolean {
    return this.paths.walk(path, true).mount.tmpfs ?? false
  }

  /** How much can still be put where a path leads; bytes, endless where nobody counts. */
  freeAt(path: string): number {
    return this.paths.freeAt(this.paths.walk(path, true))
  }
}

const encodingOf = (options: Encoding): string => (typeof options === 'string' ? options : options?.encoding) ?? 'utf8'

function encode(content: string | Uint8Array, options: Encoding): Uint8Array {
  if (typeof content !== 'string') return content
  const encoding = encodingOf(options)
  return Buffer.from(content, encoding === 'binary' ? 'latin1' : (encoding as BufferEncoding))
}
