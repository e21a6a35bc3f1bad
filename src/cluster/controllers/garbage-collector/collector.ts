import type {KubeObject, OwnerReference} from '../../../api/object.ts'
import {isConflict, isNotFound} from '../../../api/status-error.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import {
  finalizers,
  type GraphNode,
  isBeingDeleted,
  type OwnershipGraph,
  orphansDependents,
  ownersOf,
  policyOf,
  waitsForDependents,
} from './graph.ts'
import type {Monitors} from './monitors.ts'

interface Owners {
  solid: OwnerReference[]
  dangling: OwnerReference[]
  /** There, but waiting for their dependents to go first. */
  waiting: OwnerReference[]
}

/** Decides what becomes of one object. */
export class Collector {
  private readonly context: ComponentContext
  private readonly graph: OwnershipGraph
  private readonly monitors: Monitors

  constructor(context: ComponentContext, graph: OwnershipGraph, monitors: Monitors) {
    this.context = context
    this.graph = graph
    this.monitors = monitors
  }

  async attend(uid: string): Promise<undefined> {
    const node = this.graph.get(uid)
    if (!node) return
    if (orphansDependents(node.object)) return this.orphanDependents(node)
    if (waitsForDependents(node.object)) await this.finishForeground(node)
    else if (isBeingDeleted(node.object)) return
    await this.judge(node)
  }

  private async judge(node: GraphNode): Promise<void> {
    if (isBeingDeleted(node.object) || ownersOf(node.object).length === 0) return
    const {solid, dangling, waiting} = await this.classify(node)
    if (solid.length > 0) {
      if (dangling.length + waiting.length > 0) await this.dropOwners(node, [...dangling, ...waiting])
      return
    }
    const dependents = this.graph.dependentsOf(node.object.metadata.uid!)
    if (waiting.length > 0 && dependents.length > 0) {
      if (dependents.some(({object}) => waitsForDependents(object))) await this.unblockOwners(node)
      return this.delete(node, 'Foreground')
    }
    await this.delete(node, policyOf(node.object))
  }

  private async classify(node: GraphNode): Promise<Owners> {
    const owners: Owners = {solid: [], dangling: [], waiting: []}
    for (const owner of ownersOf(node.object)) {
      const found = await this.find(node, owner)
      if (!found) owners.dangling.push(owner)
      else if (owner.blockOwnerDeletion && waitsForDependents(found)) owners.waiting.push(owner)
      else owners.solid.push(owner)
    }
    return owners
  }

  /** The owner that a reference means: of that uid, in the dependent's namespace or in none. What the graph lacks, the server is asked for. */
  private async find({object}: GraphNode, owner: OwnerReference): Promise<KubeObject | undefined> {
    const known = this.graph.get(owner.uid)
    const {namespace} = object.metadata
    if (known) {
      if (!known.namespaced || known.object.metadata.namespace === namespace) return known.object
      this.warnOfNamespace(object, owner)
      return undefined
    }
    const resource = this.monitors.resourceOf(owner)
    if (!resource) throw new Error(`no resource is known for owner ${owner.apiVersion} ${owner.kind}`)
    if (resource.namespaced && !namespace) {
      this.warnOfNamespace(object, owner)
      return object
    }
    try {
      const path = {...resource, namespace: resource.namespaced ? namespace : undefined, name: owner.name}
      const found = await this.context.client.get<KubeObject>(path)
      return found.metadata.uid === owner.uid ? found : undefined
    } catch (error) {
      if (isNotFound(error)) return undefined
      throw error
    }
  }

  private warnOfNamespace(object: KubeObject, {apiVersion, kind, name, uid}: OwnerReference): void {
    const {namespace = ''} = object.metadata
    const reference = `[${apiVersion}/${kind}, namespace: ${namespace}, name: ${name}, uid: ${uid}]`
    const message = `ownerRef ${reference} does not exist in namespace ${JSON.stringify(namespace)}`
    const source = 'garbage-collector-controller'
    this.context.events.record(object, {type: 'Warning', reason: 'OwnerRefInvalidNamespace', message, source})
  }

  /** Lets an object go that waited for its dependents once none blocks it. */
  private async finishForeground(node: GraphNode): Promise<void> {
    const {uid} = node.object.metadata
    const blocking = this.graph
      .dependentsOf(uid!)
      .filter(({object}) => ownersOf(object).some(owner => owner.uid === uid && owner.blockOwnerDeletion))
    if (blocking.length === 0) return this.removeFinalizer(node, finalizers.foreground)
    for (const dependent of blocking) if (!waitsForDependents(dependent.object)) await this.judge(dependent)
  }

  private async orphanDependents(node: GraphNode): Promise<undefined> {
    const {uid} = node.object.metadata
    const dependents = this.graph.dependentsOf(uid!)
    await Promise.all(
      dependents.map(dependent => {
        const ours = ownersOf(dependent.object).filter(owner => owner.uid === uid)
        return this.dropOwners(dependent, ours)
      }),
    )
    await this.removeFinalizer(node, finalizers.orphan)
  }

  private dropOwners(node: GraphNode, dropped: OwnerReference[]): Promise<void> {
    const uids = new Set(dropped.map(owner => owner.uid))
    return this.patch(node, {ownerReferences: ownersOf(node.object).filter(owner => !uids.has(owner.uid))})
  }

  private unblockOwners(node: GraphNode): Promise<void> {
    return this.patch(node, {
      ownerReferences: ownersOf(node.object).map(owner => ({...owner, blockOwnerDeletion: false})),
    })
  }

  private removeFinalizer(node: GraphNode, finalizer: string): Promise<void> {
    const rest = (node.object.metadata.finalizers ?? []).filter(name => name !== finalizer)
    return this.patch(node, {finalizers: rest})
  }

  private async patch({resource, object}: GraphNode, metadata: object): Promise<void> {
    const {namespace, name, uid, resourceVersion} = object.metadata
    const body = {metadata: {...metadata, uid, resourceVersion}}
    try {
      await this.context.client.patch({...pathOf(resource), namespace, name}, 'merge', body)
    } catch (error) {
      if (!isNotFound(error)) throw error
    }
  }

  private async delete({resource, object}: GraphNode, propagationPolicy: 'Orphan' | 'Foreground' | 'Background') {
    const {namespace, name, uid, resourceVersion} = object.metadata
    const preconditions = {uid, resourceVersion}
    try {
      await this.context.client.delete({...pathOf(resource), namespace, name}, {propagationPolicy, preconditions})
    } catch (error) {
      if (isNotFound(error) || (isConflict(error) && this.graph.get(uid!)?.object !== object)) return
      throw error
    }
  }
}

const pathOf = ({group, version, resource}: GraphNode['resource']) => ({group, version, resource})
