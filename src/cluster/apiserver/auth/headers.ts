import type {ServerRequest} from '../server-request.ts'

/** All values of a request header, in order. */
export function headerValues({headers = {}}: ServerRequest, name: string): string[] {
  const value = headers[name]
  return value === undefined ? [] : [value].flat()
}

/** The values of all headers that start with a prefix, by the rest of their names, percent-decoded. */
export function headersByPrefix({headers = {}}: ServerRequest, prefix: string): [string, string[]][] {
  return Object.entries(headers)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, value]) => [decoded(name.slice(prefix.length)), [value].flat()])
}

/** The token of `Authorization: Bearer …`; undefined without one. */
export function bearerToken(request: ServerRequest): string | undefined {
  const [scheme = '', token] = (headerValues(request, 'authorization')[0] ?? '').trim().split(' ')
  return scheme.toLowerCase() === 'bearer' ? token || undefined : undefined
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
