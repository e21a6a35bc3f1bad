import type {KubeList, KubeObject} from '../../api/object.ts'
import {isExpired} from '../../api/status-error.ts'
import type {Client, ResourcePath} from '../../client/client.ts'
import type {Activity} from './activity.ts'
import type {Clock} from './clock.ts'
import type {Logger} from './logger.ts'
import type {SharedInformer} from './shared-informer.ts'

export interface ReflectorOptions {
  client: Client
  resource: ResourcePath
  informer: SharedInformer
  clock: Clock
  activity: Activity
  log: Logger
  signal: AbortSignal
}

const firstDelay = 800
const longestDelay = 30_000

/**
 * Keeps an informer equal to its collection until the signal: one list, then a watch from there; a watch that ended goes on from the last
 * version seen, one that failed or expired begins with a list again. The first retry comes at once, later ones back off.
 */
export async function reflect(options: ReflectorOptions): Promise<void> {
  const {clock, signal, log, resource} = options
  let version: string | undefined
  let failures = 0
  while (!signal.aborted) {
    try {
      version ??= await options.activity.during(list(options))
      const {last, events} = await watch(options, version)
      version = last
      failures = events > 0 ? 0 : failures + 1
    } catch (error) {
      if (signal.aborted) return
      if (!isExpired(error)) log.warn('list and watch failed', {resource: resource.resource, error: String(error)})
      version = undefined
      options.informer.failed()
      failures += 1
    }
    if (failures > 1) await pause(clock, failures - 2, signal)
  }
}

async function list({client, resource, informer}: ReflectorOptions): Promise<string> {
  const options = informer.revision === 0 ? {resourceVersion: '0'} : {}
  const answer = await client.list(resource, options)
  informer.replace(
    answer.items.map(item => typed(item, answer)),
    Number(answer.metadata.resourceVersion ?? 0),
  )
  return answer.metadata.resourceVersion ?? ''
}

async function watch(
  {client, resource, informer, signal}: ReflectorOptions,
  from: string,
): Promise<{last: string; events: number}> {
  let last = from
  let events = 0
  for await (const event of client.watch(resource, {resourceVersion: from, allowWatchBookmarks: true, signal})) {
    if (signal.aborted) break
    const {object} = event
    events += 1
    last = object.metadata.resourceVersion ?? last
    if (event.type === 'DELETED') informer.remove(object)
    else if (event.type !== 'BOOKMARK') informer.put(object)
    informer.advance(Number(last))
  }
  return {last, events}
}

/** Items of a list need not repeat what the list says of them all. */
function typed(item: KubeObject, list: KubeList): KubeObject {
  if (item.kind) return item
  return {...item, kind: list.kind.replace(/List$/, ''), apiVersion: list.apiVersion}
}

/** Ends early where the signal is aborted. */
const pause = (clock: Clock, attempt: number, signal: AbortSignal): Promise<void> =>
  clock.sleep(Math.min(firstDelay * 2 ** attempt, longestDelay), {signal, background: true}).catch(() => undefined)
