import {randomUUID} from 'node:crypto'
import type {ClientHttp2Session} from 'node:http2'
import {connect as connectHttp2} from 'node:http2'
import {connect} from 'node:net'
import type {TimeSource} from '../../../runtime/cluster-clock.ts'
import {
  decryptRequest,
  type Encrypted,
  encryptRequest,
  type PluginStatus,
  readEncrypted,
  readPlaintext,
  readStatus,
} from './messages.ts'
import {callUnary, RpcError} from './unary-call.ts'

/** A key management service, by the gRPC service v2.KeyManagementService of k8s.io/kms. All throw an RpcError. */
export interface Plugin {
  status(): Promise<PluginStatus>
  encrypt(plaintext: Uint8Array): Promise<Encrypted>
  decrypt(encrypted: Encrypted): Promise<Uint8Array>
}

/** How long nobody tries again to reach a plugin that is not there; milliseconds. */
const pause = 100

/** The plugin at `unix:///path`, or `unix:///@name` for an abstract socket. A call waits for the plugin to be there, `timeout` milliseconds at most. */
export function pluginAt(endpoint: string, timeout: number, time: TimeSource): Plugin {
  const {pathname} = new URL(endpoint)
  const path = pathname.startsWith('/@') ? `\0${pathname.slice(2)}` : decodeURIComponent(pathname)
  let session: ClientHttp2Session | undefined
  const open = (): ClientHttp2Session => {
    if (session && !session.closed && !session.destroyed) return session
    session = connectHttp2('http://localhost', {createConnection: () => connect(path)})
    session.on('error', () => {})
    // Nothing of it keeps the program alive but calls that are under way.
    session.unref()
    return session
  }
  const call = async (method: string, request: Uint8Array): Promise<Uint8Array> => {
    const end = time.now() + timeout
    for (;;) {
      try {
        return await callUnary(open(), `/v2.KeyManagementService/${method}`, request, {timeout: end - time.now(), time})
      } catch (error) {
        if (!(error instanceof RpcError) || error.code !== 'Unavailable') throw error
        if (time.now() + pause >= end) throw new RpcError('DeadlineExceeded', 'context deadline exceeded')
      }
      await new Promise<void>(resolve => time.wake(pause, resolve, {keepsAlive: true}))
    }
  }
  return {
    status: async () => readStatus(await call('Status', new Uint8Array())),
    encrypt: async plaintext => readEncrypted(await call('Encrypt', encryptRequest(plaintext, randomUUID()))),
    decrypt: async encrypted => readPlaintext(await call('Decrypt', decryptRequest(encrypted, randomUUID()))),
  }
}
