import {Client, credentials, Metadata, status} from '@grpc/grpc-js'
import type {TimeSource} from '../../../runtime/cluster-clock.ts'

/** One message to a gRPC method, one message back. Throws an RpcError. */
export type UnaryCall = (path: string, message: Uint8Array) => Promise<Uint8Array>

/** What went wrong with a call, as Go's gRPC writes it. */
export class RpcError extends Error {
  constructor(code: string, description: string) {
    super(`rpc error: code = ${code} desc = ${description}`)
  }
}

/** How soon a server that is not there is looked for again; milliseconds. */
const backoff = {'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 1000}

/**
 * Calls of a server without TLS, by one connection that nothing keeps alive but calls under way. A call waits for the server to be there, and for its
 * answer, `timeout` milliseconds at most.
 */
export function unaryCalls(target: string, {timeout, time}: {timeout: number; time: TimeSource}): UnaryCall {
  const client = new Client(target, credentials.createInsecure(), backoff)
  const asIs = (message: Uint8Array): Buffer => Buffer.from(message)
  return (path, message) =>
    new Promise((resolve, reject) => {
      const metadata = new Metadata({waitForReady: true})
      const call = client.makeUnaryRequest<Uint8Array, Uint8Array>(
        path,
        asIs,
        asIs,
        message,
        metadata,
        (error, answer) => {
          takeBack()
          if (error) reject(asGoTells(error.code, error.details))
          else resolve(answer!)
        },
      )
      const takeBack = time.wake(timeout, () => call.cancel(), {keepsAlive: true})
    })
}

/** Go names codes in camel case. Nobody cancels a call but its own deadline. */
function asGoTells(code: status, details: string): RpcError {
  if (code === status.CANCELLED) return new RpcError('DeadlineExceeded', 'context deadline exceeded')
  const name = status[code].toLowerCase().replaceAll(/(^|_)(\w)/g, (_, _gap, letter: string) => letter.toUpperCase())
  return new RpcError(name, details)
}
