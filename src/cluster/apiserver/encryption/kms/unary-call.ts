import type {ClientHttp2Session, IncomingHttpHeaders} from 'node:http2'
import type {TimeSource} from '../../../runtime/cluster-clock.ts'

/** What went wrong with a call, as Go's gRPC writes it. */
export class RpcError extends Error {
  readonly code: string

  constructor(code: string, description: string) {
    super(`rpc error: code = ${code} desc = ${description}`)
    this.code = code
  }
}

/** gRPC's codes by their numbers. */
const codes = [
  'OK',
  'Canceled',
  'Unknown',
  'InvalidArgument',
  'DeadlineExceeded',
  'NotFound',
  'AlreadyExists',
  'PermissionDenied',
  'ResourceExhausted',
  'FailedPrecondition',
  'Aborted',
  'OutOfRange',
  'Unimplemented',
  'Internal',
  'Unavailable',
  'DataLoss',
  'Unauthenticated',
]

/** Bytes before a message: whether it is compressed, and its length. */
const frameHead = 5

/** One message to a gRPC method, one message back. Throws an RpcError. `timeout` is in milliseconds. */
export function callUnary(
  session: ClientHttp2Session,
  path: string,
  message: Uint8Array,
  {timeout, time}: {timeout: number; time: TimeSource},
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const stream = session.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      te: 'trailers',
      'user-agent': 'grpc-node/kctl',
    })
    session.ref()
    const parts: Buffer[] = []
    let outcome: IncomingHttpHeaders = {}
    const cancel = time.wake(
      Math.max(0, timeout),
      () => finish(new RpcError('DeadlineExceeded', 'context deadline exceeded')),
      {
        keepsAlive: true,
      },
    )
    const finish = (error?: RpcError): void => {
      cancel()
      session.unref()
      if (error) reject(error)
      if (!stream.closed) stream.close()
    }
    stream.on('response', headers => {
      outcome = {...outcome, ...headers}
    })
    stream.on('trailers', trailers => {
      outcome = {...outcome, ...trailers}
    })
    stream.on('data', (part: Buffer) => parts.push(part))
    stream.on('error', error => finish(new RpcError('Unavailable', error.message)))
    stream.on('close', () => finish(new RpcError('Unavailable', 'the connection was closed')))
    stream.on('end', () => {
      const problem = problemOf(outcome)
      if (!problem) resolve(Buffer.concat(parts).subarray(frameHead))
      finish(problem)
    })
    const head = Buffer.alloc(frameHead)
    head.writeUInt32BE(message.length, 1)
    stream.end(Buffer.concat([head, message]))
  })
}

function problemOf(outcome: IncomingHttpHeaders): RpcError | undefined {
  const status = outcome['grpc-status']
  if (status === '0') return undefined
  if (status === undefined) return new RpcError('Unavailable', 'the server ended the call without a status')
  const description = String(outcome['grpc-message'] ?? '')
  return new RpcError(codes[Number(status)] ?? `Code(${status})`, percentDecoded(description))
}

/** Messages are percent-encoded; what is not is left as it is. */
const percentDecoded = (text: string): string =>
  text.replaceAll(/(?:%[0-9a-f]{2})+/gi, bytes => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString())
