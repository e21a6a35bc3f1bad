import type {KubeObject} from '../../api/object.ts'
import {type Client, type PatchType, patchTypes, pathOf, type WriteOptions} from '../../client/client.ts'
import {pathOfTarget, type Target} from './target.ts'

/** Creates the object where the target says; a resourceVersion in it is forgotten. */
export function createTarget(
  client: Client,
  target: Target,
  object: KubeObject,
  options: WriteOptions,
): Promise<KubeObject> {
  const {name: _, subresource: __, ...collection} = pathOfTarget(target)
  return client.create(collection, withoutVersion(object), options)
}

/** Replaces the object; one without a resourceVersion replaces whatever version is there. */
export async function replaceTarget(
  client: Client,
  target: Target,
  object: KubeObject,
  options: WriteOptions,
): Promise<KubeObject> {
  if (target.name === '') throw new Error('resource name may not be empty')
  const path = pathOfTarget(target)
  if (object.metadata.resourceVersion) return client.update(path, object, options)
  // What is wrong with reading it, the write will say.
  const live = await client.get(path).catch(() => undefined)
  const resourceVersion = live?.metadata.resourceVersion
  const versioned = resourceVersion ? {...object, metadata: {...object.metadata, resourceVersion}} : object
  return client.update(path, versioned, options)
}

/** Sends a patch, as an object or as the text that a user wrote. */
export async function patchTarget(
  client: Client,
  target: Target,
  {type, patch, ...options}: WriteOptions & {type: PatchType; patch: unknown},
): Promise<KubeObject> {
  if (target.name === '') throw new Error('resource name may not be empty')
  if (typeof patch !== 'string') return client.patch(pathOfTarget(target), type, patch, options)
  const pairs = Object.entries(options).filter(([, value]) => value !== undefined)
  const query = new URLSearchParams(pairs.map(([key, value]): [string, string] => [key, String(value)])).toString()
  const {body} = await client.send({
    method: 'PATCH',
    url: `${pathOf(pathOfTarget(target))}${query && `?${query}`}`,
    headers: {'content-type': patchTypes[type]},
    body: patch,
  })
  if (body.type !== 'object') throw new Error('the server answered a patch without an object')
  return body.object as KubeObject
}

function withoutVersion(object: KubeObject): KubeObject {
  if (!object.metadata?.resourceVersion) return object
  const {resourceVersion: _, ...metadata} = object.metadata
  return {...object, metadata}
}
