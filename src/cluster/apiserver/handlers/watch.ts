import type {KubeObject} from '../../../api/object.ts'
import {zeroOf} from '../../../api/schema/index.ts'
import {StatusError} from '../../../api/status-error.ts'
import type {ApiResponse, WatchEvent} from '../../../client/transport.ts'
import {schemaFor} from '../decoding/expected-kind.ts'
import {checkStreams, type OutputForm, protobufType} from '../encoding/negotiate.ts'
import {partialMetadata} from '../encoding/partial-metadata.ts'
import {checkIncludeObject, table} from '../encoding/table.ts'
import {EventQueue} from '../registry/event-queue.ts'
import {parseResourceVersion} from '../registry/resource-version.ts'
import {selectionOf} from '../registry/selection.ts'
import {errorEvent, watchObjects} from '../registry/watch-objects.ts'
import {type RequestContext, storeOf} from '../request-context.ts'
import {checkListForm, outputForm} from '../responses.ts'
import {listQuery} from './query-options.ts'

/** A watch ends by itself after half an hour to an hour, as Kubernetes' do; seconds. */
const minimumTimeout = 1800
const bookmarkEvery = 60_000

/** Watches a collection or one object of it. */
export async function watch(context: RequestContext): Promise<ApiResponse> {
  const {info, definition, request, server} = context
  checkListForm(context)
  const options = listQuery(info.query, true)
  const selection = selectionOf(definition, info.namespace, options)
  const form = outputForm(context)
  if (form.as === 'Table') checkIncludeObject(info.query.get('includeObject') ?? '')
  if (info.name && !selection.name) selection.name = info.name
  const revision = parseResourceVersion(options.resourceVersion)
  const fresh = revision === 0 || options.sendInitialEvents === true
  // Who asks for no revision in particular is told where the present state ends, if it takes bookmarks.
  const initial = options.sendInitialEvents ?? (revision === 0 && !options.resourceVersionMatch)
  const seconds = options.timeoutSeconds || minimumTimeout * (1 + server.random.number())
  const headers = {
    'content-type': form.mediaType === protobufType ? `${protobufType};stream=watch` : 'application/json',
  }
  const queue = await begin(context, () =>
    watchObjects(storeOf(context), selection, {
      revision,
      fresh: fresh && options.sendInitialEvents !== false,
      synced: version => (initial && options.allowWatchBookmarks ? bookmark(context, version, true) : undefined),
    }),
  )
  checkForm(form, queue)
  const timer = server.clock.after(seconds * 1000, () => queue.end(), {background: true})
  if (options.allowWatchBookmarks) sendBookmarks(context, queue)
  const end = () => queue.end()
  request.signal?.addEventListener('abort', end, {once: true})
  queue.onEnd(() => {
    timer.cancel()
    // Who watches again and again does so with one signal.
    request.signal?.removeEventListener('abort', end)
  })
  if (request.signal?.aborted) queue.end()
  // Whose time is up before it begins sees nothing.
  if (seconds < 0) await queue.return()
  return {status: 200, headers, body: {type: 'events', events: form.as ? converted(context, queue, form) : queue}}
}

/** Whether events can be told in a form is found out when there are some to tell. */
function checkForm(form: OutputForm, queue: EventQueue<WatchEvent>): void {
  try {
    checkStreams(form)
  } catch (error) {
    queue.end()
    throw error
  }
}

/** What is wrong with a watch from the start is told as its first event, where Kubernetes does so. */
async function begin(_context: RequestContext, start: () => Promise<EventQueue<WatchEvent>>) {
  try {
    return await start()
  } catch (error) {
    if (!(error instanceof StatusError) || ![410, 504].includes(error.code)) throw error
    const queue = new EventQueue<WatchEvent>(() => undefined)
    queue.push(errorEvent(error.status))
    queue.end()
    return queue
  }
}

function sendBookmarks(context: RequestContext, queue: EventQueue<WatchEvent>): void {
  const {clock} = context.server
  const send = () => {
    const revision = storeOf(context).cache?.revision
    if (revision) queue.push(bookmark(context, revision, false))
    timer = clock.after(bookmarkEvery, send, {background: true})
  }
  let timer = clock.after(bookmarkEvery, send, {background: true})
  queue.onEnd(() => timer.cancel())
}

/** An empty object of the kind, at a revision. */
function bookmark({definition}: RequestContext, revision: number, initial: boolean): WatchEvent {
  const {group, version, kind} = definition
  const empty = zeroOf(schemaFor(definition)) as Record<string, unknown>
  const {kind: _, apiVersion: __, metadata: ___, ...rest} = empty ?? {}
  const apiVersion = group ? `${group}/${version}` : version
  const annotations = initial ? {annotations: {'k8s.io/initial-events-end': 'true'}} : {}
  // Objects of custom kinds are maps, written by the alphabet.
  const object: KubeObject = {
    ...(definition.structural ? {apiVersion, kind} : {kind, apiVersion}),
    metadata: definition.structural
      ? {...annotations, resourceVersion: String(revision)}
      : {resourceVersion: String(revision), ...annotations},
    ...rest,
  }
  definition.completeEmpty?.(object)
  return {type: 'BOOKMARK', object}
}

/** The events with their objects as tables or bare metadata. */
async function* converted(
  {definition, info, server}: RequestContext,
  events: AsyncIterable<WatchEvent>,
  {as, version}: OutputForm,
): AsyncGenerator<WatchEvent> {
  const includeObject = info.query.get('includeObject') ?? ''
  let noHeaders = false
  for await (const event of events) {
    if (event.type === 'ERROR') yield event
    // No event's object is a list: Kubernetes hangs up.
    else if (as === 'PartialObjectMetadataList') return
    else if (as !== 'Table')
      yield {type: event.type, object: partialMetadata(definition, event.object, version) as KubeObject}
    else {
      const {resourceVersion} = event.object.metadata
      const options = {version, includeObject, now: server.clock.now(), noHeaders}
      yield {type: event.type, object: table(definition, [event.object], {resourceVersion}, options) as KubeObject}
      noHeaders = true
    }
  }
}
