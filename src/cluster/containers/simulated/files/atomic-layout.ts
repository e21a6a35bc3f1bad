import type {VolumeFiles} from '../../node-volumes.ts'
import {type DirectoryNode, directory, type Owner, Tree, type TreeNode} from './tree.ts'

/** One writing of a volume's files. */
export interface Generation {
  /** Milliseconds since the epoch. */
  at: number
  /** What tells it from others of the same moment: digits. */
  suffix: string
}

/** What of the group's permissions a folder has that a pod's group is to read, and that its files inherit the group. */
const groupFolder = 0o2550
const dataLink = '..data'

/**
 * Puts files where the kubelet's atomic writer puts them: into a folder named for the moment, which the link `..data` points to; what is seen of them
 * are links through that one, so that all of them change at once.
 */
export function layOut(root: DirectoryNode, files: VolumeFiles, generation: Generation): void {
  const {at} = generation
  const gid = Object.values(files).find(file => file.gid !== undefined)?.gid
  const owner: Owner = gid === undefined ? {} : {gid}
  const link = (target: string): TreeNode => ({type: 'symlink', target, mode: 0o777, mtime: at, ...owner})
  const written = new Tree(directory(at))
  for (const [path, {content, mode, ...own}] of Object.entries(files)) written.write(path, content, at, mode, own)
  if (gid !== undefined) for (const folder of [root, ...foldersOf(written.root)]) hand(folder, gid)
  const before = new Map(root.children)
  root.children.clear()
  root.mtime = at
  const name = folderName(generation)
  root.children.set(name, written.root)
  root.children.set(dataLink, link(name))
  for (const seen of written.root.children.keys())
    root.children.set(seen, before.get(seen) ?? link(`${dataLink}/${seen}`))
}

/** `..2026_11_29_08_24_59.1234567890` */
const folderName = ({at, suffix}: Generation): string =>
  `..${new Date(at).toISOString().slice(0, 19).replace(/[-:T]/g, '_')}.${suffix}`

function hand(folder: DirectoryNode, gid: number): void {
  folder.gid = gid
  folder.mode |= groupFolder
}

const foldersOf = (folder: DirectoryNode): DirectoryNode[] => [
  folder,
  ...[...folder.children.values()].flatMap(child => (child.type === 'directory' ? foldersOf(child) : [])),
]
