/** Who a file belongs to; root where nothing is said. */
export interface Owner {
  uid?: number
  gid?: number
}

export interface FileNode extends Owner {
  type: 'file'
  content: Uint8Array | string
  /** So many bytes 0 follow: large files of nothing take no room. */
  zeros?: number
  mode: number
  mtime: number
  /** Part of an image: not written down with the container's own changes. */
  base?: boolean
}

export interface DirectoryNode extends Owner {
  type: 'directory'
  children: Map<string, TreeNode>
  mode: number
  mtime: number
  base?: boolean
}

export interface LinkNode extends Owner {
  type: 'symlink'
  target: string
  mode: number
  mtime: number
  base?: boolean
}

export type TreeNode = FileNode | DirectoryNode | LinkNode

export const directory = (mtime: number, mode = 0o755): DirectoryNode => ({
  type: 'directory',
  children: new Map(),
  mode,
  mtime,
})

/** A file system of its own: a container's root, or one volume, which several containers may have mounted. */
export class Tree {
  readonly root: DirectoryNode
  /** Paths of image files that are gone. */
  readonly removed = new Set<string>()
  private readonly listeners = new Set<() => void>()

  constructor(root: DirectoryNode) {
    this.root = root
  }

  /** Called after each change. Returns what takes the listener off. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  changed(): void {
    for (const listener of [...this.listeners]) listener()
  }

  /** Puts a file in place, making the folders above it. */
  write(path: string, content: Uint8Array | string, mtime: number, mode = 0o644, owner: Owner = {}): void {
    const names = path.split('/').filter(Boolean)
    const name = names.pop()
    if (name === undefined) return
    this.folder(names, mtime).children.set(name, {type: 'file', content, mode, mtime, ...ownerOf(owner)})
  }

  makeDirectory(path: string, mtime: number): DirectoryNode {
    return this.folder(path.split('/').filter(Boolean), mtime)
  }

  /** Of what is there. */
  setMode(path: string, mode: number): void {
    const node = this.at(path)
    if (node) node.mode = mode
  }

  at(path: string): TreeNode | undefined {
    let node: TreeNode | undefined = this.root
    for (const name of path.split('/').filter(Boolean))
      node = node?.type === 'directory' ? node.children.get(name) : undefined
    return node
  }

  /** Where a path leads, links within the tree followed. */
  resolve(path: string, depth = 0): TreeNode | undefined {
    const names = path.split('/').filter(Boolean)
    let folder: TreeNode | undefined = this.root
    for (const [index, name] of names.entries()) {
      const node: TreeNode | undefined = folder?.type === 'directory' ? folder.children.get(name) : undefined
      if (node?.type === 'symlink' && !node.target.startsWith('/') && depth < 40)
        return this.resolve([...names.slice(0, index), node.target, ...names.slice(index + 1)].join('/'), depth + 1)
      folder = node
    }
    return folder
  }

  private folder(names: string[], mtime: number): DirectoryNode {
    let folder = this.root
    for (const name of names) {
      let child = folder.children.get(name)
      if (child?.type !== 'directory') {
        child = directory(mtime)
        folder.children.set(name, child)
      }
      folder = child
    }
    return folder
  }
}

/** All that a file holds. */
export const contentOf = ({content, zeros = 0}: FileNode): Uint8Array =>
  zeros > 0 ? Buffer.concat([bytesOf(content), Buffer.alloc(zeros)]) : bytesOf(content)

/** How much the files in a folder, or a file, hold; bytes. */
export function bytesIn(node: TreeNode): number {
  if (node.type === 'symlink') return 0
  if (node.type === 'file') return sizeOf(node.content) + (node.zeros ?? 0)
  let sum = 0
  for (const child of node.children.values()) sum += bytesIn(child)
  return sum
}

/** The same of what is not the image's. */
export function changedBytes(node: TreeNode): number {
  if (node.type !== 'directory') return node.base ? 0 : bytesIn(node)
  let sum = 0
  for (const child of node.children.values()) sum += changedBytes(child)
  return sum
}

export const bytesOf = (content: Uint8Array | string): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content) : content

const sizeOf = (content: Uint8Array | string): number =>
  typeof content === 'string' ? Buffer.byteLength(content) : content.length

/** The owner as far as it is not root. */
export const ownerOf = ({uid, gid}: Owner): Owner => ({...(uid && {uid}), ...(gid && {gid})})
