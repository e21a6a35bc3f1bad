import type {Activity} from '../../runtime/activity.ts'
import type {Random} from '../../runtime/random.ts'
import type {VolumeFiles, VolumeProvider} from '../container-runtime.ts'
import {digestOf} from './files/files-digest.ts'
import {type Generation, layOut} from './files/atomic-layout.ts'
import {directory, Tree} from './files/tree.ts'
import {applyTreeText, treeToText} from './files/tree-text.ts'

export interface VolumeStoreOptions {
  stored: Map<string, string>
  now(): number
  random: Random
  activity: Activity
  /** Something that must be kept has changed; null: it is gone. */
  changed(key: string, text: () => string | null): void
}

/** When the files of a pod's volume were written last, and what they were. */
interface Written extends Generation {
  digest: string
}

/** The folders of all nodes that containers have mounted. */
export class VolumeStore {
  private readonly trees = new Map<string, Promise<Tree>>()
  private readonly options: VolumeStoreOptions
  /** Those whose files are the provider's, not the containers'. */
  private readonly provided = new WeakSet<Tree>()
  /** What provided folders hold, to the last token. */
  private readonly contents = new WeakMap<Tree, string>()
  provider: VolumeProvider = async () => undefined

  constructor(options: VolumeStoreOptions) {
    this.options = options
  }

  /** `fsGroup` is the group that the folder and what is put into it belong to; `tmpfs`: it is a file system in memory. */
  async open(
    hostPath: string,
    node: string,
    {fsGroup, tmpfs}: {fsGroup?: number; tmpfs?: boolean} = {},
  ): Promise<Tree> {
    const key = keyOf(hostPath, node)
    let tree = this.trees.get(key)
    if (!tree) {
      tree = this.load(key, hostPath, node)
      this.trees.set(key, tree)
    }
    const opened = await tree
    if (tmpfs) opened.root.mode |= sticky
    if (fsGroup !== undefined) Object.assign(opened.root, {gid: fsGroup, mode: opened.root.mode | 0o2770})
    return opened
  }

  /** Fills a provided folder again, if anybody has looked into it; what can no longer be provided stays as it is. */
  refresh(hostPath: string, node: string): void {
    const key = keyOf(hostPath, node)
    const opened = this.trees.get(key)
    if (!opened) return
    void this.options.activity.during(async () => {
      const [tree, files] = await Promise.all([opened, this.provider(hostPath, node).catch(() => undefined)])
      if (files && this.fill(tree, files, key, hostPath)) tree.changed()
    })
  }

  remove(hostPath: string, node: string): void {
    const key = keyOf(hostPath, node)
    this.trees.delete(key)
    if (this.options.stored.delete(key)) this.options.changed(key, () => null)
  }

  isProvided(tree: Tree): boolean {
    return this.provided.has(tree)
  }

  private async load(key: string, hostPath: string, node: string): Promise<Tree> {
    const {stored, changed, now} = this.options
    const tree = new Tree(directory(now(), modeOf(hostPath)))
    const files = await this.provider(hostPath, node).catch((): 'missing' => {
      // What it needs is not there yet: whoever opens it next asks again.
      this.trees.delete(key)
      return 'missing'
    })
    if (files) this.provided.add(tree)
    if (files === 'missing') return tree
    if (files) {
      this.fill(tree, files, key, hostPath)
      return tree
    }
    const text = stored.get(key)
    if (text && !isGeneration(text)) applyTreeText(tree, text)
    tree.onChange(() => {
      stored.set(key, '')
      changed(key, () => treeToText(tree))
    })
    return tree
  }

  /** Whether anything is otherwise than it was. */
  private fill(tree: Tree, files: VolumeFiles, key: string, hostPath: string): boolean {
    const {stored, changed, now, random} = this.options
    if (!hostPath.startsWith(podFolders)) {
      for (const [path, {content, mode, ...owner}] of Object.entries(files))
        tree.write(path, content, now(), mode, owner)
      return true
    }
    const digest = digestOf(files)
    const text = stored.get(key)
    const before = text ? (JSON.parse(text) as Written) : undefined
    const content = digestOf(files, {fleeting: true})
    const filled = this.contents.get(tree)
    if (filled === content) return false
    this.contents.set(tree, content)
    // A token that another process has asked for is no news to the pod; one that this process renews is.
    const isSame = before?.digest === digest && filled === undefined
    const suffix = () => String(Buffer.from(random.of('volumes').bytes(4)).readUInt32LE())
    const written = isSame ? before! : {at: now(), suffix: suffix(), digest}
    layOut(tree.root, files, written)
    if (isSame) return true
    stored.set(key, JSON.stringify(written))
    changed(key, () => JSON.stringify(written))
    return true
  }
}

const isGeneration = (text: string): boolean => 'digest' in (JSON.parse(text) as object)

/** Everybody may put files there, and nobody take away another's. */
const sticky = 0o1000

/** Folders that a kubelet makes are everybody's, the node's own are root's. */
const modeOf = (hostPath: string): number =>
  hostPath.startsWith('/var/lib/kubelet/') ? 0o777 : /^\/(var\/)?tmp\/?$/.test(hostPath) ? 0o1777 : 0o755

/** Below it are the volumes whose files a kubelet writes for a pod. */
const podFolders = '/var/lib/kubelet/pods/'

/** Storage below the plugins' folder is the same on all nodes. */
const keyOf = (hostPath: string, node: string): string =>
  hostPath.startsWith('/var/lib/kubelet/plugins/') ? `volume/${hostPath}` : `volume/${node}:${hostPath}`
