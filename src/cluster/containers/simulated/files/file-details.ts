import type {FsStat} from 'just-bash'
import type {FileAccess} from './file-access.ts'
import type {Place} from './find-place.ts'
import {bytesIn, type TreeNode} from './tree.ts'

/** What `ls -l` and `stat` tell of a file. */
export interface FileDetails {
  type: TreeNode['type']
  mode: number
  uid: number
  gid: number
  size: number
  /** Milliseconds since the epoch. */
  mtime: number
  links: number
  /** Of a symbolic link. */
  target?: string
}

export const deviceDetails = (now: number): FileDetails => ({
  type: 'file',
  mode: 0o666,
  uid: 0,
  gid: 0,
  size: 0,
  mtime: now,
  links: 1,
})

export function fileDetails({node, mount}: Place & {node: TreeNode}): FileDetails {
  const {type, mode, uid = 0, gid = 0, mtime} = node
  const folders = node.type === 'directory' ? [...node.children.values()].filter(isDirectory).length : 0
  return {
    type,
    mode,
    uid,
    gid,
    mtime,
    size: node.type === 'directory' && mount.tmpfs ? tmpfsEntry * (node.children.size + 2) : sizeOfNode(node),
    links: node.type === 'directory' ? 2 + folders : 1,
    ...(node.type === 'symlink' && {target: node.target}),
  }
}

/** What the interpreter asks of a device. */
export const deviceStat = (path: string, now: number): FsStat => ({
  identity: path,
  isFile: true,
  isDirectory: false,
  isSymbolicLink: false,
  mode: 0o666,
  size: 0,
  mtime: new Date(now),
})

/** What the interpreter asks of a file. */
export const fileStat = ({node, mount}: Place & {node: TreeNode}, access: FileAccess): FsStat => ({
  identity: identityOf(node),
  isFile: node.type === 'file',
  isDirectory: node.type === 'directory',
  isSymbolicLink: node.type === 'symlink',
  // The interpreter knows no users: what its `test` looks at is what the owner may do.
  mode: (node.mode & ~0o700) | (access.allowed(node, mount.readOnly) << 6),
  size: sizeOfNode(node),
  mtime: new Date(node.mtime),
})

export const sizeOfNode = (node: TreeNode): number =>
  node.type === 'file' ? bytesIn(node) : node.type === 'symlink' ? node.target.length : 4096

const identities = new WeakMap<TreeNode, string>()
let lastIdentity = 0

/** By which `cp` and `mv` know that two paths are one file. */
function identityOf(node: TreeNode): string {
  const known = identities.get(node)
  if (known !== undefined) return known
  lastIdentity += 1
  identities.set(node, String(lastIdentity))
  return String(lastIdentity)
}

/** What an entry of a folder in memory counts for; bytes. */
const tmpfsEntry = 20

const isDirectory = ({type}: TreeNode): boolean => type === 'directory'
