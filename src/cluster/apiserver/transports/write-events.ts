import {once} from 'node:events'
import type {ServerResponse} from 'node:http'
import type {Http2ServerResponse} from 'node:http2'
import type {WatchEvent} from '../../../client/transport.ts'
import {nextTurn} from '../../runtime/next-turn.ts'
import {encodeEvent} from '../encoding/encode-json.ts'
import {SharedText} from './shared-text.ts'

type Outgoing = ServerResponse | Http2ServerResponse

/** How many events are sent before others have their turn: some milliseconds' work. A watch may begin with all there is. */
const perTurn = 100

/**
 * Sends a watch's events after its headers, a line each, and ends the answer; resolves to how many bytes of lines these were. A slow reader slows its watch down. Over
 * HTTP/1.1 a line is a chunk, and that too is put together once for all who watch, not by Node for each of them.
 */
export async function writeEvents(
  outgoing: Outgoing,
  {events, sent: told}: {events: AsyncIterable<WatchEvent>; sent?(bytes: number): void},
  signal: AbortSignal,
): Promise<number> {
  const chunked = takesOverChunks(outgoing)
  let sent = 0
  let count = 0
  for await (const event of events) {
    if (signal.aborted) break
    count += 1
    if (count % perTurn === 0) await nextTurn()
    const line = lineOf(event)
    sent += line.length
    told?.(line.length)
    if (!write(outgoing, (chunked ? line.chunk : line.plain).take()))
      await once(outgoing, 'drain', {signal}).catch(() => undefined)
  }
  if (chunked && !outgoing.destroyed) write(outgoing, lastChunk)
  outgoing.end()
  return sent
}

const write = (outgoing: Outgoing, text: string | Uint8Array): boolean => (outgoing as ServerResponse).write(text)

/** Whether the answer is sent in chunks; from now on whoever writes makes them. */
function takesOverChunks(outgoing: Outgoing): boolean {
  if (!('chunkedEncoding' in outgoing) || !outgoing.chunkedEncoding) return false
  outgoing.chunkedEncoding = false
  return true
}

const lines = new WeakMap<WatchEvent, Line>()
const lastChunk = '0\r\n\r\n'

function lineOf(event: WatchEvent): Line {
  let line = lines.get(event)
  if (!line) {
    line = new Line(encodeEvent(event))
    lines.set(event, line)
  }
  return line
}

/** An event's line, as it is and as a chunk. */
class Line {
  readonly plain: SharedText
  /** Bytes. */
  readonly length: number
  private chunked?: SharedText

  constructor(text: string) {
    this.plain = new SharedText(text)
    this.length = Buffer.byteLength(text)
  }

  /** RFC 9112, 7.1: its size in hexadecimal, a line's end, the event's line, another line's end. */
  get chunk(): SharedText {
    this.chunked ??= new SharedText(`${this.length.toString(16)}\r\n${this.plain.text}\r\n`)
    return this.chunked
  }
}
