import type {Transform} from 'node:stream'
import {constants, createDeflate, createInflate, type Zlib} from 'node:zlib'
import {headerDictionary} from './header-dictionary.ts'

/** Names in lower case. */
export type Headers = Record<string, string>

/** The header blocks of one direction of a connection: they share one zlib stream, so they must be handled in order. */
export class HeaderDecoder {
  private readonly inflate = createInflate({dictionary: headerDictionary()})

  async decode(block: Buffer): Promise<Headers> {
    return parse(await pass(this.inflate, block))
  }

  close(): void {
    this.inflate.close()
  }
}

/** See HeaderDecoder. */
export class HeaderEncoder {
  private readonly deflate = createDeflate({dictionary: headerDictionary()})

  encode(headers: Headers): Promise<Buffer> {
    return pass(this.deflate, serialize(headers))
  }

  close(): void {
    this.deflate.close()
  }
}

/** Sends bytes through a zlib stream and takes out all that they yield. */
function pass(
  stream: Transform & Zlib & {flush(kind: number, done: () => void): void},
  input: Buffer,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const output: Buffer[] = []
    const collect = (chunk: Buffer) => output.push(chunk)
    const settle = (error?: Error) => {
      stream.off('data', collect)
      stream.off('error', settle)
      if (error) reject(error)
      else resolve(Buffer.concat(output))
    }
    stream.on('data', collect)
    stream.on('error', settle)
    stream.write(input)
    stream.flush(constants.Z_SYNC_FLUSH, () => settle())
  })
}

function parse(block: Buffer): Headers {
  const headers: Headers = {}
  let offset = 4
  const text = () => {
    const length = block.readUInt32BE(offset)
    const start = offset + 4
    offset = start + length
    if (offset > block.length) throw new Error('SPDY header block too short')
    return block.toString('utf8', start, offset)
  }
  const count = block.readUInt32BE(0)
  for (let index = 0; index < count; index += 1) {
    const name = text()
    headers[name.toLowerCase()] = text().replaceAll('\0', ', ')
  }
  return headers
}

function serialize(headers: Headers): Buffer {
  const parts: Buffer[] = [length(Object.keys(headers).length)]
  for (const [name, value] of Object.entries(headers)) {
    const bytes = Buffer.from(value)
    parts.push(length(Buffer.byteLength(name)), Buffer.from(name), length(bytes.length), bytes)
  }
  return Buffer.concat(parts)
}

function length(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
