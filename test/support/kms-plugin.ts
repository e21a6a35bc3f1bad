import {createServer, type Http2Server, type ServerHttp2Stream} from 'node:http2'
import {wireFields} from '../../src/api/protobuf/wire.ts'
import {WireWriter} from '../../src/api/protobuf/wire-writer.ts'
import {aesGcm} from '../../src/cluster/apiserver/encryption/aes-gcm.ts'

/** A key management service as k8s.io/kms v2 has it, whose keys anybody can guess. */
export interface KmsPlugin {
  /** `unix:///path`. */
  endpoint: string
  /** The key that encrypts from now on; all that it ever had decrypt. */
  keyId: string
  /** `ok`, or what is wrong. */
  health: string
  /** The methods that were called, in order. */
  calls: string[]
  stop(): Promise<void>
}

/** Serves on a unix socket at this path. */
export async function startKmsPlugin(path: string): Promise<KmsPlugin> {
  const plugin: KmsPlugin = {
    endpoint: `unix://${path}`,
    keyId: 'key-1',
    health: 'ok',
    calls: [],
    stop: () => {
      for (const close of open) close()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
  const open = new Set<() => void>()
  const server = createServer()
  server.on('session', session => open.add(() => session.destroy()))
  server.on('stream', (stream, headers) => {
    const method = String(headers[':path']).split('/')[2]!
    plugin.calls.push(method)
    const parts: Buffer[] = []
    stream.on('data', (part: Buffer) => parts.push(part))
    stream.on('end', () => answer(stream, () => handle(plugin, method, Buffer.concat(parts).subarray(5))))
  })
  await listening(server, path)
  return plugin
}

const listening = (server: Http2Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => server.on('error', reject).listen(path, resolve))

function answer(stream: ServerHttp2Stream, make: () => Uint8Array): void {
  let status: [code: string, message: string] = ['0', '']
  let message: Uint8Array = new Uint8Array()
  try {
    message = make()
  } catch (error) {
    status = ['13', (error as Error).message]
  }
  const head = Buffer.alloc(5)
  head.writeUInt32BE(message.length, 1)
  stream.respond({':status': 200, 'content-type': 'application/grpc'}, {waitForTrailers: true})
  stream.on('wantTrailers', () => stream.sendTrailers({'grpc-status': status[0], 'grpc-message': encodeURI(status[1])}))
  stream.end(status[0] === '0' ? Buffer.concat([head, message]) : undefined)
}

function handle(plugin: KmsPlugin, method: string, request: Uint8Array): Uint8Array {
  const field = (number: number): Buffer =>
    Buffer.from(([...wireFields(request)].find(each => each.number === number)?.value as Uint8Array) ?? [])
  const reply = new WireWriter()
  switch (method) {
    case 'Status':
      reply.string(3, plugin.keyId)
      reply.string(2, plugin.health)
      reply.string(1, 'v2')
      break
    case 'Encrypt':
      reply.nested(3, () => {
        reply.bytes(2, Buffer.from('1'))
        reply.string(1, 'version.example.com')
      })
      reply.string(2, plugin.keyId)
      reply.bytes(1, keyOf(plugin.keyId).toStorage(field(1), ''))
      break
    default: {
      if (!field(4).includes('version.example.com')) throw new Error('what I added is not there')
      reply.bytes(1, keyOf(field(3).toString()).fromStorage(field(1), '').data)
    }
  }
  return reply.finish()
}

const keyOf = (keyId: string) => aesGcm(Buffer.alloc(32, keyId))
