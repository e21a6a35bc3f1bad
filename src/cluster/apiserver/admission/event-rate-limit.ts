import {type FieldError, fieldErrorText, invalidValue, notSupported} from '../../../api/field-error.ts'
import type {Event} from '../../../api/kinds.ts'
import {StatusError} from '../../../api/status-error.ts'
import type {AdmissionAttributes, AdmissionPlugin} from './admission.ts'
import {TokenBucket} from './token-bucket.ts'

/** One of the limits of an eventratelimit.admission.k8s.io Configuration. */
interface Limit {
  type: string
  qps: number
  burst: number
  /** How many keys are remembered. */
  cacheSize?: number
}

const usualCacheSize = 4096

const keys: Record<string, (attributes: AdmissionAttributes) => string> = {
  Server: () => '',
  Namespace: ({namespace}) => namespace,
  User: ({user}) => user.name,
  SourceAndObject({object}) {
    const {source, involvedObject: about} = object as Event
    return [source?.component, source?.host, about?.kind, about?.namespace, about?.name, about?.uid, about?.apiVersion]
      .map(part => part ?? '')
      .join('')
  },
}

/** Takes no more events than its configuration allows. Throws an Error for a configuration that is none. */
export function eventRateLimit(configuration: unknown): AdmissionPlugin {
  const {limits = []} = (configuration ?? {}) as {limits?: Limit[]}
  const errors = limitErrors(limits)
  if (errors.length > 0) {
    const list = errors.map(fieldErrorText)
    throw new Error(
      `failed to apply admission: couldn't init admission plugin "EventRateLimit": ${list.length > 1 ? `[${list.join(', ')}]` : list[0]}`,
    )
  }
  const enforcers = limits.map(limit => ({limit, buckets: new Map<string, TokenBucket>()}))
  return {
    name: 'EventRateLimit',
    validate(attributes, server) {
      if (attributes.definition.plural !== 'events' || attributes.dryRun || attributes.operation === 'DELETE') return
      const now = server.clock.now()
      const reached = enforcers.flatMap(({limit, buckets}) => {
        const key = keys[limit.type]!(attributes)
        const accepted = bucketOf(buckets, key, limit).take(now)
        return accepted ? [] : [`limit reached on type ${limit.type} for key ${key}`]
      })
      if (reached.length > 0) throw tooMany(reached.length > 1 ? `[${reached.join(', ')}]` : reached[0]!)
    },
  }
}

function limitErrors(limits: readonly Limit[]): FieldError[] {
  if (limits.length === 0) return [invalidValue('limits', null, 'must not be empty')]
  return limits.flatMap(({type, burst, qps, cacheSize = 0}, index) => {
    const path = `limits[${index}]`
    const errors: FieldError[] = []
    if (!Object.hasOwn(keys, type)) errors.push(notSupported(`${path}.type`, type, Object.keys(keys)))
    if (!(burst > 0)) errors.push(invalidValue(`${path}.burst`, burst ?? 0, 'must be positive'))
    if (!(qps > 0)) errors.push(invalidValue(`${path}.qps`, qps ?? 0, 'must be positive'))
    if (type !== 'Server' && cacheSize < 0)
      errors.push(invalidValue(`${path}.cacheSize`, cacheSize, 'must not be negative'))
    return errors
  })
}

/** The bucket of a key; the one that has been used the longest ago makes room. */
function bucketOf(buckets: Map<string, TokenBucket>, key: string, {qps, burst, cacheSize}: Limit): TokenBucket {
  const bucket = buckets.get(key) ?? new TokenBucket(qps, burst)
  buckets.delete(key)
  buckets.set(key, bucket)
  if (buckets.size > (cacheSize || usualCacheSize)) buckets.delete(buckets.keys().next().value!)
  return bucket
}

const tooMany = (message: string): StatusError =>
  new StatusError({message: `Too many requests: ${message}`, reason: 'TooManyRequests', code: 429})
