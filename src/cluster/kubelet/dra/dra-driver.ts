import type {Node, ResourceClaim} from '../../../api/kinds.ts'

/**
 * What a DRA driver's plugin does on one node: dra.v1's NodePrepareResources and NodeUnprepareResources, without the socket. Both may be asked again for what
 * they have done. They throw where the whole call failed.
 */
export interface DraDriver {
  prepare(claim: ResourceClaim): Promise<PreparedDevice[]>
  unprepare(claim: {namespace: string; name: string; uid: string}): Promise<void>
}

export interface PreparedDevice {
  /** The requests of the claim that it is for; alternatives go by their request's name. */
  requests: string[]
  pool: string
  device: string
  /** Names the device to the container runtime. */
  cdiDeviceIds: string[]
  /** What the runtime adds to a container that is given the device: CDI's containerEdits. */
  environment: {name: string; value: string}[]
}

/** The drivers that are registered with kubelets. */
export interface DraDrivers {
  find(name: string, node: Node | undefined): DraDriver | undefined
}
