export interface GoUrl {
  scheme: string
  /** With its port. */
  host: string
  user?: string
  /** Without its escapes. */
  path: string
  query: string
  fragment: string
}

/** A URL, absolute or not, as Go's `url.Parse` takes it apart; what is wrong with it, where something is. */
export function parseGoUrl(text: string): GoUrl | string {
  if (/[\0-\x1f\x7f]/.test(text)) return 'net/url: invalid control character in URL'
  const [whole = '', fragment = ''] = cut(text, '#')
  const schemed = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(whole)
  if (!schemed && whole.startsWith(':')) return 'missing protocol scheme'
  const [rest = '', query = ''] = cut(schemed ? whole.slice(schemed[0].length) : whole, '?')
  if (!schemed && /^[^/]*:/.test(rest)) return 'first path segment in URL cannot contain colon'
  const opaque = schemed !== null && !rest.startsWith('/')
  const bad = opaque ? undefined : /%(?![0-9a-fA-F]{2}).{0,2}/.exec(rest)
  if (bad) return `invalid URL escape ${JSON.stringify(bad[0])}`
  const [prefix = '', authority = ''] = /^\/\/([^/]*)/.exec(rest) ?? []
  const at = authority.lastIndexOf('@')
  const host = authority.slice(at + 1)
  const odd = /[ "<>`{|}\\^]/.exec(host)
  if (odd) return `invalid character ${JSON.stringify(odd[0])} in host name`
  if (host.startsWith('[') && !host.includes(']')) return "missing ']' in host"
  const port = /:([^\]]*)$/.exec(host)?.[1]
  if (port && !/^\d*$/.test(port)) return `invalid port ":${port}" after host`
  return {
    scheme: (schemed?.[1] ?? '').toLowerCase(),
    host,
    ...(at >= 0 && {user: authority.slice(0, at)}),
    path: unescaped(rest.slice(prefix.length)),
    query,
    fragment,
  }
}

const unescaped = (path: string): string =>
  path.replace(/(%[0-9a-fA-F]{2})+/g, escapes => Buffer.from(escapes.replaceAll('%', ''), 'hex').toString())

function cut(text: string, mark: string): string[] {
  const index = text.indexOf(mark)
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)]
}
