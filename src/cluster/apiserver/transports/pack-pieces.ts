/** What is sent at once; bytes. An answer that fits is sent whole. */
export const chunkSize = 128 * 1024

/** How many chunks wait to be used again, at most. */
const mostIdle = 64

/**
 * V8 goes through the whole heap, however large, each time that 64 MB of new buffers have been made: one list of a large cluster would have it do so more than
 * once. So chunks are used again, and what is put into them is kept as strings.
 */
const idle: Buffer[] = []

/** A buffer, and how much of it is filled. */
export interface Chunk {
  buffer: Buffer
  length: number
}

/** The pieces one after the other, packed into as few chunks as they need; each is the caller's until it gives it back. */
export function* packPieces(pieces: Iterable<string | Uint8Array>): Generator<Chunk> {
  let chunk = newChunk()
  for (const piece of pieces) {
    if (put(chunk, piece)) continue
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece
    for (let from = 0; from < bytes.length; ) {
      if (chunk.length === chunkSize || (from === 0 && bytes.length <= chunkSize)) {
        yield chunk
        chunk = newChunk()
      }
      const part = bytes.subarray(from, from + chunkSize - chunk.length)
      chunk.buffer.set(part, chunk.length)
      chunk.length += part.length
      from += part.length
    }
  }
  yield chunk
}

/** For a chunk that nobody reads any more. */
export function giveBack({buffer}: Chunk): void {
  if (idle.length < mostIdle) idle.push(buffer)
}

const newChunk = (): Chunk => ({buffer: idle.pop() ?? Buffer.allocUnsafeSlow(chunkSize), length: 0})

/** Adds a piece if there is room for the whole of it. */
function put(chunk: Chunk, piece: string | Uint8Array): boolean {
  const room = chunkSize - chunk.length
  if (typeof piece === 'string') {
    // A UTF-16 unit becomes three bytes at the most.
    if (piece.length * 3 > room && Buffer.byteLength(piece) > room) return false
    chunk.length += chunk.buffer.write(piece, chunk.length)
    return true
  }
  if (piece.length > room) return false
  chunk.buffer.set(piece, chunk.length)
  chunk.length += piece.length
  return true
}
