import type {ApiResponse} from '../../../client/transport.ts'
import type {Attributes} from '../auth/interfaces.ts'
import {isLongRunning} from '../filters/long-running.ts'
import type {RequestInfo} from '../request-info.ts'
import type {ServerRequest} from '../server-request.ts'
import {AuditRecord} from './audit-record.ts'
import type {AuditSink} from './audit-sink.ts'
import {auditConfigFor, type Policy} from './policy.ts'

export interface AuditorOptions {
  policy: Policy
  sinks: readonly AuditSink[]
  now(): number
  /** What sinks lose, counted by them. */
  lost?: ReadonlyMap<string, number>
}

/** Tells of requests what a policy says, to all who are to know. */
export class Auditor {
  /** How many events were written. */
  events = 0
  /** Requests that were refused because nobody could write down what they were. */
  rejected = 0
  /** Of how many requests so much was told. */
  readonly levels = new Map<string, number>()
  /** Events that were lost, by whose fault it was. */
  readonly lost: ReadonlyMap<string, number>
  private readonly options: AuditorOptions & {write(line: string): void}
  private readonly waitedFor: readonly AuditSink[]

  constructor(options: AuditorOptions) {
    const write = (line: string) => {
      this.events += 1
      for (const sink of options.sinks) sink.write(line)
    }
    this.options = {...options, write}
    this.lost = options.lost ?? new Map()
    this.waitedFor = options.sinks.filter(sink => sink.stored)
  }

  /** Resolves when what was told last is stored, where a request is to wait for that; whether it may go on. Undefined: at once. */
  stored(): Promise<boolean> | undefined {
    if (this.waitedFor.length === 0) return undefined
    return Promise.all(this.waitedFor.map(sink => sink.stored?.())).then(all => all.every(Boolean))
  }

  /** The record of a request whose user is known; undefined where nothing is to be written. */
  begin(request: ServerRequest, info: RequestInfo, attributes: Attributes): AuditRecord | undefined {
    const config = auditConfigFor(this.options.policy, attributes)
    this.levels.set(config.level, (this.levels.get(config.level) ?? 0) + 1)
    if (config.level === 'None') return undefined
    const record = new AuditRecord({...this.options, request, info, user: attributes.user, config})
    record.emit('RequestReceived')
    return record
  }

  /** Writes down that somebody was not let in. */
  refused(request: ServerRequest, info: RequestInfo, attributes: Attributes, answer: ApiResponse): void {
    const config = auditConfigFor(this.options.policy, attributes)
    const record = new AuditRecord({...this.options, request, info, config})
    record.answered(answer.status, objectOf(answer))
    record.emit('ResponseStarted')
  }

  async close(): Promise<void> {
    for (const sink of this.options.sinks) await sink.close()
  }
}

/** Tells that a request ended in a fault of the server's own. */
export function panicked(record: AuditRecord, error: Error): void {
  const message = `APIServer panic'd: ${error.message}`
  record.answered(500, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason: 'InternalError',
  })
  record.emit('Panic')
}

/** Tells the end of a request's story, at once or when its stream ends; the answer carries the record's id. */
export function completed(record: AuditRecord, info: RequestInfo, answer: ApiResponse): ApiResponse {
  const response = {...answer, headers: {...answer.headers, 'audit-id': record.id}}
  const {body} = answer
  record.answered(answer.status, objectOf(answer))
  if (isLongRunning(info)) record.emit('ResponseStarted')
  const end = () => record.emit('ResponseComplete')
  if (body.type === 'events') return {...response, body: {...body, events: followed(body.events, end)}}
  if (body.type === 'stream') return {...response, body: {...body, chunks: followed(body.chunks, end)}}
  if (body.type === 'session') {
    const {session} = body
    const close = once(() => {
      end()
      session.close()
    })
    const watched = {
      send: session.send.bind(session),
      received: session.received,
      close,
    }
    return {...response, body: {...body, session: watched}}
  }
  end()
  return response
}

const objectOf = ({body}: ApiResponse) => (body.type === 'object' ? body.object : undefined)

async function* followed<T>(source: AsyncIterable<T>, ended: () => void): AsyncGenerator<T> {
  try {
    yield* source
  } finally {
    ended()
  }
}

function once(action: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    action()
  }
}
