import type {Activity} from '../../runtime/activity.ts'
import type {Clock} from '../../runtime/clock.ts'
import type {Random} from '../../runtime/random.ts'
import type {Connection} from '../connection.ts'
import type {ContainerConfig, ContainerLogOptions, ContainerStatus, ContainerUsage} from '../container.ts'
import type {ContainerEvent, ContainerRuntime, ExecResult} from '../container-runtime.ts'
import type {NodeDisk} from '../node-disk.ts'
import type {ServiceDirectory} from '../pod-network.ts'
import type {PodSandboxConfig, PodSandboxStatus} from '../pod-sandbox.ts'
import type {Process} from '../process.ts'
import {RuntimeError} from '../runtime-error.ts'
import type {ContainerStateStore} from '../state/container-state-store.ts'
import {MemoryStateStore} from '../state/memory-state-store.ts'
import {containerStatus} from './container-status.ts'
import {execSync} from './exec-sync.ts'
import {NodeImages} from './images/node-images.ts'
import {type NodeRuntime, nodeRuntime} from './node-runtime.ts'
import {portForward} from './port-forward.ts'
import {Restoration} from './restoration.ts'
import {Systemd} from './services/systemd.ts'
import {SimulatedContainers} from './simulated-containers.ts'
import {SimulatedNetwork} from './simulated-network.ts'
import {SimulatedSandboxes, sandboxStatus} from './simulated-sandboxes.ts'
import {StateKeeper} from './state-keeper.ts'
import {NodeLogs} from './volumes/node-logs.ts'
import {VolumeStore} from './volumes/volume-store.ts'

export interface SimulatedRuntimeOptions {
  clock: Clock
  random: Random
  activity: Activity
  /** Where containers live on between processes; in memory if absent. */
  store?: ContainerStateStore
}

/** A container runtime without containers: programs are interpreted, images are known by name, the network is a table. */
export class SimulatedRuntime implements ContainerRuntime {
  readonly network = new SimulatedNetwork()
  readonly images: NodeImages
  readonly volumes: VolumeStore
  readonly services: Systemd
  private readonly options: SimulatedRuntimeOptions
  private readonly keeper: StateKeeper
  private readonly sandboxes: SimulatedSandboxes
  private readonly containers: SimulatedContainers
  private readonly restoration: Restoration

  constructor(options: SimulatedRuntimeOptions) {
    this.options = options
    const {clock, activity, random} = options
    const keeper = new StateKeeper(options.store ?? new MemoryStateStore())
    const stored = new Map<string, string>()
    const images = new NodeImages(clock, keeper)
    const logs = new NodeLogs(node => containers.on(node))
    const volumes = new VolumeStore({
      stored,
      now: () => clock.now(),
      activity,
      random,
      changed: (key, text) => keeper.keep(key, text),
      mountedOn: node => logs.mountsOn(node),
    })
    const services = new Systemd({
      clock,
      activity,
      keeper,
      filesOf: node => volumes.filesOf(node),
      pristineFilesOf: node => volumes.pristineFilesOf(node),
      onDiskChange: listener => volumes.disks.onChange(listener),
    })
    const {network} = this
    const sandboxes = new SimulatedSandboxes({clock, random, network, keeper, nodeOf: id => containers.get(id)})
    const nodes = new Map<string, NodeRuntime>()
    const on = (node: string): NodeRuntime => {
      const known = nodes.get(node) ?? nodeRuntime(node, this, {sandboxes, containers, services, volumes, on})
      nodes.set(node, known)
      return known
    }
    const containers = new SimulatedContainers({clock, random, activity, network, volumes, keeper, sandboxes, logs, on})
    this.restoration = new Restoration({keeper, images, sandboxes, containers, services, volumes: stored})
    this.keeper = keeper
    this.images = images
    this.volumes = volumes
    this.services = services
    this.sandboxes = sandboxes
    this.containers = containers
  }

  get disk(): NodeDisk {
    return this.volumes.disks
  }

  /** Resolves once containers that ran in an earlier process run again; tells at once where there are none. */
  async restored(): Promise<boolean> {
    return this.restoration.finished()
  }

  open(): Promise<void> {
    return this.restoration.openNodes()
  }

  /** Takes up what an earlier process left; containers that ran, run. */
  async restore(): Promise<void> {
    await this.restoration.run()
  }

  /** Plugs in who knows Services: cluster DNS and kube-proxy. */
  useDirectory(directory: ServiceDirectory): void {
    this.network.directory = directory
  }

  version(): {name: string; version: string} {
    return {name: 'containerd', version: '2.1.5'}
  }

  onEvent(listener: (event: ContainerEvent) => void): () => void {
    return this.containers.onEvent(listener)
  }

  async runPodSandbox(config: PodSandboxConfig): Promise<string> {
    return this.sandboxes.run(config)
  }

  async stopPodSandbox(id: string): Promise<void> {
    const sandbox = this.sandboxes.get(id)
    if (!sandbox) return
    await Promise.all(this.containers.in(sandbox).map(container => container.stop(0)))
    this.sandboxes.disconnect(sandbox)
  }

  async removePodSandbox(id: string): Promise<void> {
    const sandbox = this.sandboxes.get(id)
    if (!sandbox) return
    await this.stopPodSandbox(id)
    for (const container of [...sandbox.containers]) await this.containers.remove(container)
    this.sandboxes.delete(sandbox)
  }

  async podSandboxStatus(id: string): Promise<PodSandboxStatus> {
    const sandbox = this.sandboxes.get(id)
    if (!sandbox) throw new RuntimeError('NotFound', `an error occurred when try to find sandbox: not found`)
    return sandboxStatus(sandbox)
  }

  async listPodSandboxes(filter?: {podUid?: string; node?: string}): Promise<PodSandboxStatus[]> {
    return this.sandboxes.list(filter).map(sandboxStatus)
  }

  async createContainer(sandboxId: string, config: ContainerConfig): Promise<string> {
    const sandbox = this.sandboxes.get(sandboxId)
    if (!sandbox) throw new RuntimeError('NotFound', `failed to find sandbox id "${sandboxId}": not found`)
    const container = this.containers.create(sandbox, config)
    this.images.use(container.around.image, sandbox.record.config.node)
    return container.record.id
  }

  async startContainer(id: string): Promise<void> {
    await this.containers.existing(id).start()
  }

  async stopContainer(id: string, graceSeconds: number): Promise<void> {
    await this.containers.get(id)?.stop(graceSeconds)
  }

  async updateContainer(id: string, limits: NonNullable<ContainerConfig['limits']>): Promise<void> {
    const container = this.containers.existing(id)
    container.record.config.limits = limits
    this.containers.keep(container, 'state')
  }

  async removeContainer(id: string): Promise<void> {
    await this.containers.remove(id)
  }

  async containerStatus(id: string): Promise<ContainerStatus> {
    return containerStatus(this.containers.existing(id))
  }

  async listContainers({podUid, sandboxId}: {podUid?: string; sandboxId?: string} = {}): Promise<ContainerStatus[]> {
    const one = sandboxId === undefined ? undefined : this.sandboxes.get(sandboxId)
    const sandboxes = sandboxId === undefined ? this.sandboxes.list({podUid}) : one ? [one] : []
    return sandboxes.flatMap(each => this.containers.in(each).map(containerStatus))
  }

  async containerDiskBytes(id: string): Promise<number> {
    return this.containers.existing(id).storage.diskBytes()
  }

  async containerStats(id: string): Promise<ContainerUsage> {
    return this.containers.existing(id).usage()
  }

  containerLogs(id: string, options: ContainerLogOptions, signal?: AbortSignal): AsyncIterable<Uint8Array> {
    return this.containers.existing(id).output.read(options, signal)
  }

  /** The last lines of a container's output. */
  async logTail(id: string, lines: number, bytes: number): Promise<string> {
    return this.containers.existing(id).output.tail(lines, bytes)
  }

  async execSync(id: string, command: string[], timeoutSeconds = 0): Promise<ExecResult> {
    return execSync(this.containers.running(id), command, timeoutSeconds, this.options.clock)
  }

  async exec(id: string, command: string[], process: Process): Promise<number> {
    const container = this.containers.running(id)
    try {
      return await container.exec(command, process)
    } finally {
      container.around.active(container)
    }
  }

  async attach(id: string, process: Process): Promise<number | undefined> {
    return this.containers.running(id).attach(process)
  }

  async connect(sandboxId: string, port: number): Promise<Connection> {
    const sandbox = this.sandboxes.get(sandboxId)
    if (!sandbox) throw new RuntimeError('NotFound', `failed to find sandbox "${sandboxId}" in store: not found`)
    return portForward(this.network, sandbox, port)
  }

  async flush(): Promise<void> {
    await this.keeper.flush()
  }

  /** Lets go of everything without ending it; what was done is kept. */
  async close(): Promise<void> {
    await this.flush()
    for (const container of this.containers.all()) container.abandon()
    await this.keeper.close()
  }
}
