import type {Writable} from 'node:stream'
import type {ServerRequest} from '../server-request.ts'

/** kube-apiserver compresses what is larger; bytes. */
export const gzipThreshold = 128 * 1024

/** It spares time, not space. */
const level = 1

/** Whether an answer may be compressed: kube-apiserver looks for the bare word. */
export const acceptsGzip = ({headers = {}}: ServerRequest): boolean =>
  String(headers['accept-encoding'] ?? '')
    .split(',')
    .some(token => token.trim() === 'gzip')

export const gzipHeaders = {'content-encoding': 'gzip', vary: 'Accept-Encoding'}

export async function gzip(content: string | Uint8Array): Promise<Buffer> {
  const zlib = await import('node:zlib')
  return new Promise((resolve, reject) => {
    zlib.gzip(content, {level}, (error, result) => (error ? reject(error) : resolve(result)))
  })
}

/** A stream whose input reaches `outgoing` compressed, as fast as that takes it; ends it, too. */
export async function gzipInto(outgoing: Writable, signal: AbortSignal): Promise<Writable> {
  const zlib = await import('node:zlib')
  const packing = zlib.createGzip({level, chunkSize: gzipThreshold})
  signal.addEventListener('abort', () => packing.destroy(), {once: true})
  packing.on('error', () => outgoing.destroy())
  packing.pipe(outgoing)
  return packing
}
