import {type GroupVersionResource, type KubeObject, type OwnerReference, objectKey} from '../../../api/object.ts'

/** An object as the garbage collector sees it. */
export interface GraphNode {
  resource: GroupVersionResource
  namespaced: boolean
  object: KubeObject
}

const foreground = 'foregroundDeletion'
const orphan = 'orphan'

/** Who owns whom, by uid. Owners need not be there: a uid may have dependents without ever having been seen. */
export class OwnershipGraph {
  private readonly nodes = new Map<string, GraphNode>()
  private readonly dependents = new Map<string, Set<string>>()

  get(uid: string): GraphNode | undefined {
    return this.nodes.get(uid)
  }

  /** In the order of their keys. */
  dependentsOf(uid: string): GraphNode[] {
    const found = [...(this.dependents.get(uid) ?? [])].map(dependent => this.nodes.get(dependent)!)
    return found.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
  }

  put(node: GraphNode): void {
    const uid = node.object.metadata.uid!
    const old = this.nodes.get(uid)
    this.nodes.set(uid, node)
    const owners = new Set(ownersOf(node.object).map(owner => owner.uid))
    for (const owner of old ? ownersOf(old.object) : []) if (!owners.has(owner.uid)) this.unlink(owner.uid, uid)
    for (const owner of owners) this.link(owner, uid)
  }

  remove(uid: string): void {
    const node = this.nodes.get(uid)
    if (!node) return
    this.nodes.delete(uid)
    for (const owner of ownersOf(node.object)) this.unlink(owner.uid, uid)
  }

  private link(owner: string, dependent: string): void {
    const known = this.dependents.get(owner)
    if (known) known.add(dependent)
    else this.dependents.set(owner, new Set([dependent]))
  }

  private unlink(owner: string, dependent: string): void {
    const known = this.dependents.get(owner)
    known?.delete(dependent)
    if (known?.size === 0) this.dependents.delete(owner)
  }
}

export const ownersOf = ({metadata}: KubeObject): OwnerReference[] => metadata.ownerReferences ?? []
export const isBeingDeleted = ({metadata}: KubeObject): boolean => metadata.deletionTimestamp !== undefined
/** Stays until its dependents are gone. */
export const waitsForDependents = (object: KubeObject): boolean => isBeingDeleted(object) && has(object, foreground)
/** Stays until its dependents have been released. */
export const orphansDependents = (object: KubeObject): boolean => isBeingDeleted(object) && has(object, orphan)
export const finalizers = {foreground, orphan}

/** The policy by which an object that must go takes or leaves its own dependents. */
export const policyOf = (object: KubeObject): 'Orphan' | 'Foreground' | 'Background' =>
  has(object, orphan) ? 'Orphan' : has(object, foreground) ? 'Foreground' : 'Background'

const has = ({metadata}: KubeObject, finalizer: string): boolean => metadata.finalizers?.includes(finalizer) ?? false
const sortKey = ({resource, object}: GraphNode): string => `${resource.group}/${resource.resource}/${objectKey(object)}`
