import {bytesOf, directory, type Tree, type TreeNode} from './tree.ts'

/** [path, kind, mode, mtime, content]: text as it is, bytes in base 64. */
type Row = [string, 'd' | 'f' | 'b' | 'l', number, number, string?]

/** A tree's own changes as text; what belongs to the image is left out. */
export function treeToText(tree: Tree): string {
  const rows: Row[] = []
  collect(tree.root, '', rows)
  return JSON.stringify({removed: [...tree.removed], rows})
}

/** Puts such changes over `tree`, which holds the image's files, if any. */
export function applyTreeText(tree: Tree, text: string): Tree {
  const {removed, rows} = JSON.parse(text) as {removed: string[]; rows: Row[]}
  for (const path of removed) {
    const cut = path.lastIndexOf('/')
    const parent = tree.at(path.slice(0, cut))
    if (parent?.type === 'directory') parent.children.delete(path.slice(cut + 1))
    tree.removed.add(path)
  }
  for (const [path, kind, mode, mtime, content = ''] of rows) {
    const cut = path.lastIndexOf('/')
    const children = tree.makeDirectory(path.slice(0, cut), mtime).children
    const name = path.slice(cut + 1)
    if (kind === 'd') {
      const old = children.get(name)
      children.set(name, {...(old?.type === 'directory' ? old : directory(mtime)), mode, mtime})
    } else if (kind === 'l') children.set(name, {type: 'symlink', target: content, mode, mtime})
    else
      children.set(name, {type: 'file', content: kind === 'b' ? Buffer.from(content, 'base64') : content, mode, mtime})
  }
  return tree
}

function collect(node: TreeNode, path: string, rows: Row[]): void {
  if (node.type !== 'directory') {
    if (node.base) return
    if (node.type === 'symlink') rows.push([path, 'l', node.mode, node.mtime, node.target])
    else rows.push(fileRow(path, node.mode, node.mtime, node.content))
    return
  }
  if (path && !node.base) rows.push([path, 'd', node.mode, node.mtime])
  for (const [name, child] of node.children) collect(child, `${path}/${name}`, rows)
}

function fileRow(path: string, mode: number, mtime: number, content: Uint8Array | string): Row {
  if (typeof content === 'string') return [path, 'f', mode, mtime, content]
  const text = Buffer.from(content).toString('utf8')
  return Buffer.from(text).equals(bytesOf(content))
    ? [path, 'f', mode, mtime, text]
    : [path, 'b', mode, mtime, Buffer.from(content).toString('base64')]
}
