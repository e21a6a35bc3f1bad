import type {ProgramHost} from '../programs/program.ts'
import {readResponse, requestBytes} from './http-text.ts'
import {secureStream} from './secure-stream.ts'

const account = '/var/run/secrets/kubernetes.io/serviceaccount'

/** The namespace of the pod that the program runs in, where clients in a cluster look when they are told of none. */
export async function ownNamespace(host: ProgramHost): Promise<string> {
  const files = await host.files()
  return Buffer.from(files.readBytes(`${account}/namespace`))
    .toString()
    .trim()
}

/** One request to the API server as a client in a cluster makes it: by its Service, with the pod's own token and CA. */
export async function askApi(
  host: ProgramHost,
  {method = 'GET', path, body}: {method?: string; path: string; body?: unknown},
): Promise<{status: number; object: Record<string, unknown>}> {
  const files = await host.files()
  const read = (name: string): Buffer => Buffer.from(files.readBytes(`${account}/${name}`))
  const ip = host.env['KUBERNETES_SERVICE_HOST'] ?? ''
  const port = Number(host.env['KUBERNETES_SERVICE_PORT'] ?? 443)
  const connection = host.network.connect(ip, port, host.peer)
  if (typeof connection === 'string') throw new Error(`dial tcp ${ip}:${port}: connect: connection ${connection}`)
  const stream = await secureStream(connection, {serverName: ip, ca: read('ca.crt')})
  const headers = {
    host: `${ip}:${port}`,
    accept: 'application/json',
    'content-type': 'application/json',
    authorization: `Bearer ${read('token').toString().trim()}`,
  }
  const text = body === undefined ? '' : JSON.stringify(body)
  stream.send(requestBytes({method, path, headers, body: text}))
  const {status, body: answer} = await readResponse(stream)
  stream.end()
  return {status, object: JSON.parse(Buffer.from(answer).toString()) as Record<string, unknown>}
}
