import type {Activity} from '../../../runtime/activity.ts'
import type {Random} from '../../../runtime/random.ts'
import type {Mount} from '../../container.ts'
import type {NodeVolumes, VolumeProvider} from '../../node-volumes.ts'
import {RuntimeError} from '../../runtime-error.ts'
import {ContainerFileSystem} from '../files/container-file-system.ts'
import {fileView} from '../files/file-view.ts'
import type {MountedTree, Mounts} from '../files/find-place.ts'
import {bytesIn, directory, Tree} from '../files/tree.ts'
import {applyTreeText, treeToText} from '../files/tree-text.ts'
import {nodeDevices} from './node-devices.ts'
import {NodeDisks} from './node-disks.ts'
import {type NodeFolder, nodeFolder} from './node-folder.ts'
import {ProvidedFiles, wasProvided} from './provided-files.ts'
import {subPathOf} from './sub-path.ts'

export interface VolumeStoreOptions {
  stored: Map<string, string>
  now(): number
  random: Random
  activity: Activity
  /** Something that must be kept has changed; null: it is gone. */
  changed(key: string, text: () => string | null): void
  /** What else is mounted on a node. */
  mountedOn?(node: string): MountedTree[]
}

/** All that containers mount: the volumes of pods, storage that nodes share, and the nodes' disks. */
export class VolumeStore implements NodeVolumes {
  readonly disks: NodeDisks
  /** Volumes that somebody has looked into. */
  private readonly volumes = new Map<string, {hostPath: string; node: string; tree: Promise<Tree>}>()
  private readonly options: VolumeStoreOptions
  /** What processes of the nodes have mounted, for as long as this process lives. */
  private readonly mounted = new Map<string, Mounts>()
  private readonly provided: ProvidedFiles
  provider: VolumeProvider = async () => undefined

  constructor(options: VolumeStoreOptions) {
    this.options = options
    const {stored, now, changed, random} = options
    this.provided = new ProvidedFiles({stored, now, changed, random})
    this.disks = new NodeDisks({stored, now, changed, filesOf: async node => (await this.provider('/', node)) ?? {}})
  }

  /** `fsGroup` is the group that the folder and what is put into it belong to; `tmpfs`: it is a file system in memory. */
  async open(
    hostPath: string,
    node: string,
    {fsGroup, tmpfs, makesFile = false}: Pick<Mount, 'fsGroup' | 'tmpfs' | 'makesFile'> = {},
  ): Promise<NodeFolder> {
    const opened = await this.find(hostPath, node, makesFile)
    const {root} = opened
    if (tmpfs) root.mode |= sticky
    if (fsGroup !== undefined) Object.assign(root, {gid: fsGroup, mode: root.mode | 0o2770})
    return opened
  }

  /** Fills a provided folder again, if anybody has looked into it; what can no longer be provided stays as it is. */
  refresh(hostPath: string, node: string): void {
    const key = keyOf(hostPath, node)
    const opened = this.volumes.get(key)
    if (!opened) return
    void this.options.activity.during(async () => {
      const [tree, files] = await Promise.all([opened.tree, this.provider(hostPath, node).catch(() => undefined)])
      if (files && this.provided.fill(tree, files, key)) tree.changed()
    })
  }

  remove(hostPath: string, node: string): void {
    const key = keyOf(hostPath, node)
    this.volumes.delete(key)
    if (this.options.stored.delete(key)) this.options.changed(key, () => null)
  }

  async prepareSubPath(mount: Mount, node: string): Promise<void> {
    const {hostPath, subPath = ''} = mount
    const folder = await this.open(hostPath, node, mount)
    const found = subPathOf({...folder, hostPath}, subPath, this.options.now())
    if (typeof found === 'string') throw new RuntimeError('InvalidArgument', found)
  }

  async bytes(hostPath: string, node: string): Promise<number> {
    return bytesIn((await this.open(hostPath, node)).root)
  }

  isProvided(tree: Tree): boolean {
    return this.provided.has(tree)
  }

  /** What processes have mounted on a node; who changes it mounts there. */
  mountedOn(node: string): Mounts {
    const known = this.mounted.get(node) ?? new Map<string, MountedTree>()
    this.mounted.set(node, known)
    return known
  }

  /** A node's files as its own processes see them; what they mount, pods that come later find. */
  async filesOf(node: string): Promise<ContainerFileSystem> {
    const mounts = await this.mountsOf(node)
    const own = this.mountedOn(node)
    return new ContainerFileSystem(
      fileView({
        mounts: () => mounts,
        devices: nodeDevices(mounts),
        now: this.options.now,
        mounting: {
          add(mount) {
            mounts.set(mount.path, mount)
            own.set(mount.path, mount)
          },
          remove(path) {
            mounts.delete(path)
            own.delete(path)
          },
        },
      }),
    )
  }

  /** A node's files as they were when it was set up. */
  async pristineFilesOf(node: string): Promise<ContainerFileSystem> {
    const mounts: Mounts = new Map([['', mountOf('', await this.disks.pristine(node))]])
    return new ContainerFileSystem(
      fileView({mounts: () => mounts, devices: nodeDevices(mounts), now: this.options.now}),
    )
  }

  private async find(hostPath: string, node: string, makesFile: boolean): Promise<NodeFolder> {
    const [, volume, rest = ''] = ownVolume.exec(hostPath) ?? []
    if (volume === undefined)
      return nodeFolder(await this.mountsOf(node), hostPath, {now: this.options.now(), makesFile})
    const tree = await this.volume(volume, node)
    const folder = nodeFolder(new Map([['', mountOf('', tree)]]), rest, {now: this.options.now()})
    return {...folder, nodePath: hostPath}
  }

  /** All that is mounted on a node; of its pods' volumes, those that somebody has looked into. */
  private async mountsOf(node: string): Promise<Mounts> {
    const mounts: Mounts = new Map([['', mountOf('', await this.disks.open(node))]])
    for (const mount of this.options.mountedOn?.(node) ?? []) mounts.set(mount.path, mount)
    for (const {hostPath, node: where, tree} of [...this.volumes.values()])
      if (where === node) mounts.set(hostPath, mountOf(hostPath, await tree))
    for (const mount of this.mounted.get(node)?.values() ?? []) mounts.set(mount.path, mount)
    return mounts
  }

  private volume(hostPath: string, node: string): Promise<Tree> {
    const key = keyOf(hostPath, node)
    const known = this.volumes.get(key)
    if (known) return known.tree
    const tree = this.load(key, hostPath, node)
    this.volumes.set(key, {hostPath, node, tree})
    return tree
  }

  private async load(key: string, hostPath: string, node: string): Promise<Tree> {
    const {stored, changed, now} = this.options
    const tree = new Tree(directory(now(), 0o777))
    const files = await this.provider(hostPath, node).catch((): 'missing' => {
      // What it needs is not there yet: whoever opens it next asks again.
      this.volumes.delete(key)
      return 'missing'
    })
    if (files === 'missing') return tree
    if (files) {
      this.provided.fill(tree, files, key)
      return tree
    }
    const text = stored.get(key)
    if (text && !wasProvided(text)) applyTreeText(tree, text)
    tree.onChange(() => {
      stored.set(key, '')
      changed(key, () => treeToText(tree))
    })
    return tree
  }
}

const mountOf = (path: string, tree: Tree): MountedTree => ({path, tree, root: tree.root, readOnly: false})

/** Everybody may put files there, and nobody take away another's. */
const sticky = 0o1000

/** What is a file system of its own on a node: a pod's volume, or storage from elsewhere; and the path within it. */
const ownVolume = /^(\/var\/lib\/kubelet\/(?:pods\/[^/]+\/volumes\/[^/]+\/[^/]+|plugins\/.+\/globalmount))(\/.*)?$/

/** Storage below the plugins' folder is the same on all nodes. */
const keyOf = (hostPath: string, node: string): string =>
  hostPath.startsWith('/var/lib/kubelet/plugins/') ? `volume/${hostPath}` : `volume/${node}:${hostPath}`
