import {bytesOf, directory, type Owner, ownerOf, type Tree, type TreeNode} from './tree.ts'

/** [path, kind, mode, mtime, content, owner and zeros]: text as it is, bytes in base 64; the last is left out where it is root's. */
type Row = [string, 'd' | 'f' | 'b' | 'l', number, number, string?, (Owner & {zeros?: number})?]

/** A tree's own changes as text; what belongs to the image is left out. */
export function treeToText(tree: Tree): string {
  const rows: Row[] = []
  collect(tree.root, '', rows)
  return JSON.stringify({removed: [...tree.removed], rows})
}

/** Puts such changes over `tree`, which holds the image's files, if any; `below` a folder of it. */
export function applyTreeText(tree: Tree, text: string, below = ''): Tree {
  const {removed, rows} = JSON.parse(text) as {removed: string[]; rows: Row[]}
  for (const path of removed) {
    const cut = path.lastIndexOf('/')
    const parent = tree.at(path.slice(0, cut))
    if (parent?.type === 'directory') parent.children.delete(path.slice(cut + 1))
    tree.removed.add(path)
  }
  for (const [relative, kind, mode, mtime, content = '', owner = {}] of rows) {
    const path = `${below}${relative}`
    const cut = path.lastIndexOf('/')
    const children = tree.makeDirectory(path.slice(0, cut), mtime).children
    const name = path.slice(cut + 1)
    if (kind === 'd') {
      const old = children.get(name)
      children.set(name, {...(old?.type === 'directory' ? old : directory(mtime)), mode, mtime, ...owner})
    } else if (kind === 'l') children.set(name, {type: 'symlink', target: content, mode, mtime, ...owner})
    else
      children.set(name, {
        type: 'file',
        content: kind === 'b' ? Buffer.from(content, 'base64') : content,
        mode,
        mtime,
        ...owner,
      })
  }
  return tree
}

function collect(node: TreeNode, path: string, rows: Row[]): void {
  if (node.type !== 'directory') {
    if (!node.base) rows.push(owned(rowOf(node, path), node))
    return
  }
  if (path && !node.base) rows.push(owned([path, 'd', node.mode, node.mtime], node))
  for (const [name, child] of node.children) collect(child, `${path}/${name}`, rows)
}

/** The row with the owner at its end, where that is not root. */
function owned([path, kind, mode, mtime, content]: Row, node: TreeNode): Row {
  const owner = {...ownerOf(node), ...(node.type === 'file' && node.zeros && {zeros: node.zeros})}
  if (Object.keys(owner).length > 0) return [path, kind, mode, mtime, content ?? '', owner]
  return content === undefined ? [path, kind, mode, mtime] : [path, kind, mode, mtime, content]
}

function rowOf(node: Exclude<TreeNode, {type: 'directory'}>, path: string): Row {
  const {mode, mtime} = node
  if (node.type === 'symlink') return [path, 'l', mode, mtime, node.target]
  const {content} = node
  if (typeof content === 'string') return [path, 'f', mode, mtime, content]
  const text = Buffer.from(content).toString('utf8')
  return Buffer.from(text).equals(bytesOf(content))
    ? [path, 'f', mode, mtime, text]
    : [path, 'b', mode, mtime, Buffer.from(content).toString('base64')]
}
