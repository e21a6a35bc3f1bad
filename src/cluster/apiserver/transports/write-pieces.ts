import {once} from 'node:events'
import type {Writable} from 'node:stream'
import {nextTurn} from '../../runtime/next-turn.ts'
import {type Chunk, chunkSize, giveBack} from './pack-pieces.ts'

type Outgoing = Pick<Writable, 'end'> & Pick<Writable, 'write'> & NodeJS.EventEmitter

/** Writes chunks one after the other as they come, as fast as they are taken, and ends; resolves to how many bytes they had. Ends early where the reader has gone. */
export async function writeChunks(
  outgoing: Outgoing,
  chunks: AsyncIterable<Uint8Array | string>,
  signal: AbortSignal,
): Promise<number> {
  let sent = 0
  for await (const chunk of chunks) {
    if (signal.aborted) break
    sent += chunk.length
    if (!outgoing.write(chunk)) await once(outgoing, 'drain', {signal}).catch(() => undefined)
  }
  outgoing.end()
  return sent
}

/** How many chunks are made before other requests have their turn, some milliseconds' work, and how much may wait for a slow reader; bytes. */
const chunksPerTurn = 8
const mostWaiting = 8 * chunkSize

/**
 * The same with chunks that are there as soon as they are asked for: other requests have their turn in between, however fast the reader is. A chunk is used again once it
 * is written.
 */
export async function writePacked(
  outgoing: Outgoing & Pick<Writable, 'writableLength'>,
  chunks: Iterable<Chunk>,
  signal: AbortSignal,
): Promise<number> {
  let sent = 0
  let count = 0
  for (const chunk of chunks) {
    if (signal.aborted) break
    sent += chunk.length
    count += 1
    const written = (error?: Error | null) => error ?? giveBack(chunk)
    const more = outgoing.write(chunk.buffer.subarray(0, chunk.length), written)
    if (!more && outgoing.writableLength > mostWaiting) await once(outgoing, 'drain', {signal}).catch(() => undefined)
    else if (count % chunksPerTurn === 0) await nextTurn()
  }
  outgoing.end()
  return sent
}
