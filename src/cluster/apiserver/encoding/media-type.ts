/** One clause of an Accept header. */
export interface MediaType {
  /** `application/json`, as it is written; it may hold wildcards. */
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

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
const parameter = `;\\s*(${token})\\s*=\\s*(${token}|"(?:[^"\\\\\\r\\n]|\\\\[^])*")\\s*`
const wholeType = new RegExp(`^\\s*(${token}/${token})\\s*((?:${parameter})*);?\\s*$`)
const eachParameter = new RegExp(parameter, 'g')

/** The type of a Content-Type header, in lower case; undefined where Go's `mime` would not read all of it, parameters included. */
export function contentType(header: string): string | undefined {
  const [, type, parameters = ''] = wholeType.exec(header) ?? []
  const known = new Map<string, string>()
  for (const [, name = '', value = ''] of parameters.matchAll(eachParameter)) {
    const key = name.toLowerCase()
    if ((known.get(key) ?? value) !== value) return undefined
    known.set(key, value)
  }
  return type?.toLowerCase()
}
