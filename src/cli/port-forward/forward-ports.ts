import {createServer, type Server, type Socket} from 'node:net'
import type {Pod} from '../../api/kinds.ts'
import {listen} from '../../client/machine/listen.ts'
import {SilentExit} from '../errors/command-error.ts'
import {Interruption} from '../interrupt.ts'
import {carryConnection, forwardingUrl, watchForwarding} from './carry-connection.ts'
import {hostAndPort, type ListenAddress} from './listen-address.ts'
import {listenFailure} from './listen-failure.ts'
import type {ForwardedPort} from './parse-ports.ts'
import type {PortForwardInvocation} from './port-forward.ts'

interface Forwarding {
  pod: Pod
  addresses: readonly ListenAddress[]
  ports: readonly ForwardedPort[]
}

/** Listens on every port and address, and carries what connects there, until interrupted or the pod is lost. */
export async function forwardPorts(
  invocation: PortForwardInvocation,
  {pod, addresses, ports}: Forwarding,
): Promise<void> {
  const ended = new AbortController()
  const client = await invocation.client()
  const {lost} = await watchForwarding(client, forwardingUrl(pod), ended.signal)
  const servers: Server[] = []
  const sockets = new Set<Socket>()
  try {
    const failure = new Promise<never>((_, reject) => {
      const take = ({local, remote}: ForwardedPort, socket: Socket): void => {
        sockets.add(socket)
        socket.once('close', () => sockets.delete(socket))
        carryConnection(invocation, client, {pod, local, remote, socket, signal: ended.signal}).catch(() =>
          reject(new Error('lost connection to pod')),
        )
      }
      lost.then(() => reject(new Error('lost connection to pod')))
      listenOnAll(invocation, {addresses, ports, servers, take}).catch(reject)
    })
    await Promise.race([failure, interruption(invocation)])
  } finally {
    ended.abort()
    for (const server of servers) server.close()
    for (const socket of sockets) socket.destroy()
  }
}

interface Listening {
  addresses: readonly ListenAddress[]
  ports: readonly ForwardedPort[]
  servers: Server[]
  take(port: ForwardedPort, socket: Socket): void
}

async function listenOnAll(invocation: PortForwardInvocation, listening: Listening): Promise<void> {
  let listens = false
  for (const port of listening.ports) {
    try {
      await listenOnPort(invocation, port, listening)
      listens = true
    } catch (error) {
      invocation.err(`Unable to listen on port ${port.local}: ${(error as Error).message}\n`)
    }
  }
  if (listens) return
  const shown = listening.ports.map(({local, remote}) => `{${local} ${remote}}`).join(' ')
  throw new Error(`unable to listen on any of the requested ports: [${shown}]`)
}

async function listenOnPort(
  invocation: PortForwardInvocation,
  {local, remote}: ForwardedPort,
  {addresses, servers, take}: Listening,
): Promise<void> {
  const errors: string[] = []
  const worked = {all: 0, any: 0}
  const failed = {all: 0, any: 0}
  let port = local
  for (const {address, needed} of addresses) {
    try {
      const server = createServer({allowHalfOpen: true}, socket => take({local: port, remote}, socket))
      port = await listenAt(server, address, port)
      servers.push(server)
      worked[needed]++
      invocation.out(`Forwarding from ${hostAndPort(address, port)} -> ${remote}\n`)
    } catch (error) {
      failed[needed]++
      errors.push((error as Error).message)
    }
  }
  if ((worked.all === 0 && failed.all > 0) || (worked.any === 0 && failed.any > 0))
    throw new Error(`Listeners failed to create with the following errors: [${errors.join(' ')}]`)
}

async function listenAt(server: Server, host: string, port: number): Promise<number> {
  try {
    return (await listen(server, {host, port, ipv6Only: host.includes(':')})).port
  } catch (error) {
    const family = host.includes(':') ? 'tcp6' : 'tcp4'
    const why = listenFailure(error as NodeJS.ErrnoException)
    throw new Error(`unable to create listener: Error listen ${family} ${hostAndPort(host, port)}: ${why}`)
  }
}

/** Ctrl-C is how one ends it, and no failure. */
function interruption({context: {signal}}: PortForwardInvocation): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      const reason: unknown = signal?.reason
      if (reason instanceof Interruption && reason.exitCode !== 130) reject(new SilentExit(reason.exitCode))
      else resolve()
    }
    if (signal?.aborted) end()
    else signal?.addEventListener('abort', end, {once: true})
  })
}
