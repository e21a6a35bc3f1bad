import type {TimeSource} from '../../runtime/cluster-clock.ts'
import type {Logger} from '../../runtime/logger.ts'
import {webhookEndpoint} from '../auth/webhook/webhook-endpoint.ts'
import {type AuditMode, AuditWebhook} from './audit-webhook.ts'
import {eventSender} from './send-events.ts'

/** kube-apiserver's --audit-webhook-* options. What is absent is as there; times are milliseconds, sizes bytes. */
export interface AuditWebhookSettings {
  /** In kubeconfig's format, by its absolute path; '': none. */
  file: string
  mode?: string
  initialBackoff?: number
  batchBufferSize?: number
  batchMaxSize?: number
  batchMaxWait?: number
  throttle?: boolean
  throttleQps?: number
  throttleBurst?: number
  truncate?: boolean
  maxEventSize?: number
  maxBatchSize?: number
}

const modes = ['batch', 'blocking', 'blocking-strict']

const defaults = {
  mode: 'batch',
  initialBackoff: 10_000,
  batchBufferSize: 10_000,
  batchMaxSize: 400,
  batchMaxWait: 30_000,
  throttle: true,
  throttleQps: 10,
  throttleBurst: 15,
  truncate: false,
  maxEventSize: 102_400,
  maxBatchSize: 10_485_760,
}

export interface WebhookParts {
  time: TimeSource
  log: Logger
  lost?(plugin: string, count: number): void
}

/** Throws an Error in kube-apiserver's words for options that do not go together, and for a file that is none. */
export function openAuditWebhook(settings: AuditWebhookSettings, parts: WebhookParts): AuditWebhook {
  const options = {...defaults, ...settings}
  refuse(options)
  const {throttleQps: qps, throttleBurst: burst, maxEventSize, maxBatchSize} = options
  return new AuditWebhook({
    ...parts,
    sender: eventSender(endpointOf(options.file, parts.time), options.initialBackoff, parts.time),
    mode: options.mode as AuditMode,
    batch: {
      bufferSize: options.batchBufferSize,
      maxSize: options.batchMaxSize,
      maxWait: options.batchMaxWait,
      ...(options.throttle && {throttle: {qps, burst}}),
    },
    ...(options.truncate && {truncate: {maxEventSize, maxBatchSize}}),
  })
}

function endpointOf(file: string, time: TimeSource) {
  try {
    return webhookEndpoint(file, () => time.now())
  } catch (error) {
    throw new Error(`initializing audit webhook: ${(error as Error).message}`)
  }
}

function refuse(options: typeof defaults): void {
  const {mode, throttle, maxEventSize, maxBatchSize} = options
  if (!modes.includes(mode))
    throw new Error(`invalid audit webhook mode ${mode}, allowed modes are ${JSON.stringify(modes.join(','))}`)
  if (mode === 'batch') {
    mustBePositive('batch webhook buffer size', options.batchBufferSize)
    mustBePositive('batch webhook max batch size', options.batchMaxSize)
    if (throttle) mustBePositive('batch webhook throttle QPS', options.throttleQps)
    if (throttle) mustBePositive('batch webhook throttle burst', options.throttleBurst)
  }
  mustBePositive('truncate webhook max event size', maxEventSize)
  if (maxBatchSize < maxEventSize)
    throw new Error(
      `invalid audit truncate webhook max batch size ${maxBatchSize}, must be greater than max event size (${maxEventSize})`,
    )
}

function mustBePositive(what: string, value: number): void {
  if (value <= 0) throw new Error(`invalid audit ${what} ${value}, must be a positive number`)
}
