import {randomUUID} from 'node:crypto'
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
import type {UnaryCall} from './unary-call.ts'

/** A key management service, by the gRPC service v2.KeyManagementService of k8s.io/kms. All throw an RpcError. */
export interface Plugin {
  status(): Promise<PluginStatus>
  encrypt(plaintext: Uint8Array): Promise<Encrypted>
  decrypt(encrypted: Encrypted): Promise<Uint8Array>
}

/** The plugin at `unix:///path`, or `unix:///@name` for an abstract socket. A call waits for the plugin to be there, `timeout` milliseconds at most. */
export function pluginAt(endpoint: string, timeout: number, time: TimeSource): Plugin {
  let opened: Promise<UnaryCall> | undefined
  const call = async (method: string, request: Uint8Array): Promise<Uint8Array> => {
    opened ??= import('./unary-call.ts').then(({unaryCalls}) => unaryCalls(targetOf(endpoint), {timeout, time}))
    const send = await opened
    return await send(`/v2.KeyManagementService/${method}`, request)
  }
  return {
    status: async () => readStatus(await call('Status', new Uint8Array())),
    encrypt: async plaintext => readEncrypted(await call('Encrypt', encryptRequest(plaintext, randomUUID()))),
    decrypt: async encrypted => readPlaintext(await call('Decrypt', decryptRequest(encrypted, randomUUID()))),
  }
}

/** As gRPC's name resolvers have it. */
function targetOf(endpoint: string): string {
  const {pathname} = new URL(endpoint)
  return pathname.startsWith('/@') ? `unix-abstract:${pathname.slice(2)}` : `unix:${decodeURIComponent(pathname)}`
}
