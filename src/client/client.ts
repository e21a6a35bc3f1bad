import {
  apiVersionOf,
  type GroupVersionResource,
  type JsonObject,
  type KubeList,
  type KubeObject,
} from '../api/object.ts'
import {type Status, StatusError} from '../api/status-error.ts'
import type {ApiRequest, ApiResponse, Transport, WatchEvent} from './transport.ts'

/** Where an object or a collection lives. */
export interface ResourcePath extends GroupVersionResource {
  namespace?: string
  name?: string
  subresource?: string
}

export interface ListOptions {
  labelSelector?: string
  fieldSelector?: string
  limit?: number
  continue?: string
  resourceVersion?: string
  resourceVersionMatch?: 'Exact' | 'NotOlderThan'
}

export interface WatchOptions extends Omit<ListOptions, 'limit' | 'continue'> {
  allowWatchBookmarks?: boolean
  sendInitialEvents?: boolean
  timeoutSeconds?: number
  signal?: AbortSignal
}

export interface WriteOptions {
  dryRun?: 'All'
  fieldManager?: string
  fieldValidation?: 'Strict' | 'Warn' | 'Ignore'
  /** Only for apply patches. */
  force?: boolean
}

export interface DeleteOptions {
  gracePeriodSeconds?: number
  propagationPolicy?: 'Orphan' | 'Background' | 'Foreground'
  preconditions?: {uid?: string; resourceVersion?: string}
  dryRun?: 'All'
}

export const patchTypes = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const

export type PatchType = keyof typeof patchTypes

/**
 * A Kubernetes API client over any transport; every failure is a StatusError. What it returns may be shared with a cache: read-only.
 */
export class Client {
  readonly transport: Transport
  private readonly headers: Record<string, string | string[]>

  constructor(transport: Transport, {headers = {}}: {headers?: Record<string, string | string[]>} = {}) {
    this.transport = transport
    this.headers = headers
  }

  get<T = KubeObject>(path: ResourcePath): Promise<T> {
    return this.object<T>({method: 'GET', url: pathOf(path)})
  }

  list<T = KubeObject>(path: ResourcePath, options: ListOptions = {}): Promise<KubeList<T>> {
    return this.object<KubeList<T>>({method: 'GET', url: pathOf(path) + query(options)})
  }

  create<T = KubeObject>(path: ResourcePath, object: unknown, options: WriteOptions = {}): Promise<T> {
    return this.object<T>({method: 'POST', url: pathOf(path) + query(options), body: object as JsonObject})
  }

  update<T = KubeObject>(path: ResourcePath, object: unknown, options: WriteOptions = {}): Promise<T> {
    return this.object<T>({method: 'PUT', url: pathOf(path) + query(options), body: object as JsonObject})
  }

  patch<T = KubeObject>(path: ResourcePath, type: PatchType, patch: unknown, options: WriteOptions = {}): Promise<T> {
    const headers = {'content-type': patchTypes[type]}
    return this.object<T>({method: 'PATCH', url: pathOf(path) + query(options), headers, body: patch as JsonObject})
  }

  /** Answers the object while it is finalizing, else a Status. */
  delete<T = KubeObject>(path: ResourcePath, options: DeleteOptions = {}): Promise<T> {
    const {dryRun, ...others} = options
    const body = {kind: 'DeleteOptions', apiVersion: 'v1', ...others, ...(dryRun && {dryRun: [dryRun]})}
    return this.object<T>({method: 'DELETE', url: pathOf(path), body})
  }

  /** The events of a watch until it ends; an ERROR event throws its Status. */
  async *watch<T = KubeObject>(
    path: ResourcePath,
    {signal, ...options}: WatchOptions = {},
  ): AsyncGenerator<WatchEvent<T>> {
    const response = await this.send({method: 'GET', url: pathOf(path) + query({watch: true, ...options}), signal})
    if (response.body.type !== 'events') throw new TypeError('the server did not answer with a watch')
    for await (const event of response.body.events) {
      if (event.type === 'ERROR') throw new StatusError(event.object as unknown as Status)
      yield event as WatchEvent<T>
    }
  }

  /** Any request; throws the StatusError of an answer that is a failure. */
  async send(request: ApiRequest): Promise<ApiResponse> {
    const response = await this.transport.request({
      ...request,
      headers: {accept: 'application/json', ...this.headers, ...request.headers},
    })
    if (response.status >= 400) throw failure(response)
    return response
  }

  private async object<T>(request: ApiRequest): Promise<T> {
    const {body} = await this.send(request)
    if (body.type !== 'object')
      throw new TypeError(`the server answered ${request.method} ${request.url} without an object`)
    return body.object as T
  }
}

/** `/apis/apps/v1/namespaces/default/deployments/web/scale`. */
export function pathOf({group, version, resource, namespace, name, subresource}: ResourcePath): string {
  const root = group ? '/apis/' : '/api/'
  const scope = namespace ? `/namespaces/${encodeURIComponent(namespace)}` : ''
  const tail = name === undefined ? '' : `/${encodeURIComponent(name)}${subresource ? `/${subresource}` : ''}`
  return `${root}${apiVersionOf({group, version})}${scope}/${resource}${tail}`
}

function query(options: object): string {
  const pairs = Object.entries(options)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]): [string, string] => [name, String(value)])
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
}

function failure({status, headers, body}: ApiResponse): StatusError {
  const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
  if (body.type === 'object' && body.object['kind'] === 'Status')
    return new StatusError({code: status, ...(body.object as unknown as Status)}, plain)
  const text = body.type === 'text' ? body.text : body.type === 'bytes' ? Buffer.from(body.bytes).toString() : ''
  if (status === 404)
    return new StatusError(
      {
        code: status,
        message: 'the server could not find the requested resource',
        reason: 'NotFound',
        details: {causes: [{reason: 'UnexpectedServerResponse', message: text.trim() || 'unknown'}]},
      },
      plain,
    )
  return new StatusError(
    {code: status, message: text.trim() || `the server answered with status code ${status}`, reason: ''},
    plain,
  )
}
