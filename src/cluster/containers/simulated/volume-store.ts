import type {Activity} from '../../runtime/activity.ts'
import type {VolumeProvider} from '../container-runtime.ts'
import {directory, Tree} from './files/tree.ts'
import {applyTreeText} from './files/tree-text.ts'

/** The folders of all nodes that containers have mounted. */
export class VolumeStore {
  private readonly trees = new Map<string, Promise<Tree>>()
  private readonly stored: Map<string, string>
  private readonly now: () => number
  private readonly changed: (key: string, tree: Tree | undefined) => void
  private readonly activity: Activity
  provider: VolumeProvider = async () => undefined

  constructor(options: {
    stored: Map<string, string>
    now(): number
    activity: Activity
    changed(key: string, tree: Tree | undefined): void
  }) {
    this.stored = options.stored
    this.now = options.now
    this.activity = options.activity
    this.changed = options.changed
  }

  /** `fsGroup` is the group that the folder and what is put into it belong to. */
  async open(hostPath: string, node: string, fsGroup?: number): Promise<Tree> {
    const key = keyOf(hostPath, node)
    let tree = this.trees.get(key)
    if (!tree) {
      tree = this.load(key, hostPath, node)
      this.trees.set(key, tree)
    }
    const opened = await tree
    if (fsGroup !== undefined) Object.assign(opened.root, {gid: fsGroup, mode: opened.root.mode | 0o2770})
    return opened
  }

  /** Fills a provided folder again, if anybody has looked into it; what can no longer be provided stays as it is. */
  refresh(hostPath: string, node: string): void {
    const opened = this.trees.get(keyOf(hostPath, node))
    if (!opened) return
    void this.activity.during(async () => {
      const [tree, files] = await Promise.all([opened, this.provider(hostPath, node).catch(() => undefined)])
      if (!files) return
      tree.root.children.clear()
      for (const [path, {content, mode, ...owner}] of Object.entries(files))
        tree.write(path, content, this.now(), mode, owner)
      tree.changed()
    })
  }

  remove(hostPath: string, node: string): void {
    const key = keyOf(hostPath, node)
    this.trees.delete(key)
    if (this.stored.delete(key)) this.changed(key, undefined)
  }

  private async load(key: string, hostPath: string, node: string): Promise<Tree> {
    const tree = new Tree(directory(this.now(), 0o777))
    const files = await this.provider(hostPath, node).catch(() => {
      // What it needs is not there yet: whoever opens it next asks again.
      this.trees.delete(key)
      return {}
    })
    if (files) {
      for (const [path, {content, mode, ...owner}] of Object.entries(files))
        tree.write(path, content, this.now(), mode, owner)
      return tree
    }
    const text = this.stored.get(key)
    if (text) applyTreeText(tree, text)
    tree.onChange(() => {
      this.stored.set(key, '')
      this.changed(key, tree)
    })
    return tree
  }
}

/** Storage below the plugins' folder is the same on all nodes. */
const keyOf = (hostPath: string, node: string): string =>
  hostPath.startsWith('/var/lib/kubelet/plugins/') ? `volume/${hostPath}` : `volume/${node}:${hostPath}`
