import {type DirectoryNode, directory, type Tree, type TreeNode} from '../files/tree.ts'
import type {NodeFolder} from './node-folder.ts'

/** Why a part of a volume cannot be mounted, as the kubelet says it. */
export type SubPathFailure = 'failed to create subPath directory' | 'failed to prepare subPath'

/** What a container mounts a part of, and where on the node that is: links may lead there and still be within. */
export type Volume = Pick<NodeFolder, 'root' | 'tree' | 'below'> & {hostPath: string}

interface Folder {
  path: string
  node: DirectoryNode
  tree: Tree
}

/**
 * Where a path within a volume leads, links followed; where nothing is, a folder with the permissions of the volume's own is made, as the kubelet does.
 */
export function subPathOf({root, tree, below, hostPath}: Volume, path: string, now: number): TreeNode | SubPathFailure {
  if (root.type !== 'directory') return 'failed to create subPath directory'
  const names = namesOf(path)
  const folders: Folder[] = [{path: '', node: root, tree}]
  let links = 0
  while (names.length > 0) {
    const folder = folders.at(-1)!
    const name = names.shift()!
    if (name === '..') {
      folders.pop()
      if (folders.length === 0) return 'failed to prepare subPath'
      continue
    }
    const here = `${folder.path}/${name}`
    const mounted = below.find(other => other.path === here)
    const node = mounted?.root ?? folder.node.children.get(name)
    if (!node) {
      const isMadeUp = links > 0 || names.includes('..')
      return isMadeUp ? 'failed to create subPath directory' : made(folder, [name, ...names], root, now)
    }
    if (node.type === 'symlink') {
      const target = within(hostPath, node.target)
      links += 1
      if (target === undefined || links > mostLinks) return 'failed to prepare subPath'
      if (node.target.startsWith('/')) folders.length = 1
      names.unshift(...namesOf(target))
    } else if (node.type === 'directory') folders.push({path: here, node, tree: mounted?.tree ?? folder.tree})
    else return names.length === 0 ? node : 'failed to create subPath directory'
  }
  return folders.at(-1)!.node
}

const mostLinks = 40

const namesOf = (path: string): string[] => path.split('/').filter(name => name !== '' && name !== '.')

/** A link's target as seen from where it is or, if that is absolute, from the volume's folder; undefined outside of that. */
function within(hostPath: string, target: string): string | undefined {
  if (!target.startsWith('/')) return target
  if (target === hostPath) return '.'
  const folder = hostPath === '/' ? '/' : `${hostPath}/`
  return target.startsWith(folder) ? target.slice(folder.length) : undefined
}

function made({node, tree}: Folder, names: string[], {mode, gid}: DirectoryNode, now: number): DirectoryNode {
  let folder = node
  for (const name of names) {
    const child = {...directory(now, mode), ...(mode & setGroupId && {gid})}
    folder.children.set(name, child)
    folder = child
  }
  tree.changed()
  return folder
}

/** Of a folder, its files take their group. */
const setGroupId = 0o2000
