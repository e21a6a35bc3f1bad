import type {Socket} from 'node:net'
import {logValue} from '../../api/go/log-value.ts'
import type {Pod} from '../../api/kinds.ts'
import {StatusError} from '../../api/status-error.ts'
import {type Client, pathOf} from '../../client/client.ts'
import type {StreamSession} from '../../client/transport.ts'
import {logLine} from '../klog.ts'
import {openSession} from '../streams/remote-session.ts'
import type {PortForwardInvocation} from './port-forward.ts'

const dataChannel = 0
const errorChannel = 1
const protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io']

export const forwardingUrl = ({metadata: {namespace = '', name = ''}}: Pod): string =>
  pathOf({group: '', version: 'v1', resource: 'pods', namespace, name, subresource: 'portforward'})

/** Opens a session without ports, which stays as long as the server does; `lost` tells its end. */
export async function watchForwarding(
  client: Client,
  url: string,
  signal: AbortSignal,
): Promise<{lost: Promise<void>}> {
  const session = await openSession(client, url, {protocols, signal}).catch(explain)
  if (!session) return {lost: new Promise(() => {})}
  signal.addEventListener('abort', () => session.close(), {once: true})
  return {lost: drain(session)}
}

/** Servers that want a port to be named cannot be watched this way; all others say why they refuse. */
function explain(error: unknown): undefined {
  if (error instanceof StatusError && error.status.code === 400) return undefined
  throw new Error(`error upgrading connection: ${(error as Error).message}`)
}

async function drain(session: StreamSession): Promise<void> {
  for await (const _ of session.received);
}

export interface LocalConnection {
  pod: Pod
  local: number
  remote: number
  socket: Socket
  signal: AbortSignal
}

/** Carries one connection to its end; throws when the pod did not take it. */
export async function carryConnection(
  invocation: PortForwardInvocation,
  client: Client,
  {pod, local, remote, socket, signal}: LocalConnection,
): Promise<void> {
  invocation.out(`Handling connection for ${local}\n`)
  let report = ''
  try {
    const session = await openSession(client, `${forwardingUrl(pod)}?ports=${remote}`, {protocols, signal})
    socket.once('close', () => session.close())
    void sendAll(session, socket)
    for await (const {channel, data, end} of session.received) {
      if (channel === errorChannel) report += Buffer.from(data).toString()
      else if (channel === dataChannel && data.length > 0 && !socket.destroyed) await written(socket, data)
      if (channel === dataChannel && end) socket.end()
    }
  } catch (error) {
    if (signal.aborted) return
    report ||= (error as Error).message
  }
  socket.end()
  if (report === '' || signal.aborted) return
  const text = `an error occurred forwarding ${local} -> ${remote}: ${report}`
  logLine(invocation, {severity: 'E', source: 'portforward.go:424', text: `"Unhandled Error" err=${logValue(text)}`})
  throw new Error(text)
}

async function sendAll(session: StreamSession, socket: Socket): Promise<void> {
  try {
    for await (const chunk of socket.iterator({destroyOnReturn: false}))
      await session.send(dataChannel, chunk as Uint8Array)
    await session.send(dataChannel, new Uint8Array(), true)
  } catch {
    session.close()
  }
}

const written = (socket: Socket, data: Uint8Array): Promise<void> =>
  new Promise(resolve => {
    const done = () => resolve()
    socket.once('close', done)
    socket.write(data, () => {
      socket.off('close', done)
      resolve()
    })
  })
