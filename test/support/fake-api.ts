import type {JsonObject, KubeObject} from '../../src/api/object.ts'
import {alreadyExists, notFound, StatusError, staleConflict} from '../../src/api/status-error.ts'
import type {ApiRequest, ApiResponse, Transport, WatchEvent} from '../../src/client/transport.ts'

export interface Write {
  verb: 'create' | 'update' | 'patch' | 'delete'
  /** `pods`, `deployments/status`. */
  resource: string
  key: string
  object: KubeObject
}

/** Under this name lie the groups that `/api` and `/apis` list. */
export const discovery = 'discovery'

interface Watcher {
  collection: string
  namespace: string | undefined
  push(event: WatchEvent): void
}

/** An API server of a map: no schema, no admission, just objects, versions and watches. It keeps the list of writes. */
export class FakeApi implements Transport {
  readonly writes: Write[] = []
  private readonly objects = new Map<string, KubeObject>()
  private readonly watchers = new Set<Watcher>()
  private readonly history: {resource: string; event: WatchEvent}[] = []
  private revision = 1
  /** Refuses what it returns an error for. */
  refuse: (request: ApiRequest) => StatusError | undefined = () => undefined

  /** Puts objects there without noting a write. */
  seed(...objects: [resource: string, object: KubeObject][]): this {
    for (const [resource, object] of objects) this.store(resource, object, 'ADDED')
    return this
  }

  get(resource: string, key: string): KubeObject | undefined {
    return this.objects.get(`${resource}/${key}`)
  }

  all(resource: string): KubeObject[] {
    const found = [...this.objects].filter(([key]) => key.startsWith(`${resource}/`))
    return found.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object)
  }

  /** Changes an object as another client would. */
  change(resource: string, key: string, change: (object: KubeObject) => KubeObject): void {
    this.store(resource, change(this.objects.get(`${resource}/${key}`)!), 'MODIFIED')
  }

  remove(resource: string, key: string): void {
    const object = this.objects.get(`${resource}/${key}`)!
    this.objects.delete(`${resource}/${key}`)
    this.tell('DELETED', resource, stamp(object, ++this.revision))
  }

  async request(request: ApiRequest): Promise<ApiResponse> {
    try {
      const refused = this.refuse(request)
      if (refused) throw refused
      return this.answer(request)
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      return {status: error.code, headers: {}, body: {type: 'object', object: error.status as unknown as JsonObject}}
    }
  }

  async close(): Promise<void> {}

  private answer(request: ApiRequest): ApiResponse {
    const url = new URL(request.url, 'http://fake')
    const {resource, namespace, name, subresource} = parsePath(url.pathname)
    if (request.method === 'GET' && url.searchParams.has('watch'))
      return this.watch(resource, namespace, url.searchParams, request.signal)
    if (request.method === 'GET' && !name) return reply(this.list(resource, namespace))
    const key = namespace ? `${namespace}/${name}` : name!
    if (request.method === 'GET') return reply(this.mustGet(resource, key))
    if (request.method === 'POST' && subresource) return this.note('create', `${resource}/${subresource}`, key, request)
    if (request.method === 'POST') return reply(this.create(resource, namespace, request.body as KubeObject))
    if (request.method === 'DELETE') return reply(this.delete(resource, key, request.body as JsonObject))
    return reply(this.modify(request, resource, key, subresource))
  }

  private create(resource: string, namespace: string | undefined, given: KubeObject): KubeObject {
    const {generateName} = given.metadata
    const name = given.metadata.name ?? `${generateName}${String(this.revision).padStart(5, '0')}`
    const key = namespace ? `${namespace}/${name}` : name
    if (this.objects.has(`${resource}/${key}`)) throw alreadyExists({group: '', resource}, name)
    const metadata = {
      ...given.metadata,
      name,
      ...(namespace && {namespace}),
      uid: `uid-${resource}-${name}-${this.revision}`,
    }
    const object = this.store(resource, {...given, metadata}, 'ADDED')
    this.writes.push({verb: 'create', resource, key, object})
    return object
  }

  private modify(request: ApiRequest, resource: string, key: string, subresource?: string): KubeObject {
    const old = this.mustGet(resource, key)
    const body = request.body as KubeObject
    const target = subresource ? `${resource}/${subresource}` : resource
    const patching = request.method === 'PATCH'
    const isStatus = subresource === 'status' || subresource === 'approval'
    if (!patching && body.metadata.resourceVersion && body.metadata.resourceVersion !== old.metadata.resourceVersion)
      throw staleConflict({group: '', resource}, key)
    const next = patching ? merge(old, body) : isStatus ? withStatus(old, body) : body
    if (subresource === 'scale') return old
    const kept = patching || isStatus ? next : {...next, status: old['status']}
    const object = this.store(resource, kept, 'MODIFIED')
    this.writes.push({verb: patching ? 'patch' : 'update', resource: target, key, object})
    if (object.metadata.deletionTimestamp && !object.metadata.finalizers?.length) this.remove(resource, key)
    return object
  }

  private delete(resource: string, key: string, options: JsonObject | undefined): KubeObject {
    const old = this.mustGet(resource, key)
    const orphan = options?.['propagationPolicy'] === 'Orphan'
    this.writes.push({verb: 'delete', resource, key, object: old})
    const finalizers = [...(old.metadata.finalizers ?? []), ...(orphan ? ['orphan'] : [])]
    if (finalizers.length === 0) {
      this.remove(resource, key)
      return {kind: 'Status', apiVersion: 'v1', metadata: {}}
    }
    const metadata = {...old.metadata, finalizers, deletionTimestamp: '2026-01-01T00:00:00Z'}
    return this.store(resource, {...old, metadata}, 'MODIFIED')
  }

  private note(verb: 'create', resource: string, key: string, request: ApiRequest): ApiResponse {
    this.writes.push({verb, resource, key, object: request.body as KubeObject})
    if (resource === 'pods/eviction') this.delete('pods', key, {})
    return reply({kind: 'Status', apiVersion: 'v1', metadata: {}})
  }

  private list(resource: string, namespace: string | undefined): KubeObject {
    const items = this.all(resource).filter(object => !namespace || object.metadata.namespace === namespace)
    return {apiVersion: 'v1', kind: 'List', metadata: {resourceVersion: String(this.revision)}, items}
  }

  private watch(
    collection: string,
    namespace: string | undefined,
    query: URLSearchParams,
    signal?: AbortSignal,
  ): ApiResponse {
    const from = Number(query.get('resourceVersion'))
    const queue: WatchEvent[] = this.history
      .filter(({resource, event}) => resource === collection && Number(event.object.metadata.resourceVersion) > from)
      .map(({event}) => event)
    let wake: () => void = () => {}
    const watcher: Watcher = {
      collection,
      namespace,
      push(event) {
        queue.push(event)
        wake()
      },
    }
    this.watchers.add(watcher)
    const watchers = this.watchers
    signal?.addEventListener('abort', () => wake(), {once: true})
    async function* events(): AsyncGenerator<WatchEvent> {
      try {
        while (!signal?.aborted) {
          const event = queue.shift()
          if (event) yield event
          else
            await new Promise<void>(resolve => {
              wake = resolve
            })
        }
      } finally {
        watchers.delete(watcher)
      }
    }
    return {status: 200, headers: {}, body: {type: 'events', events: events()}}
  }

  private mustGet(resource: string, key: string): KubeObject {
    const object = this.objects.get(`${resource}/${key}`)
    if (!object) throw notFound({group: '', resource}, key.split('/').at(-1)!)
    return object
  }

  private store(resource: string, given: KubeObject, type: 'ADDED' | 'MODIFIED'): KubeObject {
    const {namespace, name} = given.metadata
    const key = `${resource}/${namespace ? `${namespace}/` : ''}${name}`
    const object = stamp(given, ++this.revision)
    this.objects.set(key, object)
    this.tell(type, resource, object)
    return object
  }

  private tell(type: WatchEvent['type'], resource: string, object: KubeObject): void {
    this.history.push({resource, event: {type, object}})
    for (const watcher of this.watchers)
      if (watcher.collection === resource && (!watcher.namespace || watcher.namespace === object.metadata.namespace))
        watcher.push({type, object})
  }
}

const reply = (object: KubeObject): ApiResponse => ({
  status: 200,
  headers: {},
  body: {type: 'object', object: object as JsonObject},
})

const stamp = (object: KubeObject, revision: number): KubeObject => {
  const {uid = `uid-${object.metadata.name}`, creationTimestamp = '2026-01-01T00:00:00Z'} = object.metadata
  return freeze({...object, metadata: {...object.metadata, uid, creationTimestamp, resourceVersion: String(revision)}})
}

/** So that whoever mutates what a cache holds fails. */
function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const part of Object.values(value)) freeze(part)
  return value
}

/** A merge patch that also knows `$patch: delete` and merges finalizers and owner references by identity. */
function merge<T>(old: T, patch: unknown): T {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch as T
  const result: Record<string, unknown> = {...(old as Record<string, unknown>)}
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name]
    else if (name === 'ownerReferences') result[name] = mergeOwners(result[name] as never, value as never)
    else if (name === '$deleteFromPrimitiveList/finalizers')
      result['finalizers'] = ((result['finalizers'] as string[]) ?? []).filter(
        item => !(value as string[]).includes(item),
      )
    else result[name] = merge(result[name], value)
  }
  return result as T
}

function mergeOwners(old: {uid: string}[] = [], patch: {uid: string; $patch?: string}[]): {uid: string}[] {
  const kept = old.filter(owner => !patch.some(change => change.uid === owner.uid))
  return [...kept, ...patch.filter(change => change.$patch !== 'delete')]
}

function parsePath(path: string): {resource: string; namespace?: string; name?: string; subresource?: string} {
  const parts = path
    .split('/')
    .filter(Boolean)
    .map(decodeURIComponent)
    .slice(path.startsWith('/apis/') ? 3 : 2)
  const [first, second, third] = parts
  if (first === 'namespaces' && third !== undefined && third !== 'status' && third !== 'finalize')
    return {resource: third, namespace: second, name: parts[3], subresource: parts[4]}
  return {resource: first ?? discovery, name: second, subresource: third}
}

const withStatus = (old: KubeObject, body: KubeObject): KubeObject => ({
  ...old,
  metadata: {...old.metadata, annotations: body.metadata.annotations},
  status: body['status'],
})
