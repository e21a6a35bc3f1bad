import {apiVersionOf, type KubeObject} from '../../api/object.ts'
import {isExpired} from '../../api/status-error.ts'
import type {Client} from '../../client/client.ts'
import {after} from '../../client/machine/timers.ts'
import {pathOfTarget, type Target} from '../targets/target.ts'

/**
 * Lists and watches one object until the test says yes of it (of undefined once it is not there). False when the time is up first,
 * in milliseconds.
 */
export async function untilChanged(
  client: Client,
  target: Target,
  {test, timeout}: {test(object: KubeObject | undefined): boolean; timeout: number},
): Promise<boolean> {
  const giveUp = new AbortController()
  const timer = after(timeout, () => giveUp.abort())
  try {
    while (!giveUp.signal.aborted) if (await watchOnce(client, target, test, giveUp.signal)) return true
    return false
  } catch (error) {
    if (giveUp.signal.aborted) return false
    throw error
  } finally {
    timer.cancel()
    giveUp.abort()
  }
}

/** One list and one watch; false when the watch ends without the answer. */
async function watchOnce(
  client: Client,
  target: Target,
  test: (object: KubeObject | undefined) => boolean,
  signal: AbortSignal,
): Promise<boolean> {
  const {name, subresource: _, ...collection} = pathOfTarget(target)
  const fieldSelector = `metadata.name=${name}`
  const {items, metadata} = await client.list(collection, {fieldSelector})
  const [item] = items
  if (test(item && {...item, apiVersion: apiVersionOf(target.resource), kind: target.resource.kind})) return true
  const {resourceVersion = ''} = metadata
  try {
    for await (const {type, object} of client.watch(collection, {fieldSelector, resourceVersion, signal})) {
      if (type === 'BOOKMARK') continue
      if (test(type === 'DELETED' ? undefined : object)) return true
    }
  } catch (error) {
    if (!isExpired(error)) throw error
  }
  return false
}
