import type {Activity} from '../../runtime/activity.ts'
import type {Clock} from '../../runtime/clock.ts'
import type {Random} from '../../runtime/random.ts'
import type {ContainerConfig} from '../container.ts'
import type {ContainerEvent} from '../container-runtime.ts'
import type {PodNetwork} from '../pod-network.ts'
import {RuntimeError} from '../runtime-error.ts'
import type {ContainerRecord} from './container-record.ts'
import type {StoredTexts} from './container-storage.ts'
import {resolveImage} from './images/resolve-image.ts'
import type {NodeRuntime} from './node-runtime.ts'
import {runtimeId} from './runtime-id.ts'
import {SimulatedContainer} from './simulated-container.ts'
import type {SimulatedSandbox, SimulatedSandboxes} from './simulated-sandboxes.ts'
import type {StateKeeper} from './state-keeper.ts'
import type {NodeLogs} from './volumes/node-logs.ts'
import type {VolumeStore} from './volumes/volume-store.ts'

export interface SimulatedContainersOptions {
  clock: Clock
  random: Random
  activity: Activity
  network: PodNetwork
  volumes: VolumeStore
  keeper: StateKeeper
  sandboxes: SimulatedSandboxes
  logs: NodeLogs
  /** All of the runtime that is on one node. */
  on(node: string): NodeRuntime
}

/** All containers, by id. What changes in one of them is kept, and told to whoever listens. */
export class SimulatedContainers {
  private readonly options: SimulatedContainersOptions
  private readonly byId = new Map<string, SimulatedContainer>()
  private readonly listeners = new Set<(event: ContainerEvent) => void>()

  constructor(options: SimulatedContainersOptions) {
    this.options = options
  }

  get(id: string): SimulatedContainer | undefined {
    return this.byId.get(id)
  }

  /** Throws NotFound where there is none. */
  existing(id: string): SimulatedContainer {
    const container = this.byId.get(id)
    if (container) return container
    throw new RuntimeError('NotFound', `an error occurred when try to find container "${id}": not found`)
  }

  /** Throws where there is none or it does not run. */
  running(id: string): SimulatedContainer {
    const container = this.existing(id)
    const {state} = container.record
    if (state === 'Running') return container
    throw new RuntimeError('Unknown', `container is in CONTAINER_${state.toUpperCase()} state`)
  }

  all(): Iterable<SimulatedContainer> {
    return this.byId.values()
  }

  in({containers}: SimulatedSandbox): SimulatedContainer[] {
    return containers.flatMap(id => this.byId.get(id) ?? [])
  }

  on(node: string): SimulatedContainer[] {
    return this.options.sandboxes.list({node}).flatMap(sandbox => this.in(sandbox))
  }

  create(sandbox: SimulatedSandbox, config: ContainerConfig): SimulatedContainer {
    const {clock, random} = this.options
    const record: ContainerRecord = {
      id: runtimeId(random, `container/${sandbox.record.config.uid}/${config.name}/${config.attempt}`),
      sandboxId: sandbox.record.id,
      config,
      state: 'Created',
      createdAt: clock.now(),
      written: {stdout: 0, stderr: 0},
    }
    const container = this.add(record, sandbox)
    this.keep(container, 'state')
    return container
  }

  add(record: ContainerRecord, sandbox: SimulatedSandbox, stored?: StoredTexts): SimulatedContainer {
    const {clock, activity, network, volumes, on} = this.options
    const {id, sandboxId} = record
    const {uid, node} = sandbox.record.config
    const tell = (type: ContainerEvent['type']) => () => this.tell({containerId: id, sandboxId, podUid: uid, type})
    const container = new SimulatedContainer(
      record,
      {
        clock,
        activity,
        network,
        volumes,
        sandbox,
        image: resolveImage(record.config.image),
        node: on(node),
        members: () => this.in(sandbox),
        changed: (changed, what) => this.keep(changed, what),
        started: tell('started'),
        wrote: tell('wrote'),
        active: tell('active'),
        stopped: tell('stopped'),
      },
      stored,
    )
    this.byId.set(id, container)
    sandbox.containers.push(id)
    return container
  }

  /** Ends it, if it runs, and forgets it. */
  async remove(id: string): Promise<void> {
    const container = this.byId.get(id)
    if (!container) return
    await container.stop(0)
    this.byId.delete(id)
    const {sandbox} = container.around
    sandbox.containers = sandbox.containers.filter(other => other !== id)
    for (const kind of ['container', 'log', 'files']) this.options.keeper.forget(`${kind}/${id}`)
  }

  keep(container: SimulatedContainer, what: 'state' | 'log' | 'files'): void {
    const {keeper, logs} = this.options
    const {id} = container.record
    if (!this.byId.has(id)) return
    if (what !== 'files') keeper.keep(`container/${id}`, () => JSON.stringify(container.record))
    if (what === 'log') {
      keeper.keep(`log/${id}`, () => container.storage.logText ?? null)
      logs.wrote(container.around.sandbox.record.config.node)
    }
    if (what === 'files') keeper.keep(`files/${id}`, async () => (await container.storage.filesText()) ?? null)
  }

  onEvent(listener: (event: ContainerEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private tell(event: ContainerEvent): void {
    for (const listener of this.listeners) listener(event)
  }
}
