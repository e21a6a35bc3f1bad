interface Cause {
  reason?: string
  message?: string
  field?: string
}

interface StatusBody {
  message?: string
  details?: {causes?: Cause[]}
}

/**
 * An answer whose complaints about the entries of one map (`data[a]`, `data[b]`) are in the order of their texts: Go's are in none. The order of all
 * others, and everything else, stays.
 */
export function inMapOrder(body: unknown): unknown {
  const {message = '', details} = (body ?? {}) as StatusBody
  const causes = details?.causes
  if (!Array.isArray(causes) || !causes.some(cause => mapOf(cause))) return body
  const sorted = sortedByMap(causes)
  const told = message.replace(together(causes), () => together(sorted))
  return {...(body as object), message: told, details: {...details, causes: sorted}}
}

/** Neighbours of one map are sorted among themselves. */
function sortedByMap(causes: readonly Cause[]): Cause[] {
  const sorted: Cause[] = []
  for (let start = 0; start < causes.length; ) {
    const map = mapOf(causes[start]!)
    let end = start + 1
    while (map && end < causes.length && mapOf(causes[end]!) === map) end += 1
    sorted.push(...causes.slice(start, end).sort((a, b) => (text(a) < text(b) ? -1 : 1)))
    start = end
  }
  return sorted
}

/** The map that a field is an entry of; '' where it is none, or an item of a list. */
const mapOf = ({field = ''}: Cause): string => /^(.*?)\[(?!\d+\])/.exec(field)?.[1] ?? ''

const text = ({field, message}: Cause): string => `${field}: ${message}`
const together = (causes: readonly Cause[]): string => causes.map(text).join(', ')
