import type {StreamSession} from '../../../client/transport.ts'

/** The channels of exec and attach. */
export const channel = {stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4} as const

/** What carries a session's channels to the client. */
export interface ChannelSink {
  /** Resolves when more may be sent. */
  send(channel: number, data: Uint8Array): Promise<void>
  /** No more on this channel. */
  end(channel: number): void
}

/** Passes everything that the server says to the client until the server has closed. */
export async function passToClient(session: StreamSession, sink: ChannelSink): Promise<void> {
  for await (const {channel: number, data, end} of session.received) {
    if (data.length > 0) await sink.send(number, data)
    if (end) sink.end(number)
  }
}

/** Which ports a port-forward's URL names: `?ports=80,81&ports=8080`. */
export const portsOf = (url: string): number[] =>
  new URL(url, 'http://host').searchParams
    .getAll('ports')
    .flatMap(value => value.split(','))
    .map(Number)

export const isPortForward = (url: string): boolean => /\/portforward(\?|$)/.test(url)
