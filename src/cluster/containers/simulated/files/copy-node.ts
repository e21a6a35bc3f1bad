import type {TreeNode} from './tree.ts'

/** A file or folder anew, with all that is in it; no longer the image's own. */
export function copyOf(node: TreeNode, now: number): TreeNode {
  if (node.type !== 'directory') return {...node, mtime: now, base: undefined}
  const children = new Map([...node.children].map(([name, child]) => [name, copyOf(child, now)]))
  return {...node, children, mtime: now, base: undefined}
}
