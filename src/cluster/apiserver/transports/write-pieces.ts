import {once} from 'node:events'
import type {Writable} from 'node:stream'

/** Writes pieces one after the other, as fast as they are taken, and ends; resolves to how many bytes they had. Ends early where the reader has gone. */
export async function writePieces(
  outgoing: Pick<Writable, 'end'> & Pick<Writable, 'write'> & NodeJS.EventEmitter,
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array | string>,
  signal: AbortSignal,
): Promise<number> {
  let sent = 0
  for await (const piece of pieces) {
    if (signal.aborted) break
    sent += piece.length
    if (!outgoing.write(piece)) await once(outgoing, 'drain', {signal}).catch(() => undefined)
  }
  outgoing.end()
  return sent
}
