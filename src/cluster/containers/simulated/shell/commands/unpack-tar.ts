import type {ContainerFileSystem} from '../../files/container-file-system.ts'
import {reasonOf} from '../../files/file-errors.ts'

const block = 512

export interface Unpacking {
  folder: string
  /** Only these members and what is below them; all if none is named. */
  members: readonly string[]
  /** Whether files keep their times. */
  keepsTimes: boolean
  /** Whether they keep their owners. */
  keepsOwners: boolean
  /** Told of each name as it is unpacked. */
  tell(name: string): void
}

/** Unpacks a plain archive; returns what is wrong with it, a line each. */
export async function unpackTar(
  files: ContainerFileSystem,
  archive: Buffer,
  {folder, members, keepsTimes, keepsOwners, tell}: Unpacking,
): Promise<string[]> {
  const problems: string[] = []
  let long: string | undefined
  for (let at = 0; at + block <= archive.length; ) {
    const head = archive.subarray(at, at + block)
    if (head.every(byte => byte === 0)) break
    if (head.toString('latin1', 257, 262) !== 'ustar') return [...problems, 'invalid tar magic']
    const size = numberAt(head, 124, 12)
    const content = archive.subarray(at + block, at + block + size)
    if (content.length < size) return [...problems, 'short read']
    at += block + Math.ceil(size / block) * block
    const type = String.fromCharCode(head[156]!)
    if (type === 'L') {
      long = textOf(content)
      continue
    }
    if (type === 'g' || type === 'x') {
      long = /\d+ path=(.*)\n/.exec(content.toString())?.[1] ?? long
      continue
    }
    const prefix = textAt(head, 345, 155)
    const isUstar = head[262] === 48 || head[262] === 0
    const name = (long ?? `${isUstar && prefix ? `${prefix}/` : ''}${textAt(head, 0, 100)}`).replace(/^\/+/, '')
    long = undefined
    if (
      members.length > 0 &&
      !members.some(member => name === member || name.startsWith(`${member.replace(/\/$/, '')}/`))
    )
      continue
    tell(name)
    try {
      const path = files.resolvePath(folder, name)
      await place(files, path, {type, content, target: textAt(head, 157, 100), base: folder})
      if (keepsOwners && type !== '2')
        await files.chown(path, {uid: numberAt(head, 108, 8), gid: numberAt(head, 116, 8)})
      if (type !== '2') await files.chmod(path, numberAt(head, 100, 8))
      if (type !== '2' && keepsTimes) {
        const time = new Date(numberAt(head, 136, 12) * 1000)
        await files.utimes(path, time, time)
      }
    } catch (error) {
      problems.push(`can't open '${name}': ${reasonOf(error)}`)
    }
  }
  return problems
}

async function place(
  files: ContainerFileSystem,
  path: string,
  {type, content, target, base}: {type: string; content: Buffer; target: string; base: string},
): Promise<void> {
  if (type === '5') return files.mkdir(path, {recursive: true})
  await files.mkdir(path.slice(0, path.lastIndexOf('/')) || '/', {recursive: true})
  if (type !== '0' && type !== '\0' && type !== '2' && type !== '1') return
  // What is there already makes room, whatever it is; a link is not followed.
  await files.rm(path, {force: true}).catch(() => {})
  if (type === '2') return files.symlink(target, path)
  if (type === '1') return files.writeFile(path, files.readBytes(files.resolvePath(base, target)))
  return files.writeFile(path, content)
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString().replace(/\0.*$/s, '')
const textAt = (head: Buffer, at: number, width: number): string => textOf(head.subarray(at, at + width))
const numberAt = (head: Buffer, at: number, width: number): number =>
  Number.parseInt(textAt(head, at, width).trim() || '0', 8)
