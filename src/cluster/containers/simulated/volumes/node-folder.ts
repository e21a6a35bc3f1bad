import {failure} from '../files/file-errors.ts'
import {findPlace, type MountedTree, type Mounts} from '../files/find-place.ts'
import type {TreeNode} from '../files/tree.ts'

/** A folder or file of a node that is to be mounted, with what is mounted below it there. */
export interface NodeFolder extends MountedTree {
  /** Where it is on the node, links followed. */
  nodePath: string
  /** Their paths are relative to the folder. */
  below: MountedTree[]
}

/** Finds a path of a node among what is mounted on it; as the runtime does, it makes what is missing. */
export function nodeFolder(mounts: Mounts, hostPath: string, making: Making): NodeFolder {
  const place = findPlace(mounts, hostPath, true)
  const {mount, path} = place
  const within = `${mount.within ?? ''}${path.slice(mount.path.length)}`
  const root: TreeNode = place.node ?? make(mount, within, making)
  const below = [...mounts.values()].filter(other => other.path.startsWith(`${path}/`))
  return {
    ...mount,
    root,
    within,
    nodePath: path,
    below: below.map(other => ({...other, path: other.path.slice(path.length)})),
  }
}

interface Making {
  now: number
  /** An empty file instead of a folder. */
  makesFile?: boolean
}

function make({tree, readOnly}: MountedTree, path: string, {now, makesFile = false}: Making): TreeNode {
  if (readOnly) throw failure('EROFS', 'read-only file system', 'mkdir', path)
  if (makesFile) tree.write(path, '', now)
  else tree.makeDirectory(path, now)
  tree.changed()
  return tree.at(path)!
}
