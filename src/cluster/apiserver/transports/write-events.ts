import {once} from 'node:events'
import type {ServerResponse} from 'node:http'
import type {Http2ServerResponse} from 'node:http2'
import type {WatchEvent} from '../../../client/transport.ts'
import {encodeEvent} from '../encoding/encode-json.ts'

type Outgoing = ServerResponse | Http2ServerResponse

/** How many events are sent before others have their turn: some milliseconds' work. A watch may begin with all there is. */
const perTurn = 100

/**
 * Sends a watch's events after its headers, a line each, and ends the answer; resolves to how many bytes of lines these were. A slow reader slows its watch down. Over
 * HTTP/1.1 a line is a chunk, and that too is put together once for all who watch, not by Node for each of them.
 */
export async function writeEvents(
  outgoing: Outgoing,
  events: AsyncIterable<WatchEvent>,
  signal: AbortSignal,
): Promise<number> {
  const encode = takesOverChunks(outgoing) ? chunkOf : encodeEvent
  let sent = 0
  let count = 0
  for await (const event of events) {
    if (signal.aborted) break
    count += 1
    if (count % perTurn === 0) await new Promise(resolve => setImmediate(resolve))
    sent += Buffer.byteLength(encodeEvent(event))
    if (!write(outgoing, encode(event))) await once(outgoing, 'drain', {signal}).catch(() => undefined)
  }
  if (encode === chunkOf && !outgoing.destroyed) write(outgoing, lastChunk)
  outgoing.end()
  return sent
}

const write = (outgoing: Outgoing, text: string): boolean => (outgoing as ServerResponse).write(text)

/** Whether the answer is sent in chunks; from now on whoever writes makes them. */
function takesOverChunks(outgoing: Outgoing): boolean {
  if (!('chunkedEncoding' in outgoing) || !outgoing.chunkedEncoding) return false
  outgoing.chunkedEncoding = false
  return true
}

const chunks = new WeakMap<WatchEvent, string>()
const lastChunk = '0\r\n\r\n'

/** RFC 9112, 7.1: its size in hexadecimal, a line's end, the event's line, another line's end. */
function chunkOf(event: WatchEvent): string {
  let chunk = chunks.get(event)
  if (!chunk) {
    const line = encodeEvent(event)
    chunk = `${Buffer.byteLength(line).toString(16)}\r\n${line}\r\n`
    chunks.set(event, chunk)
  }
  return chunk
}
