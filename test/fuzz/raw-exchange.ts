import type {Duplex} from 'node:stream'
import {unchunked} from '../../src/cluster/containers/simulated/network/http-text.ts'

export interface RawAnswer {
  /** 0: the connection was closed without an answer. */
  status: number
  headers: Record<string, string>
  body: Buffer
}

/** How long an answer may take to begin, and how long a stream is listened to; milliseconds. */
const patience = Number(process.env['KCTL_FUZZ_PATIENCE'] ?? 20_000)
const listening = 10

/**
 * Sends bytes and reads the one HTTP/1.1 answer that comes back. Of watches and logs the beginning. `ends`: says after a moment
 * that nothing more will be sent. Rejects when nothing comes at all.
 */
export async function exchange(socket: Duplex, bytes: Buffer, {ends = false} = {}): Promise<RawAnswer> {
  const chunks: Buffer[] = []
  let quiet: NodeJS.Timeout | undefined
  const impatient = setTimeout(() => socket.destroy(new Error(`no answer within ${patience / 1000} s`)), patience)
  socket.on('data', (chunk: Buffer) => {
    clearTimeout(impatient)
    chunks.push(chunk)
    quiet ??= setTimeout(() => socket.destroy(), lasts(chunk) ? listening : patience)
  })
  socket.on('end', () => socket.destroy())
  socket.on('error', () => undefined)
  const ended = new Promise(resolve => socket.once('close', resolve))
  socket.write(bytes)
  // What ends at once is taken for a client that has gone; a moment later the server knows that no more will come.
  const end = ends ? setTimeout(() => socket.end(), listening) : undefined
  await ended
  clearTimeout(end)
  clearTimeout(impatient)
  clearTimeout(quiet)
  if (socket.errored && chunks.length === 0 && !/EPIPE|ECONNRESET/.test(String(socket.errored))) throw socket.errored
  return parse(Buffer.concat(chunks))
}

/** Whether an answer may be one of those that end only with their client. */
const lasts = (first: Buffer): boolean => {
  const head = first.toString('latin1')
  return /^HTTP\/1.1 2.*transfer-encoding: chunked/is.test(head) || head.startsWith('HTTP/1.1 101')
}

function parse(bytes: Buffer): RawAnswer {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return {status: 0, headers: {}, body: Buffer.alloc(0)}
  const [line = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const headers = Object.fromEntries(
    lines.map(text => [text.slice(0, text.indexOf(':')).toLowerCase(), text.slice(text.indexOf(':') + 1).trim()]),
  )
  const status = Number(line.split(' ')[1])
  // An interim answer is followed by the one that counts.
  if (status === 100) return parse(bytes.subarray(end + 4))
  const body = bytes.subarray(end + 4)
  return {status, headers, body: headers['transfer-encoding'] === 'chunked' ? unchunked(body) : body}
}
