import type {KubeObject} from '../../api/object.ts'
import type {ApiResponse} from '../../client/transport.ts'
import type {ResourceDefinition} from '../resources/define-resource.ts'
import type {Features} from '../resources/gated-fields.ts'
import type {ResourceRegistry} from '../resources/registry.ts'
import type {Activity} from '../runtime/activity.ts'
import type {Clock} from '../runtime/clock.ts'
import type {Logger} from '../runtime/logger.ts'
import type {Numbers} from '../runtime/metrics/metrics.ts'
import type {Random} from '../runtime/random.ts'
import type {AdmissionChain} from './admission/admission.ts'
import type {Authorizer, TokenIssuer} from './auth/interfaces.ts'
import type {AdmissionMetrics} from './metrics/admission-metrics.ts'
import type {ExpressionTimes} from './metrics/expression-times.ts'
import type {NodeConnector} from './node-connector.ts'
import type {ResourceStore} from './registry/resource-store.ts'
import type {RequestContext} from './request-context.ts'

export type KindHandler = (context: RequestContext) => Promise<ApiResponse>

/** How a part of the control plane is asked whether it is well. */
export interface ComponentProbe {
  name: string
  /** Resolves with what is wrong, if anything is. */
  probe(): Promise<string | undefined>
}

/** What handlers, subresources and admission plugins work with. */
export interface ServerParts {
  clock: Clock
  random: Random
  activity: Activity
  log: Logger
  resources: ResourceRegistry
  features: Features
  /** The one store of a kind's objects, made on first use. */
  resourceStore(definition: ResourceDefinition): ResourceStore
  /** Those that have been used. */
  resourceStores?(): Iterable<ResourceStore>
  admission: AdmissionChain
  /** Where admission counts what it does; absent: nowhere. */
  admissionMetrics?: AdmissionMetrics
  /** How long rules of custom resources take; absent: nobody measures. */
  expressionTimes?: ExpressionTimes | undefined
  /** Which deprecated kinds have been asked for. */
  deprecated?: Numbers
  /**
   * Takes what a draft needs of pools that the cluster shares (service addresses, node ports); call what it returns with whether the draft was
   * stored. Writes the allocations into the draft.
   */
  allocate?(
    draft: KubeObject,
    old: KubeObject | undefined,
    options: {definition: ResourceDefinition; dryRun: boolean},
  ): Promise<((stored: boolean) => Promise<void>) | undefined>
  /** Gives back what a deleted object held of shared pools, or charged to quotas. */
  released?(last: KubeObject, definition: ResourceDefinition, dryRun: boolean): Promise<void>
  /** Kinds that are answered rather than stored (reviews, component statuses): by `group/plural` and verb, instead of the usual handlers. */
  kinds?: Record<string, Partial<Record<string, KindHandler>>>
  authorizer: Authorizer
  /** The rest of the control plane, for componentstatuses. */
  components?: readonly ComponentProbe[]
  /** Ways to the kubelets; absent while no node runs here. */
  nodes?: NodeConnector
  /** Issues service account tokens; absent: `serviceaccounts/token` is not served. */
  tokens?: TokenIssuer
}
