import {type Status, StatusError} from '../../api/status-error.ts'
import type {Client} from '../../client/client.ts'
import {channel, isPortForward} from '../../client/session-channels.ts'
import type {ApiRequest, StreamSession} from '../../client/transport.ts'
import type {Input, Output} from '../cli-context.ts'
import {ProgramError} from '../errors/command-error.ts'

export interface TerminalSize {
  width: number
  height: number
}

export interface RemoteStreams {
  stdin?: Input | AsyncIterable<Uint8Array | string> | undefined
  stdout: Pick<Output, 'write'>
  stderr: Pick<Output, 'write'>
  /** The sizes of the terminal, now and as they change. */
  sizes?: AsyncIterable<TerminalSize> | undefined
  signal?: AbortSignal | undefined
}

/**
 * Opens an exec, attach or port-forward; throws why it was refused. As kubectl does it: who may not, or cannot, over a WebSocket, which
 * is a GET, tries SPDY's POST, and what is said then counts. Roles that let people exec usually allow to create only.
 */
export async function openSession(
  client: Client,
  url: string,
  {protocols, signal}: {protocols: readonly string[]; signal?: AbortSignal | undefined},
): Promise<StreamSession> {
  const request = {url, ...(signal && {signal})}
  const opened = await ask(client, {
    ...request,
    method: 'GET',
    headers: {connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-protocol': protocols.join(', ')},
  }).catch(error => {
    if (!(error instanceof StatusError)) throw error
  })
  if (opened) return opened
  const session = await ask(client, {
    ...request,
    method: 'POST',
    headers: {connection: 'Upgrade', upgrade: 'SPDY/3.1', 'x-stream-protocol-version': spdyProtocol(url)},
  })
  if (!session) throw new Error('unable to upgrade connection: the server did not switch protocols')
  return session
}

const spdyProtocol = (url: string): string => (isPortForward(url) ? 'portforward.k8s.io' : 'v4.channel.k8s.io')

async function ask(client: Client, request: ApiRequest): Promise<StreamSession | undefined> {
  const {body} = await client.send(request)
  return body.type === 'session' ? body.session : undefined
}

/** Runs a remote command to its end, its streams joined to ours; throws how it failed, with its exit code. */
export async function runRemotely(client: Client, url: string, streams: RemoteStreams): Promise<void> {
  const {signal} = streams
  const protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io']
  const session = await openSession(client, url, {protocols, signal})
  const closed = new AbortController()
  // What cannot be sent any more, the other end did not want: how it ended is in its report.
  void sendInput(session, streams, closed.signal).catch(() => undefined)
  void sendSizes(session, streams, closed.signal).catch(() => undefined)
  let report = ''
  try {
    for await (const {channel: number, data} of session.received) {
      if (number === channel.stdout) streams.stdout.write(data)
      else if (number === channel.stderr) streams.stderr.write(data)
      else if (number === channel.error) report += Buffer.from(data).toString()
    }
  } finally {
    closed.abort()
    session.close()
  }
  throwReport(report)
}

async function sendInput(session: StreamSession, {stdin}: RemoteStreams, closed: AbortSignal): Promise<void> {
  if (!stdin) return
  for await (const chunk of untilAborted<Uint8Array | string>(stdin, closed))
    await session.send(channel.stdin, typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
  if (!closed.aborted) await session.send(channel.stdin, new Uint8Array(), true)
}

async function sendSizes(session: StreamSession, {sizes}: RemoteStreams, closed: AbortSignal): Promise<void> {
  if (!sizes) return
  for await (const {width, height} of untilAborted(sizes, closed))
    await session.send(channel.resize, Buffer.from(JSON.stringify({Width: width, Height: height})))
}

/** The items until there are no more or nobody wants them. */
async function* untilAborted<T>(items: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]()
  const aborted = new Promise<{done: true; value: undefined}>(resolve =>
    signal.addEventListener('abort', () => resolve({done: true, value: undefined}), {once: true}),
  )
  for (;;) {
    const next = await Promise.race([iterator.next(), aborted])
    if (signal.aborted || next.done) break
    yield next.value
  }
  // A read that waits for the user would keep the program from ending.
  if (signal.aborted) (items as {destroy?(): void}).destroy?.()
}

function throwReport(report: string): void {
  if (report === '') return
  const status = parsed(report)
  if (!status) throw new Error(report)
  if (status.status === 'Success') return
  if (status.reason === 'NonZeroExitCode') {
    const code = Number(status.details?.causes?.find(({reason}) => reason === 'ExitCode')?.message ?? 1)
    throw new ProgramError(`command terminated with exit code ${code}`, code)
  }
  if (status.reason === 'InternalError' || !status.reason) throw new Error(status.message ?? report)
  throw new StatusError(status)
}

function parsed(report: string): Status | undefined {
  try {
    return JSON.parse(report) as Status
  } catch {
    return undefined
  }
}
