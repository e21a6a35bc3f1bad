import type {NodeDisk} from '../../node-disk.ts'
import type {VolumeFiles} from '../../node-volumes.ts'
import {findPlace} from '../files/find-place.ts'
import {contentOf, type Tree, type TreeNode} from '../files/tree.ts'
import {applyTreeText, treeToText} from '../files/tree-text.ts'
import {baseFiles, markAsBase} from '../images/base-files.ts'
import {nodeImage} from '../images/node-image.ts'

export interface NodeDisksOptions {
  stored: Map<string, string>
  now(): number
  /** What is on a node's disk beside its operating system, before anybody changes it. */
  filesOf(node: string): Promise<VolumeFiles>
  /** Something that must be kept has changed; null: it is gone. */
  changed(key: string, text: () => string | null): void
}

/** The disks of nodes, each made when somebody first looks into it; what was changed on it is kept. */
export class NodeDisks implements NodeDisk {
  private readonly options: NodeDisksOptions
  private readonly disks = new Map<string, Promise<Tree>>()
  private readonly listeners = new Set<(node: string) => void>()

  constructor(options: NodeDisksOptions) {
    this.options = options
  }

  open(node: string): Promise<Tree> {
    const known = this.disks.get(node)
    if (known) return known
    const disk = this.load(node)
    this.disks.set(node, disk)
    disk.catch(() => this.disks.delete(node))
    return disk
  }

  /** Whether it holds anything that was not there from the start, or lacks what was. */
  isChanged(node: string): boolean {
    return this.options.stored.has(keyOf(node))
  }

  async read(path: string, node: string): Promise<string | undefined> {
    const found = await this.find(path, node)
    return found?.type === 'file' ? Buffer.from(contentOf(found)).toString() : undefined
  }

  async filesIn(folder: string, node: string): Promise<Map<string, string>> {
    const found = await this.find(folder, node)
    const files = new Map<string, string>()
    if (found?.type !== 'directory') return files
    for (const name of [...found.children.keys()].sort()) {
      const file = name.startsWith('.') ? undefined : await this.find(`${folder}/${name}`, node)
      if (file?.type === 'file') files.set(name, Buffer.from(contentOf(file)).toString())
    }
    return files
  }

  async typeOf(path: string, node: string): Promise<'file' | 'directory' | 'socket' | undefined> {
    const found = await this.find(path, node)
    if (found?.type === 'file') return path.endsWith('.sock') ? 'socket' : 'file'
    return found?.type === 'directory' ? 'directory' : undefined
  }

  onChange(listener: (node: string) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** What a path leads to. */
  private async find(path: string, node: string): Promise<TreeNode | undefined> {
    const tree = await this.open(node)
    return findPlace(new Map([['', {path: '', tree, root: tree.root, readOnly: false}]]), path, true).node
  }

  /** A disk as it was when its node was set up. */
  async pristine(node: string): Promise<Tree> {
    const {now, filesOf} = this.options
    const tree = baseFiles(nodeImage)
    for (const [path, {content, mode, modified = now(), ...owner}] of Object.entries(await filesOf(node)))
      tree.write(path, content, modified, mode, owner)
    markAsBase(tree.root)
    return tree
  }

  private async load(node: string): Promise<Tree> {
    const {stored, changed} = this.options
    const tree = await this.pristine(node)
    const key = keyOf(node)
    const text = stored.get(key)
    if (text) applyTreeText(tree, text)
    const keep = (): void => {
      stored.set(key, '')
      changed(key, () => treeToText(tree))
    }
    if (this.takeOver(tree, node)) keep()
    tree.onChange(() => {
      keep()
      for (const listener of [...this.listeners]) listener(node)
    })
    return tree
  }

  /** Folders of nodes were kept one by one, before nodes had disks. */
  private takeOver(tree: Tree, node: string): boolean {
    const {stored, changed} = this.options
    const prefix = `volume/${node}:`
    const keys = [...stored.keys()].filter(
      key => key.startsWith(prefix) && !/^\/var\/lib\/kubelet\//.test(key.slice(prefix.length)),
    )
    for (const key of keys) {
      applyTreeText(tree, stored.get(key)!, key.slice(prefix.length).replace(/\/+$/, ''))
      stored.delete(key)
      changed(key, () => null)
    }
    return keys.length > 0
  }
}

const keyOf = (node: string): string => `disk/${node}`
