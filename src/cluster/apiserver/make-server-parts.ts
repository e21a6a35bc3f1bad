import {builtin} from '../../api/builtin-resources.ts'
import type {Service} from '../../api/kinds.ts'
import type {ResourceDefinition} from '../resources/define-resource.ts'
import {ResourceRegistry} from '../resources/registry.ts'
import {silent} from '../runtime/logger.ts'
import {AdmissionChain} from './admission/admission.ts'
import {addressObjects, readyNetworks, ServiceAllocator} from './allocators/index.ts'
import type {Authorizer} from './auth/interfaces.ts'
import type {ApiServerOptions} from './create-api-server.ts'
import {defaultFeatures} from './enablement/feature-gates.ts'
import {ConvertingStore} from './registry/converting-store.ts'
import {PreparedStore} from './registry/prepared-store.ts'
import {ResourceStore} from './registry/resource-store.ts'
import type {ServerParts} from './server-parts.ts'

/** Joins the parts of a server; `stores` fills as kinds are used. */
export function makeServerParts(options: ApiServerOptions): {
  parts: ServerParts
  stores: ReadonlyMap<ResourceDefinition, ResourceStore>
} {
  const {store, clock, random, activity, definitions, nodes, tokens, kinds, log = silent} = options
  const stores = new Map<ResourceDefinition, ResourceStore>()
  const resources = definitions instanceof ResourceRegistry ? definitions : new ResourceRegistry(definitions)
  const transformerOf = ({group, plural}: ResourceDefinition) => options.encryption?.for({group, resource: plural})
  const resourceStore = (definition: ResourceDefinition) => {
    let resource = stores.get(definition)
    if (!resource) {
      const transformer = transformerOf(definition)
      const convert = definition.storage?.convert
      const readable = transformer?.prepare ? new PreparedStore(store, data => transformer.prepare?.(data)) : store
      const through = convert
        ? new ConvertingStore(readable, {definition, convert, ...(transformer && {transformer})})
        : readable
      resource = new ResourceStore(definition, through, clock, {frozen: options.frozen, transformer})
      stores.set(definition, resource)
    }
    return resource
  }
  const services = new ServiceAllocator({
    ...options.services,
    random,
    addressObjects: addressObjects(() => parts),
    moreNetworks: () => readyNetworks(parts),
    async services() {
      const definition = resources.get(builtin.services)
      return definition ? ((await resourceStore(definition).listCached()) as readonly Service[]) : []
    },
  })
  const parts: ServerParts = {
    clock,
    random,
    activity,
    log,
    resources,
    features: options.features ?? defaultFeatures,
    resourceStore,
    resourceStores: () => stores.values(),
    admission: new AdmissionChain(options.admission ?? []),
    admissionMetrics: options.admissionMetrics,
    deprecated: options.deprecated,
    expressionTimes: options.expressionTimes,
    async allocate(draft, old, {definition, dryRun}) {
      return isService(definition)
        ? services.allocate(draft as Service, old as Service | undefined, {dryRun})
        : undefined
    },
    async released(last, definition, dryRun) {
      if (isService(definition) && !dryRun) await services.release(last as Service)
    },
    authorizer: options.authorizer ?? everything,
    nodes,
    tokens,
    kinds,
    components: options.components,
  }
  return {parts, stores}
}

const isService = ({group, plural}: ResourceDefinition): boolean => group === '' && plural === 'services'

const everything: Authorizer = {authorize: () => Promise.resolve({allowed: true})}
