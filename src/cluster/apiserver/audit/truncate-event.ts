import type {JsonObject} from '../../../api/object.ts'

/** What a webhook is spared; bytes. */
export interface TruncateLimits {
  maxEventSize: number
  maxBatchSize: number
}

/** An event that is not too large: without its objects if that helps; undefined where nothing does. */
export function truncated(event: string, {maxEventSize}: TruncateLimits): string | undefined {
  if (Buffer.byteLength(event) <= maxEventSize) return event
  const {requestObject, responseObject, annotations, ...rest} = JSON.parse(event) as JsonObject
  if (!String(rest['level']).startsWith('Request')) return undefined
  const told = {...(annotations as JsonObject | undefined), 'audit.k8s.io/truncated': 'true'}
  const less = JSON.stringify({...rest, annotations: told})
  return Buffer.byteLength(less) <= maxEventSize ? less : undefined
}

/** Events in lists that are not too large together. */
export function batchesOf(events: readonly string[], {maxBatchSize}: TruncateLimits): string[][] {
  const batches: string[][] = []
  let size = 0
  for (const event of events) {
    const own = Buffer.byteLength(event)
    const current = batches.at(-1)
    if (current && size + own <= maxBatchSize) current.push(event)
    else batches.push([event])
    size = current && batches.at(-1) === current ? size + own : own
  }
  return batches
}
