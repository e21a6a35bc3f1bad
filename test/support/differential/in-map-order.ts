interface Cause {
  reason?: string
  message?: string
  field?: string
}

interface StatusBody {
  message?: string
  details?: {group?: string; causes?: Cause[]}
}

/**
 * An answer whose complaints about the entries of one map (`data[a]`, `data[b]`), about conflicts with several managers and, for custom kinds, about
 * any properties are in the order of their texts: Go's are in none. The order of all others, and everything else, stays.
 */
export function inMapOrder(body: unknown): unknown {
  const {message = '', details} = (body ?? {}) as StatusBody
  const causes = details?.causes
  if (!Array.isArray(causes)) return body
  const group = customGroup.test(details?.group ?? '') ? () => 'all' : mapOf
  const sorted = sortedBy(causes, group)
  const told = message.replace(together(causes), () => together(sorted))
  return {...(body as object), message: told, details: {...details, causes: sorted}}
}

/** The groups of the custom kinds of the comparison. */
const customGroup = /example\.com$/

/** Neighbours that belong together are sorted among themselves. */
function sortedBy(causes: readonly Cause[], groupOf: (cause: Cause) => string): Cause[] {
  const sorted: Cause[] = []
  for (let start = 0; start < causes.length; ) {
    const map = groupOf(causes[start]!)
    let end = start + 1
    while (map && end < causes.length && groupOf(causes[end]!) === map) end += 1
    sorted.push(...causes.slice(start, end).sort((a, b) => (text(a) < text(b) ? -1 : 1)))
    start = end
  }
  return sorted
}

/** The map that a field is an entry of, as what a metric must not have is of all there can be, or that managers conflict; '' where it is neither. */
const mapOf = ({field = '', reason}: Cause): string =>
  reason === 'FieldManagerConflict'
    ? reason
    : (/^(.*?)\[(?!\d+\])/.exec(field)?.[1] ??
      (/^(?:spec\.metrics|status\.storedVersions)\[\d+\](?:\.\w+)?$/.test(field) ? 'map' : ''))

const text = ({field, message}: Cause): string => `${field}: ${message}`
const together = (causes: readonly Cause[]): string => causes.map(text).join(', ')
