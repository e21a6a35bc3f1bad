import {quote} from '../../go/quote.ts'
import {CelError, CelOpaque} from '../run/values.ts'
import type {Overload} from './function-set.ts'

interface Parts {
  scheme: string
  host: string
  path: string
  query: string
}

/** A URL as CEL holds it. */
class CelUrl extends CelOpaque {
  readonly typeName = 'kubernetes.URL'
  readonly parts: Parts
  readonly text: string

  constructor(text: string, parts: Parts) {
    super()
    this.text = text
    this.parts = parts
  }

  equals(other: unknown): boolean {
    return other instanceof CelUrl && other.text === this.text
  }
}

/** Kubernetes' URLs: absolute ones, and paths, as Go parses them. */
export const urls: Record<string, Overload['run']> = {
  'url(string) URL string_to_url': urlOf,
  'isURL(string) bool is_url_string'(text: string) {
    return typeof partsOf(text) !== 'string'
  },
  'URL.getScheme() string url_get_scheme': ({parts}: CelUrl) => parts.scheme,
  'URL.getHost() string url_get_host': ({parts}: CelUrl) => parts.host,
  'URL.getHostname() string url_get_hostname': ({parts}: CelUrl) => hostnameOf(parts.host),
  'URL.getPort() string url_get_port': ({parts}: CelUrl) => /:(\d+)$/.exec(parts.host)?.[1] ?? '',
  'URL.getEscapedPath() string url_get_escaped_path': ({parts}: CelUrl) => escapedPath(parts.path),
  'URL.getQuery() map<string, list<string>> url_get_query': ({parts}: CelUrl) => queryOf(parts.query),
}

function urlOf(text: string): CelUrl {
  const parts = partsOf(text)
  if (typeof parts === 'string')
    throw new CelError(`URL parse error during conversion from string: parse ${quote(text)}: ${parts}`)
  return new CelUrl(text, parts)
}

/** The parts of a request's URI, or what is wrong with it in Go's words. */
function partsOf(text: string): Parts | string {
  if (/[\0-\x1f\x7f]/.test(text)) return 'net/url: invalid control character in URL'
  if (text === '') return 'empty url'
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(text)?.[1] ?? ''
  if (!scheme && text.startsWith(':')) return 'missing protocol scheme'
  if (!scheme && /^[^/?]*:/.test(text)) return 'first path segment in URL cannot contain colon'
  let rest = scheme ? text.slice(scheme.length + 1) : text
  if (!rest.startsWith('/')) return 'invalid URI for request'
  const fragment = rest.indexOf('#')
  if (fragment >= 0) rest = rest.slice(0, fragment)
  const mark = rest.indexOf('?')
  const query = mark < 0 ? '' : rest.slice(mark + 1)
  if (mark >= 0) rest = rest.slice(0, mark)
  let host = ''
  if (rest.startsWith('//') && (scheme || !rest.startsWith('///'))) {
    const slash = rest.indexOf('/', 2)
    const authority = slash < 0 ? rest.slice(2) : rest.slice(2, slash)
    host = authority.slice(authority.lastIndexOf('@') + 1)
    rest = slash < 0 ? '' : rest.slice(slash)
    const problem = hostProblem(host)
    if (problem) return problem
  }
  const bad = /%(?![0-9a-fA-F]{2}).{0,2}/.exec(rest)
  return bad ? `invalid URL escape ${quote(bad[0])}` : {scheme: scheme.toLowerCase(), host, path: rest, query}
}

function hostProblem(host: string): string | undefined {
  const bracketed = /^\[[^\]]*\](.*)$/.exec(host)
  if (host.startsWith('[') && !bracketed) return "missing ']' in host"
  const port = bracketed ? bracketed[1]! : host.slice(host.lastIndexOf(':') < 0 ? host.length : host.lastIndexOf(':'))
  if (port && !/^:\d*$/.test(port)) return `invalid port ${quote(port)} after host`
  const illegal = /[ "<>\\^`{|}]/.exec(host)
  return illegal ? `invalid character ${quote(illegal[0])} in host name` : undefined
}

function hostnameOf(host: string): string {
  return host.replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1')
}

function escapedPath(path: string): string {
  return path.replaceAll(/[^A-Za-z0-9\-._~$&+,/:;=@!'()*%[\]]/gu, letter => encodeURIComponent(letter))
}

function queryOf(query: string): Map<string, string[]> {
  const parsed = new URLSearchParams(query)
  return new Map([...new Set(parsed.keys())].map(key => [key, parsed.getAll(key)]))
}
