import type {LabelSelector} from '../../api/kinds.ts'
import {controllerOf, type GroupVersionResource, type KubeObject, type OwnerReference} from '../../api/object.ts'
import {isNotFound} from '../../api/status-error.ts'
import type {Client} from '../../client/client.ts'
import type {Informer} from './informer.ts'
import {matchesSelector} from './label-selector.ts'
import type {ObjectClient} from './object-client.ts'

/** The reference by which `owner` manages what it made. */
export const controllerRef = ({apiVersion, kind, metadata}: KubeObject): OwnerReference => ({
  apiVersion,
  kind,
  name: metadata.name!,
  uid: metadata.uid!,
  controller: true,
  blockOwnerDeletion: true,
})

/** Indexes a collection by `controller` (the owner's uid) and by `orphans` (the namespace of what nobody manages). */
export function indexOwners(informer: Informer): void {
  informer.addIndex('controller', object => {
    const owner = controllerOf(object)
    return owner ? [owner.uid] : []
  })
  informer.addIndex('orphans', object => (controllerOf(object) ? [] : [object.metadata.namespace ?? '']))
}

/** What a controller has in the cache: objects that name it as their controller, in the order of their names. */
export const ownedBy = <T extends KubeObject>(informer: Informer<T>, owner: KubeObject): T[] =>
  [...informer.byIndex('controller', owner.metadata.uid!)].sort(byName)

export interface ClaimOptions<T extends KubeObject> {
  client: Client
  objects: ObjectClient
  informer: Informer<T>
  resource: GroupVersionResource
  owner: KubeObject
  ownerResource: GroupVersionResource
  selector: LabelSelector | undefined
  /** Whether an orphan may be adopted; default any that is not being deleted. */
  adoptable?: (object: T) => boolean
  /** More to write with an adoption, such as a finalizer. */
  adoptionPatch?: (object: T) => object
}

/**
 * The objects that `owner` manages after adopting matching orphans and releasing what no longer matches, as a ControllerRefManager does.
 * The informer must have been through `indexOwners`.
 */
export async function claim<T extends KubeObject>(options: ClaimOptions<T>): Promise<T[]> {
  const {informer, owner, selector, adoptable = () => true} = options
  const namespace = owner.metadata.namespace ?? ''
  const claimed: T[] = []
  for (const object of ownedBy(informer, owner)) {
    if (matchesSelector(selector, object.metadata.labels)) claimed.push(object)
    else if (!owner.metadata.deletionTimestamp) await release(options, object)
  }
  if (owner.metadata.deletionTimestamp) return claimed
  const orphans = [...informer.byIndex('orphans', namespace)]
    .filter(object => !object.metadata.deletionTimestamp && matchesSelector(selector, object.metadata.labels))
    .filter(adoptable)
    .sort(byName)
  if (orphans.length === 0 || !(await mayAdopt(options))) return claimed
  for (const orphan of orphans) {
    const adopted = await adopt(options, orphan)
    if (adopted) claimed.push(adopted)
  }
  return claimed.sort(byName)
}

/** Asks the server, not the cache, whether the owner is still the same and staying. */
async function mayAdopt<T extends KubeObject>({client, owner, ownerResource}: ClaimOptions<T>): Promise<boolean> {
  const {namespace, name, uid} = owner.metadata
  try {
    const fresh = await client.get({...ownerResource, namespace, name})
    return fresh.metadata.uid === uid && !fresh.metadata.deletionTimestamp
  } catch (error) {
    if (isNotFound(error)) return false
    throw error
  }
}

async function adopt<T extends KubeObject>(options: ClaimOptions<T>, object: T): Promise<T | undefined> {
  const {objects, resource, owner, adoptionPatch} = options
  const metadata = {uid: object.metadata.uid, ownerReferences: [controllerRef(owner)], ...adoptionPatch?.(object)}
  try {
    return await objects.patch(resource, object, {type: 'strategic', body: {metadata}})
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}

async function release<T extends KubeObject>({objects, resource, owner}: ClaimOptions<T>, object: T): Promise<void> {
  const ownerReferences = [{$patch: 'delete', uid: owner.metadata.uid}]
  const body = {metadata: {uid: object.metadata.uid, ownerReferences}}
  try {
    await objects.patch(resource, object, {type: 'strategic', body})
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}

const byName = (a: KubeObject, b: KubeObject): number => (a.metadata.name! < b.metadata.name! ? -1 : 1)
