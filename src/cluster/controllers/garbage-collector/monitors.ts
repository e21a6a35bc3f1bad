import {apiVersionOf, groupResourceName, type KubeObject} from '../../../api/object.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import {type DiscoveredResource, discover} from '../discovery.ts'
import {isCollected} from './collected-resources.ts'
import type {GraphNode} from './graph.ts'

export interface GraphListener {
  seen(node: GraphNode): void
  gone(object: KubeObject): void
}

/** Watches every collection whose objects can be deleted, and follows discovery as collections come and go. */
export class Monitors {
  private readonly context: ComponentContext
  private readonly watched = new Map<string, {resource: DiscoveredResource; detach?: () => void}>()
  private listener?: GraphListener

  constructor(context: ComponentContext) {
    this.context = context
  }

  async start(): Promise<void> {
    await this.refresh()
  }

  attach(listener: GraphListener): void {
    this.listener = listener
    for (const name of this.watched.keys()) this.follow(name)
  }

  detach(): void {
    this.listener = undefined
    for (const entry of this.watched.values()) entry.detach?.()
  }

  /** Compares with what the server offers now. */
  async refresh(): Promise<void> {
    const {client, informers} = this.context
    const offered = new Map(
      (await discover(client)).filter(isCollected).map(found => [groupResourceName(found), found]),
    )
    for (const [name, {resource, detach}] of this.watched) {
      if (offered.get(name)?.version === resource.version) continue
      detach?.()
      this.watched.delete(name)
      await informers.release(resource)
    }
    const added = [...offered].filter(([name]) => !this.watched.has(name))
    for (const [name, resource] of added) this.watched.set(name, {resource})
    await Promise.all(added.map(([, resource]) => informers.informer(resource).tried()))
    if (this.listener) for (const [name] of added) this.follow(name)
  }

  /** Where objects of a reference's kind live. */
  resourceOf({apiVersion, kind}: {apiVersion: string; kind: string}): DiscoveredResource | undefined {
    const [group] = apiVersion.includes('/') ? apiVersion.split('/') : ['']
    for (const {resource} of this.watched.values())
      if (resource.kind === kind && resource.group === group)
        return {...resource, version: apiVersion.split('/').at(-1)!}
    return undefined
  }

  private follow(name: string): void {
    const entry = this.watched.get(name)!
    if (entry.detach) return
    const {resource} = entry
    const {namespaced} = resource
    const seen = (object: KubeObject): void =>
      this.listener?.seen({resource, namespaced, object: typed(object, resource)})
    entry.detach = this.context.informers.informer(resource).onChange({
      added: seen,
      updated: seen,
      deleted: object => this.listener?.gone(object),
    })
  }
}

const typed = (object: KubeObject, resource: DiscoveredResource): KubeObject =>
  object.kind ? object : {...object, kind: resource.kind, apiVersion: apiVersionOf(resource)}
