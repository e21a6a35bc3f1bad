import {failure} from './file-errors.ts'
import type {DirectoryNode, Tree, TreeNode} from './tree.ts'

export interface MountedTree {
  /** Canonical, without a trailing slash; '' is the root. */
  path: string
  tree: Tree
  root: TreeNode
  /** Where in its tree that root is; absent: at the top. */
  within?: string
  readOnly: boolean
  /** A file system in memory. */
  tmpfs?: boolean
  /** How much fits in; bytes. */
  capacity?: number
}

/** Where a path leads. */
export interface Place {
  path: string
  node?: TreeNode
  parent?: DirectoryNode
  name: string
  mount: MountedTree
}

/** By path; the root's is ''. */
export type Mounts = Map<string, MountedTree>

/** Finds a path's place, whether or not there is anything; throws if it goes round in circles. `enter` is asked before anything is looked for in a folder. */
export function findPlace(
  mounts: Mounts,
  path: string,
  follow: boolean,
  enter: (folder: DirectoryNode) => void = () => {},
  depth = 0,
): Place {
  if (depth > 40) throw failure('ELOOP', 'too many symbolic links', 'open', path)
  const names = normalize(path).split('/').filter(Boolean)
  let mount = mounts.get('')!
  let place: Place = {path: '', node: mount.root, name: '', mount}
  for (const [index, name] of names.entries()) {
    const parent = place.node?.type === 'directory' ? place.node : undefined
    if (parent) enter(parent)
    const here = `${place.path}/${name}`
    const mounted = mounts.get(here)
    if (mounted) {
      mount = mounted
      // A volume that is one file (subPath) is written through the folder it is in, which the mount does not show.
      place = {path: here, node: mounted.root, parent: undefined, name, mount}
      continue
    }
    const node = parent?.children.get(name)
    const last = index === names.length - 1
    if (node?.type === 'symlink' && (!last || follow)) {
      const base = node.target.startsWith('/') ? node.target : `${place.path}/${node.target}`
      return findPlace(mounts, [base, ...names.slice(index + 1)].join('/'), follow, enter, depth + 1)
    }
    place = {path: here, node, parent, name, mount}
  }
  return place
}

export function normalize(path: string): string {
  const names: string[] = []
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue
    if (name === '..') names.pop()
    else names.push(name)
  }
  return `/${names.join('/')}`
}
