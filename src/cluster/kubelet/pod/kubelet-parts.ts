import type {Pod, Service} from '../../../api/kinds.ts'
import type {ContainerRuntime} from '../../containers/container-runtime.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import type {AddressPool} from '../node/address-pool.ts'
import type {ObjectSource} from '../volumes/object-source.ts'

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
  services(): Iterable<Service>
  /** Why the node will not have the pod; undefined if it will. */
  admit(pod: Pod, node: KubeletNode): {reason: string; message: string} | undefined
}
