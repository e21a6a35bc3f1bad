/** A SPDY/3.1 frame (draft-mbelshe-httpbis-spdy-00, 2.2). */
export type Frame =
  | {type: 'data'; streamId: number; flags: number; data: Buffer}
  | {type: 'control'; kind: number; flags: number; payload: Buffer}

export const kinds = {
  synStream: 1,
  synReply: 2,
  rstStream: 3,
  settings: 4,
  ping: 6,
  goAway: 7,
  headers: 8,
  windowUpdate: 9,
} as const

/** The sender is done with the stream. */
export const fin = 1

const version = 3
const largestFrame = 16 * 1024 * 1024

/** Cuts a byte stream into frames. Throws on what is no SPDY/3. */
export class FrameReader {
  private rest: Buffer = Buffer.alloc(0)

  /** The frames that are complete with this chunk. */
  push(chunk: Buffer): Frame[] {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk])
    const frames: Frame[] = []
    while (this.rest.length >= 8) {
      const word = this.rest.readUInt32BE(0)
      const flags = this.rest.readUInt8(4)
      const length = this.rest.readUIntBE(5, 3)
      if (length > largestFrame) throw new Error('SPDY frame too large')
      if (this.rest.length < 8 + length) break
      const payload = this.rest.subarray(8, 8 + length)
      this.rest = this.rest.subarray(8 + length)
      frames.push(frameOf(word, flags, payload))
    }
    return frames
  }
}

function frameOf(word: number, flags: number, payload: Buffer): Frame {
  if (word < 0x80000000) return {type: 'data', streamId: word, flags, data: payload}
  if (((word >>> 16) & 0x7fff) !== version) throw new Error('not SPDY/3')
  return {type: 'control', kind: word & 0xffff, flags, payload}
}

export function controlFrame(kind: number, flags: number, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt16BE(0x8000 | version, 0)
  head.writeUInt16BE(kind, 2)
  head.writeUInt8(flags, 4)
  head.writeUIntBE(payload.length, 5, 3)
  return Buffer.concat([head, payload])
}

export function dataFrame(streamId: number, flags: number, data: Uint8Array): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(streamId, 0)
  head.writeUInt8(flags, 4)
  head.writeUIntBE(data.length, 5, 3)
  return Buffer.concat([head, data])
}

/** Big-endian 32-bit words, as most control frames consist of. */
export function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, 4 * index)
  return bytes
}
