import type {TimeSource} from '../../runtime/cluster-clock.ts'
import type {Logger} from '../../runtime/logger.ts'
import {TokenBucket} from '../admission/token-bucket.ts'
import type {AuditSink} from './audit-sink.ts'
import type {EventSender} from './send-events.ts'
import {batchesOf, type TruncateLimits, truncated} from './truncate-event.ts'

export type AuditMode = 'batch' | 'blocking' | 'blocking-strict'

export interface BatchLimits {
  /** How many events may wait; more are lost. */
  bufferSize: number
  maxSize: number
  /** Milliseconds. */
  maxWait: number
  /** Batches a second, and at once; absent: as many as there are. */
  throttle?: {qps: number; burst: number}
}

export interface AuditWebhookOptions {
  sender: EventSender
  mode: AuditMode
  batch: BatchLimits
  truncate?: TruncateLimits
  time: TimeSource
  log: Logger
  /** Events that were lost, and by which plugin's fault. */
  lost?(plugin: string, count: number): void
}

/** How long a batch waits for its turn before it asks again; milliseconds. */
const turn = 50

/** Sends audit events to a webhook: in batches while requests go on, or one by one while they wait. */
export class AuditWebhook implements AuditSink {
  stored?: () => Promise<boolean>
  private readonly options: AuditWebhookOptions
  private readonly bucket: TokenBucket | undefined
  private readonly sending = new Set<Promise<boolean>>()
  private waiting: string[] = []
  private latest: Promise<boolean> = Promise.resolve(true)
  private disarm: (() => void) | undefined
  private closing = false

  constructor(options: AuditWebhookOptions) {
    this.options = options
    const {mode, batch} = options
    this.bucket = batch.throttle && new TokenBucket(batch.throttle.qps, batch.throttle.burst)
    if (mode === 'blocking') this.stored = () => this.latest.then(() => true)
    if (mode === 'blocking-strict') this.stored = () => this.latest
  }

  write(line: string): void {
    const event = line.trimEnd().replace('{"kind":"Event","apiVersion":"audit.k8s.io/v1",', '{')
    const {mode, batch, time} = this.options
    if (mode !== 'batch') {
      this.latest = this.begin([event])
      return
    }
    if (this.waiting.length >= batch.bufferSize) return this.lose('buffered', [event], 'audit buffer queue blocked')
    this.waiting.push(event)
    if (this.waiting.length >= batch.maxSize) this.flush()
    else this.disarm ??= time.wake(batch.maxWait, () => this.flush())
  }

  async close(): Promise<void> {
    this.closing = true
    this.flush()
    this.options.sender.hurry()
    await Promise.all(this.sending)
  }

  /** Sends what waits, as soon as there may be another batch. */
  private flush(): void {
    this.disarm?.()
    this.disarm = undefined
    const {batch, time} = this.options
    while (this.waiting.length > 0) {
      if (this.bucket && !this.closing && !this.bucket.take(time.now())) {
        this.disarm = time.wake(turn, () => this.flush())
        return
      }
      void this.begin(this.waiting.splice(0, batch.maxSize))
    }
  }

  private begin(events: string[]): Promise<boolean> {
    const sent = this.send(events).finally(() => this.sending.delete(sent))
    this.sending.add(sent)
    return sent
  }

  private async send(events: string[]): Promise<boolean> {
    const {truncate, sender} = this.options
    let fine = true
    for (const batch of truncate ? this.fitting(events, truncate) : [events]) {
      try {
        await sender.send(batch)
      } catch (error) {
        this.lose('webhook', batch, (error as Error).message)
        fine = false
      }
    }
    return fine
  }

  private fitting(events: readonly string[], limits: TruncateLimits): string[][] {
    const fit: string[] = []
    for (const event of events) {
      const less = truncated(event, limits)
      if (less === undefined) this.lose('truncate', [event], 'event is too large even after truncating')
      else fit.push(less)
    }
    return batchesOf(fit, limits)
  }

  private lose(plugin: string, events: readonly string[], why: string): void {
    const {log, lost} = this.options
    log.error(`Error in audit plugin '${plugin}' affecting ${events.length} audit events: ${why}`)
    lost?.(plugin, events.length)
  }
}
