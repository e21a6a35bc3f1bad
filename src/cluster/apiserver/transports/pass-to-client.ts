import type {StreamSession} from '../../../client/transport.ts'

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
