import {pathSegmentName} from '../resources/metadata/names.ts'

/** What a request is about, as Kubernetes' RequestInfo has it. */
export interface RequestInfo {
  resourceRequest: boolean
  path: string
  /** For a resource one of Kubernetes' verbs, for any other path the method in lower case. */
  verb: string
  /** `api` or `apis`; '' for paths that are no resources. */
  prefix: string
  group: string
  version: string
  namespace: string
  resource: string
  subresource: string
  name: string
  /** Everything from the resource on: `pods`, `web`, `log`. */
  parts: string[]
  query: URLSearchParams
  /** Why nobody can tell what the request is about. */
  unresolved?: string
}

const verbs: Record<string, string> = {
  POST: 'create',
  GET: 'get',
  HEAD: 'get',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
}

/** Subresources of a namespace; `/namespaces/a/<any other>` is a collection inside it. */
const namespaceSubresources = new Set(['status', 'finalize'])

const noQuery = new URLSearchParams()

/** Resolves a method and URL by Kubernetes' rules, right down to their order. Several ask about one request in a row, and are told the same: read-only. */
export function requestInfo(method: string, url: string): RequestInfo {
  if (last?.url !== url || last.method !== method) last = {method, url, info: resolved(method, url)}
  return last.info
}

let last: {method: string; url: string; info: RequestInfo} | undefined

function resolved(method: string, url: string): RequestInfo {
  const mark = url.indexOf('?')
  const path = mark < 0 ? url : url.slice(0, mark)
  const info: RequestInfo = {
    resourceRequest: false,
    path: path.includes('%') ? decodePart(path) : path,
    verb: method.toLowerCase(),
    prefix: '',
    group: '',
    version: '',
    namespace: '',
    resource: '',
    subresource: '',
    name: '',
    parts: [],
    query: mark < 0 ? noQuery : new URLSearchParams(url.slice(mark + 1)),
  }
  let parts = info.path.replace(/^\/+|\/+$/g, '').split('/')
  if (parts.length < 3 || (parts[0] !== 'api' && parts[0] !== 'apis')) return info
  info.prefix = parts[0]
  parts = parts.slice(1)
  if (info.prefix === 'apis') {
    if (parts.length < 3) return info
    info.group = parts[0]!
    parts = parts.slice(1)
  }
  info.version = parts[0]!
  parts = parts.slice(1)
  info.resourceRequest = true
  info.verb = verbs[method] ?? ''
  if (parts[0] === 'proxy' || parts[0] === 'watch') {
    if (parts.length < 2) return {...info, unresolved: `unable to determine kind and namespace from url, ${url}`}
    info.verb = parts[0]
    parts = parts.slice(1)
  }
  if (parts[0] === 'namespaces') {
    if (parts.length > 1) {
      info.namespace = parts[1]!
      if (parts.length > 2 && !namespaceSubresources.has(parts[2]!)) parts = parts.slice(2)
    }
  }
  info.parts = parts
  info.resource = parts[0] ?? ''
  info.name = parts[1] ?? ''
  info.subresource = parts[2] ?? ''
  if (info.verb !== 'proxy' && info.name === '') collectionVerb(info)
  return info
}

/** A request without a name concerns a collection, unless a field selector names the one object. */
function collectionVerb(info: RequestInfo): void {
  if (info.verb === 'delete') info.verb = 'deletecollection'
  if (info.verb !== 'get' && info.verb !== 'watch') return
  const watch = info.query.get('watch')
  info.verb = info.verb === 'watch' || (watch !== null && !/^(false|0)$/i.test(watch)) ? 'watch' : 'list'
  const name = selectedName(info.query.get('fieldSelector') ?? '')
  if (pathSegmentName(name, false).length === 0) info.name = name
}

const selectedName = (selector: string): string => /(?:^|,)metadata\.name==?([^,!=]+)(?:,|$)/.exec(selector)?.[1] ?? ''

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
