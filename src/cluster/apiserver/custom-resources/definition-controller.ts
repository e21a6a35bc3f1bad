import {deepEqual} from '../../../api/json/deep-equal.ts'
import type {CustomResourceDefinition} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import {isNotFound} from '../../../api/status-error.ts'
import type {KeyValue} from '../../etcd/store.ts'
import {type ConditionState, isTrue, withCondition} from '../../resources/apiextensions/crd/conditions.ts'
import {cleanupFinalizer} from '../../resources/apiextensions/crd/strategy.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import {timestamp} from '../../runtime/clock.ts'
import {deleteObject} from '../registry/delete-object.ts'
import {ownScope} from '../registry/own-scope.ts'
import {updateObject} from '../registry/update-object.ts'
import type {ServerParts} from '../server-parts.ts'
import {registerVersion, unregisterVersion} from './api-services.ts'
import type {Convert} from './conversion/convert-by-webhook.ts'
import {resourceOf} from './custom-resource.ts'
import {definitionStatus} from './definition-status.ts'

interface Served {
  /** What of the definition its kinds are made of. */
  made: unknown
  resources: ResourceDefinition[]
}

/** How long a definition that is to go waits for instances that are not gone yet, before it looks again; milliseconds. */
const instanceInterval = 5000

/** Accepts definitions, has them served, and sees to their end. */
export class DefinitionController {
  private readonly server: ServerParts
  /** Asks for another look. */
  private readonly again: () => void
  private readonly served = new Map<string, Served>()
  private readonly waiting = new Set<string>()

  constructor(server: ServerParts, again: () => void) {
    this.server = server
    this.again = again
  }

  /** Brings what is served in line with what is stored. Definitions that this changes come back in another call. */
  async sync(stored: readonly KeyValue[]): Promise<void> {
    const all = (await this.server.resourceStore(this.kind()).decoded(stored)) as CustomResourceDefinition[]
    for (const definition of all) {
      await this.accept(definition, all)
      await this.tryToServe(definition)
    }
    const names = new Set(all.map(({metadata}) => metadata.name))
    for (const name of [...this.served.keys()]) if (!names.has(name)) await this.forget(name)
    for (const definition of all) if (definition.metadata.deletionTimestamp) await this.end(definition)
  }

  private kind(): ResourceDefinition {
    const kind = this.server.resources.get({
      group: 'apiextensions.k8s.io',
      version: 'v1',
      resource: 'customresourcedefinitions',
    })
    if (!kind) throw new RangeError('CustomResourceDefinitions are not served')
    return kind
  }

  private async accept(definition: CustomResourceDefinition, all: CustomResourceDefinition[]): Promise<void> {
    const now = timestamp(this.server.clock.now())
    const status = definitionStatus(definition, all, now)
    if (deepEqual(status, definition.status)) return
    definition.status = status
    await this.update(definition, 'status', current => ({...current, status: definitionStatus(current, all, now)}))
  }

  /** What cannot be served stands in nobody else's way. */
  private async tryToServe(definition: CustomResourceDefinition): Promise<void> {
    try {
      await this.serve(definition)
    } catch (error) {
      const {name = ''} = definition.metadata
      this.server.log.error('a custom resource cannot be served', {name, error: (error as Error).message})
    }
  }

  private async serve(definition: CustomResourceDefinition): Promise<void> {
    const {name = ''} = definition.metadata
    if (!isTrue(definition, 'Established')) return
    const made = {spec: definition.spec, names: definition.status?.acceptedNames}
    if (deepEqual(made, this.served.get(name)?.made)) return
    const convert = await this.conversionOf(definition)
    const resources = await Promise.all(
      definition.spec.versions
        .filter(({served}) => served)
        .map(version => resourceOf(definition, version, convert, this.server.expressionTimes)),
    )
    const before = this.served.get(name)?.resources ?? []
    this.withdraw(name)
    for (const resource of resources) this.server.resources.add(resource)
    this.served.set(name, {made: structuredClone(made), resources})
    const scopeOf = (kind: ResourceDefinition) => ownScope(this.server, kind)
    for (const resource of resources) await registerVersion(this.server, scopeOf, resource)
    for (const resource of before) await unregisterVersion(this.server, scopeOf, resource)
  }

  private async conversionOf({spec}: CustomResourceDefinition): Promise<Convert | undefined> {
    const {strategy, webhook} = spec.conversion ?? {}
    if (strategy !== 'Webhook' || !webhook) return undefined
    const {convertByWebhook} = await import('./conversion/convert-by-webhook.ts')
    return convertByWebhook(this.server, webhook)
  }

  private async forget(name: string): Promise<void> {
    const resources = this.served.get(name)?.resources ?? []
    this.withdraw(name)
    for (const resource of resources)
      await unregisterVersion(this.server, kind => ownScope(this.server, kind), resource)
  }

  /** Who watches a kind that goes, or changes, has to begin anew. */
  private withdraw(name: string): void {
    for (const resource of this.served.get(name)?.resources ?? []) {
      this.server.resources.remove({...resource, resource: resource.plural})
      const store = this.server.resourceStore(resource)
      if (store.cache) store.dropCache(store.cache)
    }
    this.served.delete(name)
  }

  /** Takes the instances away, then the definition's finalizer. */
  private async end(definition: CustomResourceDefinition): Promise<void> {
    const {name = '', finalizers = []} = definition.metadata
    if (!finalizers.includes(cleanupFinalizer)) return
    const underWay = {reason: 'InstanceDeletionInProgress', message: 'CustomResource deletion is in progress'}
    await this.terminating(definition, {type: 'Terminating', status: 'True', ...underWay})
    const [kind] = this.served.get(name)?.resources ?? []
    if (kind && (await this.removeInstances(kind)) > 0) return this.lookLater(name)
    const outcome = isTrue(definition, 'Established')
      ? {reason: 'InstanceDeletionCompleted', message: 'removed all instances'}
      : {reason: 'NeverEstablished', message: 'resource was never established'}
    const now = timestamp(this.server.clock.now())
    await this.update(definition, 'status', current => ({
      ...withTerminating(current, {type: 'Terminating', status: 'False', ...outcome}, now),
      metadata: {
        ...current.metadata,
        finalizers: current.metadata.finalizers?.filter(finalizer => finalizer !== cleanupFinalizer),
      },
    }))
  }

  /** How many instances are left, for they have finalizers. */
  private async removeInstances(kind: ResourceDefinition): Promise<number> {
    const store = this.server.resourceStore(kind)
    for (const {metadata} of await store.listCached()) {
      try {
        await deleteObject(ownScope(this.server, kind, {namespace: metadata.namespace}), metadata.name ?? '', {})
      } catch (error) {
        if (!isNotFound(error)) throw error
      }
    }
    return (await store.listCached()).length
  }

  private lookLater(name: string): void {
    if (this.waiting.has(name)) return
    this.waiting.add(name)
    this.server.clock.after(instanceInterval, () => {
      this.waiting.delete(name)
      this.again()
    })
  }

  private async terminating(definition: CustomResourceDefinition, state: ConditionState): Promise<void> {
    const now = timestamp(this.server.clock.now())
    const conditions = withCondition(definition.status?.conditions ?? [], state, now)
    if (deepEqual(conditions, definition.status?.conditions)) return
    await this.update(definition, 'status', current => withTerminating(current, state, now))
  }

  private async update(
    {metadata}: CustomResourceDefinition,
    subresource: '' | 'status',
    change: (current: CustomResourceDefinition) => CustomResourceDefinition,
  ): Promise<void> {
    try {
      await updateObject(ownScope(this.server, this.kind(), {subresource}), {
        name: metadata.name ?? '',
        draft: current => structuredClone(change(current as CustomResourceDefinition)) as KubeObject,
      })
    } catch (error) {
      if (!isNotFound(error)) throw error
    }
  }
}

const withTerminating = (
  definition: CustomResourceDefinition,
  state: ConditionState,
  now: string,
): CustomResourceDefinition => ({
  ...definition,
  status: {
    ...(definition.status as NonNullable<typeof definition.status>),
    conditions: withCondition(definition.status?.conditions ?? [], state, now),
  },
})
