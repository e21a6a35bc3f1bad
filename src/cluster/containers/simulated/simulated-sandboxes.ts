import {createHash} from 'node:crypto'
import type {Clock} from '../../runtime/clock.ts'
import type {Random} from '../../runtime/random.ts'
import type {PodSandboxConfig, PodSandboxStatus} from '../pod-sandbox.ts'
import {runtimeId} from './runtime-id.ts'
import type {NetworkNode, SimulatedNetwork} from './simulated-network.ts'
import type {StateKeeper} from './state-keeper.ts'

export interface SandboxRecord {
  id: string
  config: PodSandboxConfig
  state: 'Ready' | 'NotReady'
  createdAt: number
  /** The node's user who is root in it; absent: the node's root is. */
  rootUser?: number
}

/** A pod's shared surroundings and the containers in it. */
export interface SimulatedSandbox {
  record: SandboxRecord
  containers: string[]
  /** What answers on the pod's address. */
  network: NetworkNode
}

/** How many users a pod with users of its own has. */
export const usersOfPod = 65_536
/** For how many pods a node has users: as many as it runs. */
const ranges = 110

export interface SimulatedSandboxesOptions {
  clock: Clock
  random: Random
  network: SimulatedNetwork
  keeper: StateKeeper
  /** How the network sees a container. */
  nodeOf(container: string): NetworkNode | undefined
}

/** All sandboxes, by id and by pod; those that are ready are in the network. */
export class SimulatedSandboxes {
  private readonly options: SimulatedSandboxesOptions
  private readonly byId = new Map<string, SimulatedSandbox>()
  private readonly byPod = new Map<string, Set<string>>()

  constructor(options: SimulatedSandboxesOptions) {
    this.options = options
  }

  get(id: string): SimulatedSandbox | undefined {
    return this.byId.get(id)
  }

  /** Returns the id of the new one. */
  run(config: PodSandboxConfig): string {
    const {clock, random} = this.options
    const record: SandboxRecord = {
      id: runtimeId(random, `sandbox/${config.uid}`),
      config,
      state: 'Ready',
      createdAt: clock.now(),
      ...(config.hasOwnUsers && {rootUser: this.freeUsers(config)}),
    }
    this.add(record)
    this.keep(record)
    return record.id
  }

  add(record: SandboxRecord): void {
    const containers: string[] = []
    const network: NetworkNode = {
      listener: port => this.first(sandbox, node => node.listener(port)),
      datagrams: port => this.first(sandbox, node => node.datagrams(port)),
    }
    const sandbox: SimulatedSandbox = {record, containers, network}
    this.byId.set(record.id, sandbox)
    const {uid, ip, hostNetwork} = record.config
    const siblings = this.byPod.get(uid)
    if (siblings) siblings.add(record.id)
    else this.byPod.set(uid, new Set([record.id]))
    if (record.state === 'Ready') this.options.network.add(ip, network, hostNetwork)
  }

  /** Its address answers no more. */
  disconnect({record, network}: SimulatedSandbox): void {
    record.state = 'NotReady'
    this.options.network.remove(record.config.ip, network)
    this.keep(record)
  }

  delete({record: {id, config}}: SimulatedSandbox): void {
    this.byId.delete(id)
    const siblings = this.byPod.get(config.uid)
    siblings?.delete(id)
    if (siblings?.size === 0) this.byPod.delete(config.uid)
    this.options.keeper.forget(`sandbox/${id}`)
  }

  list({podUid, node}: {podUid?: string; node?: string} = {}): SimulatedSandbox[] {
    const ids = podUid === undefined ? this.byId.keys() : (this.byPod.get(podUid) ?? [])
    const found = [...ids].map(id => this.byId.get(id)!)
    return node === undefined ? found : found.filter(({record}) => record.config.node === node)
  }

  private keep(record: SandboxRecord): void {
    this.options.keeper.keep(`sandbox/${record.id}`, () => JSON.stringify(record))
  }

  /** The first of a range of users of a node that none of its pods has, anywhere among all; each pod gets as many as there are in its images. */
  private freeUsers({node, uid}: PodSandboxConfig): number {
    const taken = new Set(this.list({node}).map(({record}) => record.rootUser))
    const start = createHash('sha256').update(uid).digest().readUInt16BE()
    const firsts = Array.from({length: ranges}, (_, index) => usersOfPod * (1 + ((start + index) % ranges)))
    return firsts.find(first => !taken.has(first)) ?? firsts[0]!
  }

  private first<T>({containers}: SimulatedSandbox, find: (node: NetworkNode) => T | undefined): T | undefined {
    for (const container of containers) {
      const node = this.options.nodeOf(container)
      const found = node && find(node)
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
