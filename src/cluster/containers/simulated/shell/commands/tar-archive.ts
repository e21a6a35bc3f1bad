import type {ContainerFileSystem} from '../../files/container-file-system.ts'
import {Accounts} from './accounts.ts'

const block = 512
/** Archives are written in records of so many bytes. */
const record = 20 * block

/** A ustar archive of files, folders and links as they are; `names` are relative to the folder, and what a folder has comes after it. */
export async function tarArchive(
  files: ContainerFileSystem,
  folder: string,
  names: readonly string[],
): Promise<Buffer> {
  const parts: Uint8Array[] = []
  const accounts = new Accounts(files)
  const add = async (name: string): Promise<void> => {
    const path = files.resolvePath(folder, name)
    const details = files.details(path, false)
    const isFolder = details.type === 'directory'
    const content = details.type === 'file' ? files.readBytes(path) : new Uint8Array()
    const shown = isFolder ? `${name.replace(/\/+$/, '')}/` : name
    const type = isFolder ? '5' : details.type === 'symlink' ? '2' : '0'
    if (Buffer.byteLength(shown) > 100) parts.push(...longName(shown))
    parts.push(
      header({
        name: shown,
        mode: details.mode,
        uid: details.uid,
        gid: details.gid,
        size: content.length,
        mtime: details.mtime,
        type,
        target: details.target ?? '',
        user: accounts.user(details.uid) ?? '',
        group: accounts.group(details.gid) ?? '',
      }),
      ...padded(content),
    )
    if (isFolder) for (const child of await files.readdir(path)) await add(`${shown === './' ? './' : shown}${child}`)
  }
  for (const name of names) await add(name)
  const archive = Buffer.concat(parts)
  return Buffer.concat([archive, Buffer.alloc(record - ((archive.length + 2 * block) % record) + 2 * block)])
}

interface Header {
  name: string
  mode: number
  uid: number
  gid: number
  size: number
  /** Milliseconds since the epoch. */
  mtime: number
  type: string
  target: string
  user: string
  group: string
}

function header({name, mode, uid, gid, size, mtime, type, target, user, group}: Header): Buffer {
  const bytes = Buffer.alloc(block)
  const octal = (value: number, at: number, width: number) =>
    bytes.write(`${value.toString(8).padStart(width - 1, '0')}\0`, at, 'latin1')
  bytes.write(name.slice(0, 100), 0)
  octal(mode & 0o7777, 100, 8)
  octal(uid, 108, 8)
  octal(gid, 116, 8)
  octal(size, 124, 12)
  octal(Math.max(0, Math.floor(mtime / 1000)), 136, 12)
  bytes.fill(' ', 148, 156)
  bytes.write(type, 156)
  bytes.write(target.slice(0, 100), 157)
  bytes.write('ustar  \0', 257, 'latin1')
  bytes.write(user.slice(0, 31), 265)
  bytes.write(group.slice(0, 31), 297)
  const sum = bytes.reduce((total, byte) => total + byte, 0)
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return bytes
}

/** GNU's way to say a name of more than 100 bytes. */
function longName(name: string): Uint8Array[] {
  const text = Buffer.from(`${name}\0`)
  const plain = {name: '././@LongLink', mode: 0o644, uid: 0, gid: 0, mtime: 0, target: '', user: 'root', group: 'root'}
  return [header({...plain, size: text.length, type: 'L'}), ...padded(text)]
}

const padded = (content: Uint8Array): Uint8Array[] =>
  content.length === 0 ? [] : [content, new Uint8Array((block - (content.length % block)) % block)]
