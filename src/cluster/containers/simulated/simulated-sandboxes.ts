import type {PodSandboxConfig, PodSandboxStatus} from '../container-runtime.ts'
import type {NetworkNode, SimulatedNetwork} from './simulated-network.ts'

export interface SandboxRecord {
  id: string
  config: PodSandboxConfig
  state: 'Ready' | 'NotReady'
  createdAt: number
}

/** A pod's shared surroundings and the containers in it. */
export interface SimulatedSandbox {
  record: SandboxRecord
  containers: string[]
  /** What answers on the pod's address. */
  network: NetworkNode
}

type FindListener = (container: string, port: number) => ReturnType<NetworkNode['listener']>

/** All sandboxes, by id and by pod; those that are ready are in the network. */
export class SimulatedSandboxes {
  private readonly network: SimulatedNetwork
  private readonly findListener: FindListener
  private readonly byId = new Map<string, SimulatedSandbox>()
  private readonly byPod = new Map<string, Set<string>>()

  constructor(network: SimulatedNetwork, findListener: FindListener) {
    this.network = network
    this.findListener = findListener
  }

  get(id: string): SimulatedSandbox | undefined {
    return this.byId.get(id)
  }

  add(record: SandboxRecord): void {
    const containers: string[] = []
    const network = {listener: (port: number) => this.listener(sandbox, port)}
    const sandbox: SimulatedSandbox = {record, containers, network}
    this.byId.set(record.id, sandbox)
    const {uid, ip, hostNetwork} = record.config
    const siblings = this.byPod.get(uid)
    if (siblings) siblings.add(record.id)
    else this.byPod.set(uid, new Set([record.id]))
    if (record.state === 'Ready' && !hostNetwork) this.network.add(ip, network)
  }

  /** Its address answers no more. */
  disconnect({record, network}: SimulatedSandbox): void {
    record.state = 'NotReady'
    this.network.remove(record.config.ip, network)
  }

  delete({record: {id, config}}: SimulatedSandbox): void {
    this.byId.delete(id)
    const siblings = this.byPod.get(config.uid)
    siblings?.delete(id)
    if (siblings?.size === 0) this.byPod.delete(config.uid)
  }

  list({podUid, node}: {podUid?: string; node?: string} = {}): SimulatedSandbox[] {
    const ids = podUid === undefined ? this.byId.keys() : (this.byPod.get(podUid) ?? [])
    const found = [...ids].map(id => this.byId.get(id)!)
    return node === undefined ? found : found.filter(({record}) => record.config.node === node)
  }

  private listener({containers}: SimulatedSandbox, port: number) {
    for (const container of containers) {
      const found = this.findListener(container, port)
      if (found) return found
    }
    return undefined
  }
}

export const sandboxStatus = ({record: {id, state, createdAt, config}}: SimulatedSandbox): PodSandboxStatus => ({
  id,
  state,
  createdAt,
  ip: config.ip,
  config,
})
