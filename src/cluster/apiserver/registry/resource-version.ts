import {quote} from '../../../api/go/quote.ts'
import {StatusError} from '../../../api/status-error.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'

/** A revision in a request; '' is 0. Throws Go's complaint, which Kubernetes answers with a bare 500. */
export function parseResourceVersion(text: string): number {
  if (text === '') return 0
  if (/^\d+$/.test(text) && BigInt(text) < 2n ** 64n) return Number(text)
  const why = /^\d+$/.test(text) ? 'value out of range' : 'invalid syntax'
  const detail = `strconv.ParseUint: parsing ${quote(text)}: ${why}`
  throw new StatusError({message: `resourceVersion: Invalid value: ${quote(text)}: ${detail}`, code: 500})
}

/** Events are read past any cache. */
export const isReadPastCache = ({plural, structural}: ResourceDefinition): boolean => plural === 'events' && !structural

/** The timeout that a revision from the future ends in. A cache says when to come again, as a watch does; the store does not. */
export function tooLarge(
  definition: ResourceDefinition,
  wanted: number,
  current: number,
  again = !isReadPastCache(definition),
): StatusError {
  return new StatusError(
    {
      message: `Timeout: Too large resource version: ${wanted}, current: ${current}`,
      reason: 'Timeout',
      details: {
        causes: [{reason: 'ResourceVersionTooLarge', message: 'Too large resource version'}],
        ...(again && {retryAfterSeconds: 1}),
      },
      code: 504,
    },
    again ? {'retry-after': '1'} : {},
  )
}
