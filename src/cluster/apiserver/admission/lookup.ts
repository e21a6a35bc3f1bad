import type {GroupVersionResource, KubeObject} from '../../../api/object.ts'
import type {ServerParts} from '../server-parts.ts'

/** An object that a plugin decides by, from memory where it is kept there. */
export async function lookUp<T extends KubeObject = KubeObject>(
  server: ServerParts,
  resource: GroupVersionResource,
  namespace: string,
  name: string,
): Promise<T | undefined> {
  const definition = server.resources.get(resource)
  return definition && ((await server.resourceStore(definition).getCached(namespace, name)) as T | undefined)
}

/** The same without waiting; undefined also where it is not in memory. */
export function known<T extends KubeObject = KubeObject>(
  server: ServerParts,
  resource: GroupVersionResource,
  namespace: string,
  name: string,
): T | undefined {
  const definition = server.resources.get(resource)
  return definition && (server.resourceStore(definition).peek(namespace, name) as T | undefined)
}

/** Whether it is known, without waiting, that there is nothing of a kind. */
export function noneKnown(server: ServerParts, resource: GroupVersionResource): boolean {
  const definition = server.resources.get(resource)
  if (!definition) return true
  const {cache} = server.resourceStore(definition)
  return cache?.ready === true && cache.size === 0
}

/** Past the cache: what is stored this moment. */
export async function lookUpStored<T extends KubeObject = KubeObject>(
  server: ServerParts,
  resource: GroupVersionResource,
  namespace: string,
  name: string,
): Promise<T | undefined> {
  const definition = server.resources.get(resource)
  return definition && ((await server.resourceStore(definition).get(namespace, name)) as T | undefined)
}

/** All objects of a kind (in a namespace), in memory from the first question on: there are few, and every write asks. */
export async function lookUpAll<T extends KubeObject = KubeObject>(
  server: ServerParts,
  resource: GroupVersionResource,
  namespace = '',
): Promise<readonly T[]> {
  const definition = server.resources.get(resource)
  if (!definition) return []
  const stored = server.resourceStore(definition)
  if (!stored.cache?.ready) await stored.startCache()
  return (await stored.listCached(namespace)) as readonly T[]
}
