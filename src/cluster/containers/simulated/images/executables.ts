import type {ContainerFileSystem} from '../files/container-file-system.ts'
import type {Tree} from '../files/tree.ts'
import {baseFiles} from './base-files.ts'
import type {ImageDefinition} from './image.ts'

/** One tree per image for questions; nobody writes to it. */
const trees = new WeakMap<ImageDefinition, Tree>()
const folders = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
  '/usr/local/apache2/bin',
  '/opt/rabbitmq/sbin',
]

/** Whether the image itself has this program. */
export function containsExecutable(definition: ImageDefinition, name: string): boolean {
  if (name === '') return false
  let tree = trees.get(definition)
  if (!tree) {
    tree = baseFiles(definition)
    trees.set(definition, tree)
  }
  if (name.includes('/')) {
    const path = name.replace(/^\.\//, '/')
    return tree.at(path)?.type === 'file' || tree.at(`/usr${path}`)?.type === 'file'
  }
  return folders.some(folder => tree.at(`${folder}/${name}`)?.type === 'file')
}

/** What runc says about a program that cannot be run; undefined if it can. */
export async function findExecutable(
  files: ContainerFileSystem,
  name: string,
  path: string,
  cwd: string,
): Promise<string | undefined> {
  const quoted = JSON.stringify(name)
  if (!name.includes('/')) {
    for (const folder of path.split(':')) if (await files.exists(`${folder}/${name}`)) return undefined
    return `exec: ${quoted}: executable file not found in $PATH`
  }
  const full = files.resolvePath(cwd, name)
  if (!(await files.exists(full))) return `exec: ${quoted}: stat ${name}: no such file or directory`
  const {isDirectory, mode} = await files.stat(full)
  if (isDirectory) return `exec: ${quoted}: is a directory`
  return mode & 0o111 ? undefined : `exec: ${quoted}: permission denied`
}
