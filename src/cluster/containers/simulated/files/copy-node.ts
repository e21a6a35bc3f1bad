import {type Owner, ownerOf, type TreeNode} from './tree.ts'

/** A file or folder anew, with all that is in it; no longer the image's own, and `owner`'s if one is given. */
export function copyOf(node: TreeNode, now: number, owner?: Owner): TreeNode {
  const {uid, gid} = owner ?? node
  const {uid: _uid, gid: _gid, ...rest} = node
  const copy = {...rest, ...ownerOf({...(uid && {uid}), ...(gid && {gid})}), mtime: now, base: undefined}
  if (copy.type !== 'directory') return copy as TreeNode
  const children = new Map([...copy.children].map(([name, child]) => [name, copyOf(child, now, owner)]))
  return {...copy, children} as TreeNode
}
