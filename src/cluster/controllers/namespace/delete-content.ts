import {groupResourceName} from '../../../api/object.ts'
import {isNotFound, StatusError} from '../../../api/status-error.ts'
import {type Client, pathOf} from '../../../client/client.ts'
import {type DiscoveredResource, discover} from '../discovery.ts'

/** What is still in a namespace after it was told to go. */
export interface Remaining {
  resource: string
  count: number
  /** How many objects wait for each finalizer. */
  finalizers: Map<string, number>
}

/** Deletes all that is in a namespace, and nothing but pods while there are pods; returns what is left. */
export async function deleteContent(client: Client, namespace: string): Promise<Remaining[]> {
  const resources = (await discover(client)).filter(({namespaced, verbs}) => namespaced && isDeletable(verbs))
  const isPods = ({group, resource}: DiscoveredResource): boolean => group === '' && resource === 'pods'
  const pods = await deleteAll(client, namespace, resources.filter(isPods))
  if (pods.length > 0) return pods
  return deleteAll(
    client,
    namespace,
    resources.filter(resource => !isPods(resource)),
  )
}

const isDeletable = (verbs: readonly string[]): boolean => verbs.includes('list') && verbs.includes('delete')

async function deleteAll(client: Client, namespace: string, resources: DiscoveredResource[]): Promise<Remaining[]> {
  const results = await Promise.all(resources.map(resource => deleteCollection(client, namespace, resource)))
  return results.filter(remaining => remaining !== undefined)
}

async function deleteCollection(
  client: Client,
  namespace: string,
  {group, version, resource, verbs}: DiscoveredResource,
): Promise<Remaining | undefined> {
  const path = {group, version, resource, namespace}
  const before = await listOrNothing(() => client.list(path))
  if (before.every(object => object.metadata.deletionTimestamp)) return remainingOf(path, before)
  const options = {kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background'}
  if (verbs.includes('deletecollection')) await client.send({method: 'DELETE', url: pathOf(path), body: options})
  else for (const {metadata} of before) await client.delete({...path, name: metadata.name})
  return remainingOf(path, await listOrNothing(() => client.list(path)))
}

/** A collection that cannot be listed after all, such as one of an absent extension server, holds nothing to wait for. */
async function listOrNothing<T>(list: () => Promise<{items: T[]}>): Promise<T[]> {
  try {
    return (await list()).items
  } catch (error) {
    if (isNotFound(error) || (error instanceof StatusError && (error.code === 405 || error.code === 503))) return []
    throw error
  }
}

function remainingOf(
  path: {group: string; version: string; resource: string},
  objects: {metadata: {finalizers?: string[]}}[],
): Remaining | undefined {
  if (objects.length === 0) return undefined
  const finalizers = new Map<string, number>()
  for (const {metadata} of objects)
    for (const finalizer of metadata.finalizers ?? []) finalizers.set(finalizer, (finalizers.get(finalizer) ?? 0) + 1)
  return {resource: groupResourceName(path), count: objects.length, finalizers}
}
