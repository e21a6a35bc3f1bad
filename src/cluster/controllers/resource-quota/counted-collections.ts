import {builtin} from '../../../api/builtin-resources.ts'
import {type GroupVersionResource, groupResourceName, type KubeObject} from '../../../api/object.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import type {Informer, InformerHandler} from '../../runtime/informer.ts'
import {type DiscoveredResource, discover} from '../discovery.ts'

/** What most quotas measure, followed from the start. */
const usual: GroupVersionResource[] = [
  builtin.pods,
  builtin.services,
  builtin.configMaps,
  builtin.secrets,
  builtin.persistentVolumeClaims,
  builtin.replicationControllers,
  builtin.resourceQuotas,
]

interface Followed {
  resource: GroupVersionResource
  informer: Informer
  detach?: () => void
}

/** The collections that quotas count, by names as in `deployments.apps`; those that only `count/` knows are followed from when the first quota names them. */
export class CountedCollections {
  private readonly context: ComponentContext
  private readonly followed = new Map<string, Followed>()
  private readonly unknown = new Set<string>()
  private handler?: InformerHandler<KubeObject>

  constructor(context: ComponentContext) {
    this.context = context
    for (const resource of usual) this.follow(resource)
  }

  async synced(): Promise<void> {
    await Promise.all([...this.followed.values()].map(({informer}) => informer.tried()))
  }

  attach(handler: InformerHandler<KubeObject>): () => void {
    this.handler = handler
    for (const entry of this.followed.values()) entry.detach = entry.informer.onChange(handler)
    return () => {
      this.handler = undefined
      for (const {detach} of this.followed.values()) detach?.()
    }
  }

  /** The objects of a namespace; undefined where the server has no such collection. */
  async objectsIn(namespace: string, collection: string): Promise<Iterable<KubeObject> | undefined> {
    if (!this.followed.has(collection)) await this.find(collection)
    return this.followed.get(collection)?.informer.byIndex('namespace', namespace)
  }

  /** Compares with what the server offers now. Returns the names that are to be counted anew. */
  async refresh(): Promise<string[]> {
    const more = [...this.followed].slice(usual.length)
    if (more.length === 0 && this.unknown.size === 0) return []
    const offered = await this.offered()
    const changed = more.filter(
      ([name, {resource, informer}]) =>
        offered.get(name)?.version !== resource.version || this.context.informers.informer(resource) !== informer,
    )
    for (const [name, {detach}] of changed) {
      detach?.()
      this.followed.delete(name)
    }
    return [...changed.map(([name]) => name), ...[...this.unknown].filter(name => offered.has(name))]
  }

  private async find(collection: string): Promise<void> {
    const resource = (await this.offered()).get(collection)
    if (!resource) {
      this.unknown.add(collection)
      return
    }
    this.unknown.delete(collection)
    if (!this.followed.has(collection)) this.follow(resource)
    await this.followed.get(collection)?.informer.tried()
  }

  private follow({group, version, resource}: GroupVersionResource): void {
    const informer = this.context.informers.informer({group, version, resource})
    informer.addIndex('namespace', ({metadata}) => [metadata.namespace ?? ''])
    this.followed.set(groupResourceName({group, resource}), {
      resource: {group, version, resource},
      informer,
      ...(this.handler && {detach: informer.onChange(this.handler)}),
    })
  }

  private async offered(): Promise<Map<string, DiscoveredResource>> {
    const found = (await discover(this.context.client)).filter(isQuotable)
    return new Map(found.map(resource => [groupResourceName(resource), resource]))
  }
}

const isQuotable = ({namespaced, verbs}: DiscoveredResource): boolean =>
  namespaced && ['create', 'list', 'watch', 'delete'].every(verb => verbs.includes(verb))
