import {posix} from 'node:path'

export interface Prefixes {
  /** Below which the API is; ends with a slash. */
  api: string
  /** Below which files are; empty for none. */
  files: string
}

export type Route =
  | {type: 'api'; path: string; url: string}
  | {type: 'file'; path: string}
  | {type: 'redirect'; location: string}
  | {type: 'none'}

/**
 * Where a request leads, as Go's ServeMux decides: unclean paths and prefixes without their slash are redirected, the longest
 * prefix wins. `path` is decoded, `url` as it was sent.
 */
export function routeOf(url: string, {api, files}: Prefixes): Route {
  const query = url.indexOf('?')
  const raw = query < 0 ? url : url.slice(0, query)
  const search = query < 0 ? '' : url.slice(query)
  const clean = cleaned(raw)
  const prefixes = [files, api].filter(Boolean).sort((a, b) => b.length - a.length)
  const wanted = prefixes.includes(`${clean}/`) ? `${clean}/` : clean
  if (wanted !== raw) return {type: 'redirect', location: wanted + search}
  const prefix = prefixes.find(candidate => raw.startsWith(candidate))
  if (prefix === undefined) return {type: 'none'}
  if (prefix === files) return {type: 'file', path: decoded(raw.slice(prefix.length))}
  // The API is found by its own prefix; any other one is cut off.
  const rest = prefix.startsWith('/api') ? raw : leadingSlash(raw.slice(prefix.length))
  return {type: 'api', path: decoded(rest), url: (rest || '/') + search}
}

function cleaned(path: string): string {
  if (!path.startsWith('/')) return cleaned(`/${path}`)
  const normal = posix.normalize(path)
  return path.endsWith('/') && !normal.endsWith('/') ? `${normal}/` : normal
}

const leadingSlash = (path: string): string => (path === '' || path.startsWith('/') ? path : `/${path}`)

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
