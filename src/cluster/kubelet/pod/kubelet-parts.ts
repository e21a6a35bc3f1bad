import type {Pod, Service} from '../../../api/kinds.ts'
import type {Connection} from '../../containers/connection.ts'
import type {ContainerRuntime} from '../../containers/container-runtime.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import type {ClaimManager} from '../dra/claim-manager.ts'
import type {AddressPool} from '../node/address-pool.ts'
import type {ProbeMetrics} from '../probes/probe-metrics.ts'
import type {KubeletSettings} from '../service/settings.ts'
import type {ObjectSource} from '../volumes/object-source.ts'
import type {ServiceAccountTokens} from '../volumes/service-account-tokens.ts'
import type {TrustBundles} from '../volumes/trust-bundles.ts'

/** What the workers of one node share. */
export interface KubeletNode {
  name: string
  address: string
  addresses: AddressPool
}

/** What all workers share. */
export interface KubeletParts {
  context: ComponentContext
  runtime: ContainerRuntime
  objects: ObjectSource
  /** Absent: nobody counts. */
  probeMetrics?: ProbeMetrics
  tokens: ServiceAccountTokens
  bundles: TrustBundles
  claims: ClaimManager
  services(): Iterable<Service>
  /** How a node's kubelet is set up. */
  settings(node: string): KubeletSettings
  /** Opens a connection to another pod; 'refused' if nothing listens there, undefined if no pod has the address. */
  dial(ip: string, port: number): Promise<Connection | 'refused' | undefined>
  /** The memory that a node has; bytes. */
  memoryOf(node: string): number
  /** Why a pod that runs cannot have the resources that it asks for now: `Infeasible`, `Deferred`. */
  resizable(pod: Pod, node: KubeletNode): {reason: string; message: string} | undefined
  /** Why the node will not have the pod; undefined if it will. */
  admit(pod: Pod, node: KubeletNode): {reason: string; message: string} | undefined
}
