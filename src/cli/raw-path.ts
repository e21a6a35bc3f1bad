import {parseGoUrl} from '../api/go/parse-url.ts'

/** Throws for what `--raw` cannot take for a path, in the words of Go's `url.ParseRequestURI`. */
export function checkRawPath(raw: string): void {
  const problem = problemOf(raw)
  if (problem) throw new Error(`--raw must be a valid URL path: parse ${JSON.stringify(raw)}: ${problem}`)
}

function problemOf(raw: string): string | undefined {
  if (raw === '*') return undefined
  const parsed = parseGoUrl(raw)
  const hasScheme = typeof parsed === 'string' ? /^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(raw) : parsed.scheme !== ''
  if (!raw.startsWith('/') && !raw.startsWith(':') && !hasScheme) return 'invalid URI for request'
  return typeof parsed === 'string' ? parsed : undefined
}

/** Only path and query count: the server is the connection's. */
export function pathOfUrl(url: string): string {
  const [, scheme = '', rest = ''] = /^([a-zA-Z][a-zA-Z0-9+.-]*:)?([^#]*)/.exec(url) ?? []
  const path = rest.replace(/^\/\/(?!\/)[^/?]*/, '')
  // A scheme with no slash behind it has no path.
  const known = scheme && !path.startsWith('/') ? path.replace(/^[^?]*/, '') : path
  return known.startsWith('/') ? known : `/${known}`
}
