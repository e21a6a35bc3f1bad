/** One clause of an Accept or Content-Type header. */
export interface MediaType {
  /** `application/json`; in lower case, but as it is in an Accept header, where it may hold wildcards. */
  type: string
  parameters: Record<string, string>
}

/**
 * The clauses of an Accept header, the most wanted first, as Kubernetes' library reads them: letter by letter, without quotes, and leaving out what is no type or
 * no parameter. Of equally wanted ones a named type comes before a wildcard.
 */
export function parseAccept(header: string): MediaType[] {
  const clauses: Clause[] = []
  for (const text of header.split(',')) {
    const clause = acceptClause(text)
    if (!clause) continue
    // Its order is not one that every sort would come to: clauses move up one by one.
    let place = clauses.length
    while (place > 0 && isBefore(clause, clauses[place - 1]!)) place -= 1
    clauses.splice(place, 0, clause)
  }
  return clauses
}

interface Clause extends MediaType {
  quality: number
}

function isBefore(one: Clause, other: Clause): boolean {
  const isAny = ({type}: Clause) => type === '*/*' || type.startsWith('*/')
  const anyKind = ({type}: Clause) => type.endsWith('/*')
  return one.quality > other.quality || (!isAny(one) && isAny(other)) || (!anyKind(one) && anyKind(other))
}

function acceptClause(text: string): Clause | undefined {
  const [first = '', ...rest] = trimmed(text).split(';')
  const [main = '', sub = '', more] = first.split('/')
  if (more !== undefined || (sub === '' && trimmed(main) !== '*')) return undefined
  const parameters: Record<string, string> = {}
  let quality = 1
  for (const pair of rest) {
    const [name = '', value = '', another] = pair.split('=')
    if (value === '' || another) continue
    if (trimmed(name) === 'q') quality = Number.isFinite(Number(value)) && value.trim() === value ? Number(value) : 0
    else parameters[trimmed(name)] = trimmed(value)
  }
  return {type: `${trimmed(main)}/${sub === '' ? '*' : trimmed(sub)}`, parameters, quality}
}

const trimmed = (text: string): string => text.replace(/^ +| +$/g, '')

/** `application/json; charset=utf-8`. */
export function parseMediaType(text: string): MediaType {
  const [type = '', ...rest] = text.split(';')
  const pairs = rest.map(pair => {
    const equals = pair.indexOf('=')
    return equals < 0
      ? [pair.trim().toLowerCase(), '']
      : [
          pair.slice(0, equals).trim().toLowerCase(),
          pair
            .slice(equals + 1)
            .trim()
            .replace(/^"(.*)"$/, '$1'),
        ]
  })
  return {type: type.trim().toLowerCase(), parameters: Object.fromEntries(pairs) as Record<string, string>}
}
