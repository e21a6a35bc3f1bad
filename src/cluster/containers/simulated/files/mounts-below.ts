import type {MountedTree, Mounts, Place} from './find-place.ts'
import type {TreeNode} from './tree.ts'

/** What is mounted as seen by somebody whose root is a folder of it. */
export function mountsBelow(mounts: Mounts, {path, mount, node}: Place & {node: TreeNode}): Mounts {
  const within = `${mount.within ?? ''}${path.slice(mount.path.length)}`
  const root: MountedTree = {...mount, path: '', root: node, within}
  const below: Mounts = new Map([['', root]])
  for (const [place, other] of mounts) {
    if (!place.startsWith(`${path}/`)) continue
    const rest = place.slice(path.length)
    below.set(rest, {...other, path: rest})
  }
  return below
}
