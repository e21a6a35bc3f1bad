import type {KubeObject} from '../../../api/object.ts'
import {expired, internalError, type Status, StatusError} from '../../../api/status-error.ts'
import type {WatchEvent} from '../../../client/transport.ts'
import {prefixEnd, type StoreEvent} from '../../etcd/store.ts'
import {currentRevision} from './current-revision.ts'
import {EventQueue} from './event-queue.ts'
import {withVersion} from './object-version.ts'
import type {ResourceStore} from './resource-store.ts'
import {tooLarge} from './resource-version.ts'
import {candidates} from './select-objects.ts'
import type {Selection} from './selection.ts'
import type {ObjectEvent} from './watch-cache.ts'

/** How far a reader may fall behind before its watch ends. */
const backlogLimit = 50_000

export interface WatchStart {
  /** 0 with `fresh`: what is there, as ADDED events, and what comes after. */
  revision: number
  /** Begin with the present state rather than at the revision. */
  fresh: boolean
  /** Called once between the present state and what comes after, with the revision of the former. */
  synced?(revision: number): WatchEvent | undefined
}

/** The events of a selection, from the state or revision that is asked for until the iterator is closed. */
export async function watchObjects(
  resource: ResourceStore,
  selection: Selection,
  start: WatchStart,
): Promise<EventQueue<WatchEvent>> {
  const current = start.revision > 0 || !start.fresh ? await currentRevision(resource) : 0
  // From a revision that is yet to come there is only nothing to tell until then; a state there cannot be shown.
  const future = start.revision > current
  if (start.fresh && future) throw tooLarge(resource.definition, start.revision, current, true)
  const revision = start.revision || current
  const cache = await startedCache(resource, {fresh: start.fresh || future, revision})
  if (!cache || (!start.fresh && !cache.covers(revision)))
    return watchStore(resource, selection, {revision, oldest: cache?.replayable ?? current})
  const queue = new EventQueue<WatchEvent>(() => stop(), backlogLimit)
  const listener = {
    event: (event: ObjectEvent) => {
      if (future && event.revision <= revision) return
      const shown = shownAs(selection, event)
      if (shown) queue.push(shown)
    },
    ended: () => queue.end(),
  }
  if (start.fresh) {
    const initial = present(resource, selection).map((object): WatchEvent => ({type: 'ADDED', object}))
    const marker = start.synced?.(Math.max(cache.revision, start.revision))
    queue.begin(marker ? [...initial, marker] : initial)
  } else for (const event of cache.since(revision)) listener.event(event)
  const stop = cache.listen(scopeOf(resource, selection), listener)
  return queue
}

async function startedCache(resource: ResourceStore, {fresh, revision}: WatchStart) {
  try {
    return await resource.startCache(fresh ? undefined : revision)
  } catch {
    return undefined
  }
}

function present(resource: ResourceStore, selection: Selection): readonly KubeObject[] {
  const {namespace, name, everything, matches} = selection
  const cache = resource.cache!
  if (name && (namespace || !resource.definition.namespaced)) {
    const object = cache.get(resource.keyOf(namespace, name))
    return object && matches(object) ? [object] : []
  }
  const view = cache.view(namespace)
  if (everything) return view.list()
  const found: KubeObject[] = []
  for (const [, object] of candidates(resource, cache, {view, now: true, from: ''}, selection))
    if (matches(object)) found.push(object)
  return found
}

function scopeOf({definition}: ResourceStore, {namespace, name}: Selection): string {
  if (!definition.namespaced) return name ? `/${name}` : ''
  return namespace ? `${namespace}/${name}` : ''
}

/** What a change of an object means to those who see only some: it may come into sight or leave it. */
function shownAs({everything, matches, namespace, name}: Selection, event: ObjectEvent): WatchEvent | undefined {
  const {object, previous, deleted} = event
  if (name && object.metadata.name !== name) return undefined
  if (namespace && object.metadata.namespace !== namespace) return undefined
  const now = !deleted && (everything || matches(object))
  const before = previous !== undefined && (everything || matches(previous))
  if (now) return shared(event, before ? 'MODIFIED' : 'ADDED')
  if (!before) return undefined
  if (deleted) return shared(event, 'DELETED')
  return {type: 'DELETED', object: withVersion(previous, String(event.revision))}
}

/** One event for all watchers who are shown the same. */
function shared(event: ObjectEvent, type: 'ADDED' | 'MODIFIED' | 'DELETED'): WatchEvent {
  event.shown ??= {}
  event.shown[type] ??= {type, object: event.object}
  return event.shown[type]
}

/** A watch that begins before the cache's memory does, straight from the store's history. */
function watchStore(
  resource: ResourceStore,
  selection: Selection,
  {revision, oldest}: {revision: number; oldest: number},
): EventQueue<WatchEvent> {
  const key = resource.rangeOf(selection.namespace)
  const queue = new EventQueue<WatchEvent>(() => watcher.cancel(), backlogLimit)
  const show = ({type, kv, prevKv}: StoreEvent) => {
    const previous = prevKv && resource.codec.decode(prevKv)
    const deleted = type === 'delete'
    if (deleted && !previous) return
    const object = deleted ? withVersion(previous!, String(kv.modRevision)) : resource.codec.decode(kv)
    const event = {revision: kv.modRevision, key: kv.key, deleted, object, ...(previous && {previous})}
    const shown = shownAs(selection, event)
    if (shown) queue.push(shown)
  }
  const watcher = resource.store.watch(
    {key, rangeEnd: prefixEnd(key), startRevision: revision + 1, prevKv: true},
    {
      events(batch) {
        try {
          batch.forEach(show)
        } catch (error) {
          watcher.cancel()
          queue.push(errorEvent(unreadable(error).status))
          queue.end()
        }
      },
      cancelled: () => {
        queue.push(errorEvent(expired(`too old resource version: ${revision} (${oldest})`).status))
        queue.end()
      },
    },
  )
  return queue
}

/** What is stored and cannot be read ends the watch. */
const unreadable = (error: unknown): StatusError =>
  error instanceof StatusError ? error : internalError((error as Error).message)

export const errorEvent = (status: Status): WatchEvent => ({type: 'ERROR', object: status as unknown as KubeObject})
