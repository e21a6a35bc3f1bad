/** One clause of an Accept or Content-Type header. */
export interface MediaType {
  /** `application/json`; in lower case, but as it is in an Accept header, where it may hold wildcards. */
  type: string
  parameters: Record<string, string>
}

/** The clauses of an Accept header, the most wanted first. */
export function parseAccept(header: string): MediaType[] {
  const clauses = header
    .split(',')
    .map(acceptClause)
    .filter(clause => clause.type)
  const quality = ({parameters}: MediaType) => Number(parameters['q'] ?? 1)
  return clauses.sort((a, b) => quality(b) - quality(a))
}

/** Kubernetes compares letter by letter what it is asked for. */
function acceptClause(text: string): MediaType {
  const type = text.split(';', 1)[0]!.trim()
  return {...parseMediaType(text), type: type === '*' ? '*/*' : type}
}

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
