/** One file, folder or link of an archive. */
export interface TarEntry {
  name: string
  type: 'file' | 'directory' | 'symlink'
  mode: number
  /** Seconds since the epoch. */
  modified: number
  linkTarget?: string
  content?: Uint8Array
}

const blockSize = 512
const longest = 100

/** An entry as blocks of a ustar archive; long names travel in an entry of their own. */
export function encodeEntry(entry: TarEntry): Uint8Array {
  const {name, type, content = new Uint8Array(), linkTarget = ''} = entry
  const long = (text: string, flag: string): Uint8Array[] =>
    Buffer.byteLength(text) > longest
      ? [header({...entry, name: '././@LongLink'}, flag, Buffer.byteLength(text) + 1), padded(Buffer.from(`${text}\0`))]
      : []
  const flag = type === 'directory' ? '5' : type === 'symlink' ? '2' : '0'
  const size = type === 'file' ? content.length : 0
  return Buffer.concat([
    ...long(linkTarget, 'K'),
    ...long(name, 'L'),
    header(entry, flag, size),
    ...(type === 'file' ? [padded(content)] : []),
  ])
}

/** What ends an archive. */
export const archiveEnd = (): Uint8Array => new Uint8Array(2 * blockSize)

/** The entries of an archive; throws if it breaks off. */
export function decodeArchive(archive: Uint8Array): TarEntry[] {
  const bytes = Buffer.from(archive)
  const entries: TarEntry[] = []
  let name: string | undefined
  let link: string | undefined
  for (let at = 0; at + blockSize <= bytes.length; ) {
    const head = bytes.subarray(at, at + blockSize)
    if (head.every(byte => byte === 0)) break
    const size = octal(head, 124, 12)
    const content = bytes.subarray(at + blockSize, at + blockSize + size)
    if (content.length < size) throw new Error('unexpected EOF')
    at += blockSize + Math.ceil(size / blockSize) * blockSize
    const flag = String.fromCharCode(head[156] ?? 48)
    if (flag === 'L') name = text(content, 0, size)
    else if (flag === 'K') link = text(content, 0, size)
    else if (flag === 'x') name = paxPath(content.toString()) ?? name
    else if (flag !== 'g') {
      const target = link ?? text(head, 157, 100)
      entries.push({
        name: name ?? plainName(head),
        type: flag === '5' ? 'directory' : flag === '2' ? 'symlink' : 'file',
        mode: octal(head, 100, 8),
        modified: octal(head, 136, 12),
        ...(target && {linkTarget: target}),
        content,
      })
      name = undefined
      link = undefined
    }
  }
  return entries
}

function header({name, mode, modified, linkTarget = ''}: TarEntry, flag: string, size: number): Uint8Array {
  const block = Buffer.alloc(blockSize)
  block.write(name.slice(0, longest), 0, longest, 'utf8')
  block.write(`${mode.toString(8).padStart(7, '0')}\0`, 100, 'latin1')
  block.write('0000000\0', 108, 'latin1')
  block.write('0000000\0', 116, 'latin1')
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1')
  block.write(`${Math.floor(modified).toString(8).padStart(11, '0')}\0`, 136, 'latin1')
  block.fill(' ', 148, 156)
  block.write(flag, 156, 'latin1')
  block.write(linkTarget.slice(0, longest), 157, longest, 'utf8')
  block.write('ustar\u000000', 257, 'latin1')
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return block
}

function padded(content: Uint8Array): Uint8Array {
  const rest = content.length % blockSize
  return rest === 0 ? content : Buffer.concat([content, new Uint8Array(blockSize - rest)])
}

function text(bytes: Buffer, from: number, length: number): string {
  const part = bytes.subarray(from, from + length)
  const end = part.indexOf(0)
  return part.subarray(0, end < 0 ? part.length : end).toString()
}

const octal = (bytes: Buffer, from: number, length: number): number =>
  Number.parseInt(text(bytes, from, length).trim() || '0', 8)

function plainName(head: Buffer): string {
  const prefix = text(head, 257, 5) === 'ustar' ? text(head, 345, 155) : ''
  return prefix ? `${prefix}/${text(head, 0, longest)}` : text(head, 0, longest)
}

const paxPath = (records: string): string | undefined => /(?:^|\n)\d+ path=([^\n]*)\n/.exec(records)?.[1]
