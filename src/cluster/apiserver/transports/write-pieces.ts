import {once} from 'node:events'
import type {Writable} from 'node:stream'

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

/** The same with pieces that are there as soon as they are asked for: other requests have their turn after each, however fast the reader is. */
export const writePieces = (outgoing: Outgoing, pieces: Iterable<Uint8Array>, signal: AbortSignal): Promise<number> =>
  writeChunks(outgoing, inTurns(pieces), signal)

async function* inTurns(pieces: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    yield piece
    await new Promise(resolve => setImmediate(resolve))
  }
}
