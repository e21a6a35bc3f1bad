import type {ResourceStore} from '../registry/resource-store.ts'
import type {RequestInfo} from '../request-info.ts'

/** Bytes that one seat stands for; at most so many are in memory at once of a list that comes from the cache. */
const bytesPerSeat = 100_000
const mostFromCache = 1_000_000
const mostSeats = 100

/** How many seats a request takes: lists by the size of what they read, all others one. `store` is that of the kind, where it has been used. */
export function seatsOf(info: RequestInfo, store: ResourceStore | undefined, widest: number): number {
  const {verb, name, query} = info
  const listed = verb === 'list' || (verb === 'watch' && query.get('sendInitialEvents') === 'true')
  const cache = store?.cache
  if (!listed || name || !cache?.ready) return 1
  const limit = Number(query.get('limit')) || 0
  const stored = cache.size
  const wanted = limit > 0 ? Math.min(limit, stored) : stored
  const fromCache = verb === 'watch' || isFromCache(query)
  const selective = Boolean(query.get('labelSelector') || query.get('fieldSelector'))
  const read = selective && !fromCache ? Math.max(wanted, Math.floor(stored / 2)) : wanted
  const bytes = read * cache.objectSize
  const seats = Math.ceil((fromCache ? Math.min(bytes, mostFromCache) : bytes) / bytesPerSeat)
  return Math.max(1, Math.min(seats, widest, mostSeats))
}

/** Pages and exact revisions are those of storage. */
function isFromCache(query: URLSearchParams): boolean {
  if (query.get('continue')) return false
  const [version, match] = [query.get('resourceVersion') ?? '', query.get('resourceVersionMatch') ?? '']
  if (match === 'Exact') return false
  return version === '0' || !query.get('limit')
}
