import type {ApiRequest, ApiResponse, StreamSession, Transport} from '../../client/transport.ts'
import type {Patience} from './patience.ts'

/** The transport of a command that waits for answers, and is patient with what a watch, a log or another program's streams bring. */
export const patientTransport = (transport: Transport, patience: Patience): Transport => ({
  async request(request: ApiRequest): Promise<ApiResponse> {
    const response = await patience.asking(transport.request(request))
    return {...response, body: patientBody(response.body, patience)}
  },
  close: () => transport.close(),
})

function patientBody(body: ApiResponse['body'], patience: Patience): ApiResponse['body'] {
  if (body.type === 'events') return {...body, events: patientWith(body.events, patience)}
  if (body.type === 'stream') return {...body, chunks: patientWith(body.chunks, patience)}
  return body.type === 'session' ? {...body, session: patientSession(body.session, patience)} : body
}

const patientSession = (session: StreamSession, patience: Patience): StreamSession => ({
  send: (channel, data, end) => session.send(channel, data, end),
  received: patientWith(session.received, patience),
  close: () => session.close(),
})

/** What comes piece by piece, each of which may take as long as it likes. */
export const patientWith = <T>(pieces: AsyncIterable<T>, patience: Patience): AsyncIterable<T> => ({
  [Symbol.asyncIterator]() {
    const iterator = pieces[Symbol.asyncIterator]()
    return {
      next: () => patience.during(iterator.next()),
      return: async () => (await iterator.return?.()) ?? {done: true, value: undefined},
    }
  },
})
