import type {Activity} from '../../runtime/activity.ts'
import type {Clock} from '../../runtime/clock.ts'
import type {Random} from '../../runtime/random.ts'
import type {Connection} from '../connection.ts'
import type {
  ContainerConfig,
  ContainerEvent,
  ContainerLogOptions,
  ContainerRuntime,
  ContainerStatus,
  ContainerUsage,
  ExecResult,
  ImageStatus,
  Mount,
  NodeDisk,
  PodSandboxConfig,
  PodSandboxStatus,
  VolumeProvider,
} from '../container-runtime.ts'
import type {ServiceDirectory} from '../pod-network.ts'
import type {Process} from '../process.ts'
import {RuntimeError} from '../runtime-error.ts'
import type {ContainerStateStore} from '../state/container-state-store.ts'
import {MemoryStateStore} from '../state/memory-state-store.ts'
import type {ContainerRecord} from './container-record.ts'
import {containerStatus} from './container-status.ts'
import {execSync} from './exec-sync.ts'
import {bytesIn} from './files/tree.ts'
import {NodeImages} from './images/node-images.ts'
import {resolveImage} from './images/resolve-image.ts'
import type {NodeRuntime} from './node-runtime.ts'
import {SimulatedContainer} from './simulated-container.ts'
import {SimulatedNetwork} from './simulated-network.ts'
import {type SandboxRecord, type SimulatedSandbox, SimulatedSandboxes, sandboxStatus} from './simulated-sandboxes.ts'
import {StateKeeper} from './state-keeper.ts'
import {NodeLogs} from './volumes/node-logs.ts'
import {subPathOf} from './volumes/sub-path.ts'
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
  private readonly options: SimulatedRuntimeOptions
  private readonly keeper: StateKeeper
  private readonly images: NodeImages
  private readonly volumes: VolumeStore
  private readonly sandboxes = new SimulatedSandboxes(this.network, container => this.containers.get(container))
  private readonly containers = new Map<string, SimulatedContainer>()
  private readonly nodes = new Map<string, NodeRuntime>()
  private readonly listeners = new Set<(event: ContainerEvent) => void>()
  private readonly logs = new NodeLogs(node => this.containersOn(node))
  private readonly volumeTexts = new Map<string, string>()
  private stored = new Map<string, string>()
  private loaded?: Promise<Map<string, string>>
  private endRestoring = (): void => {}
  private readonly restoring = new Promise<void>(resolve => {
    this.endRestoring = resolve
  })

  constructor(options: SimulatedRuntimeOptions) {
    this.options = options
    this.keeper = new StateKeeper(options.store ?? new MemoryStateStore())
    this.images = new NodeImages(options.clock, this.keeper)
    this.volumes = new VolumeStore({
      stored: this.volumeTexts,
      now: () => options.clock.now(),
      activity: options.activity,
      random: options.random,
      changed: (key, text) => this.keeper.keep(key, text),
      mountedOn: node => this.logs.mountsOn(node),
    })
  }

  get disk(): NodeDisk {
    return this.volumes.disks
  }

  /** Resolves once containers that ran in an earlier process run again; tells at once where there are none. */
  async restored(): Promise<boolean> {
    const isNew = (await this.load()).size === 0
    if (!isNew) await this.restoring
    return !isNew
  }

  /** Takes up what an earlier process left, before anything else is asked; containers that ran, run. */
  async restore(): Promise<void> {
    this.stored = await this.load()
    for (const [key, value] of this.stored) {
      if (/^(volume|disk)\//.test(key)) this.volumeTexts.set(key, value)
      this.images.restore(key)
      if (key.startsWith('sandbox/')) this.sandboxes.add(JSON.parse(value) as SandboxRecord)
    }
    const running: SimulatedContainer[] = []
    for (const [key, value] of this.stored) {
      if (!key.startsWith('container/')) continue
      const record = JSON.parse(value) as ContainerRecord
      const sandbox = this.sandboxes.get(record.sandboxId)
      if (!sandbox) continue
      const container = this.addContainer(record, sandbox)
      if (record.state === 'Running') running.push(container)
    }
    this.stored = new Map()
    this.loaded = undefined
    for (const container of running) container.resume()
    this.endRestoring()
  }

  /** Plugs in who knows Services: cluster DNS and kube-proxy. */
  useDirectory(directory: ServiceDirectory): void {
    this.network.directory = directory
  }

  version(): {name: string; version: string} {
    return {name: 'containerd', version: '2.1.5'}
  }

  setVolumeProvider(provider: VolumeProvider): void {
    this.volumes.provider = provider
  }

  volumeChanged(hostPath: string, node: string): void {
    this.volumes.refresh(hostPath, node)
  }

  volumeRemoved(hostPath: string, node: string): void {
    this.volumes.remove(hostPath, node)
  }

  onEvent(listener: (event: ContainerEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  async runPodSandbox(config: PodSandboxConfig): Promise<string> {
    const id = this.id(`sandbox/${config.uid}`)
    const record: SandboxRecord = {
      id,
      config,
      state: 'Ready',
      createdAt: this.options.clock.now(),
      ...(config.hasOwnUsers && {rootUser: this.sandboxes.freeUsers(config)}),
    }
    this.sandboxes.add(record)
    this.keepSandbox(record)
    return record.id
  }

  async stopPodSandbox(id: string): Promise<void> {
    const sandbox = this.sandboxes.get(id)
    if (!sandbox) return
    await Promise.all(sandbox.containers.map(container => this.containers.get(container)?.stop(0)))
    this.sandboxes.disconnect(sandbox)
    this.keepSandbox(sandbox.record)
  }

  async removePodSandbox(id: string): Promise<void> {
    const sandbox = this.sandboxes.get(id)
    if (!sandbox) return
    await this.stopPodSandbox(id)
    for (const container of [...sandbox.containers]) await this.removeContainer(container)
    this.sandboxes.delete(sandbox)
    this.keeper.forget(`sandbox/${id}`)
  }

  async podSandboxStatus(id: string): Promise<PodSandboxStatus> {
    const sandbox = this.sandboxes.get(id)
    if (!sandbox) throw new RuntimeError('NotFound', `an error occurred when try to find sandbox: not found`)
    return sandboxStatus(sandbox)
  }

  async listPodSandboxes(filter?: {podUid?: string; node?: string}): Promise<PodSandboxStatus[]> {
    return this.sandboxes.list(filter).map(sandboxStatus)
  }

  async prepareSubPath(mount: Mount, node: string): Promise<void> {
    const {hostPath, subPath = ''} = mount
    const folder = await this.volumes.open(hostPath, node, mount)
    const found = subPathOf({...folder, hostPath}, subPath, this.options.clock.now())
    if (typeof found === 'string') throw new RuntimeError('InvalidArgument', found)
  }

  async createContainer(sandboxId: string, config: ContainerConfig): Promise<string> {
    const sandbox = this.sandboxes.get(sandboxId)
    if (!sandbox) throw new RuntimeError('NotFound', `failed to find sandbox id "${sandboxId}": not found`)
    const record: ContainerRecord = {
      id: this.id(`container/${sandbox.record.config.uid}/${config.name}/${config.attempt}`),
      sandboxId,
      config,
      state: 'Created',
      createdAt: this.options.clock.now(),
      written: {stdout: 0, stderr: 0},
    }
    const container = this.addContainer(record, sandbox)
    this.images.use(container.around.image, sandbox.record.config.node)
    this.keep(container, 'state')
    return record.id
  }

  async startContainer(id: string): Promise<void> {
    await this.container(id).start()
  }

  async stopContainer(id: string, graceSeconds: number): Promise<void> {
    await this.containers.get(id)?.stop(graceSeconds)
  }

  async updateContainer(id: string, limits: NonNullable<ContainerConfig['limits']>): Promise<void> {
    this.container(id).record.config.limits = limits
    this.keep(this.container(id), 'state')
  }

  async removeContainer(id: string): Promise<void> {
    const container = this.containers.get(id)
    if (!container) return
    await container.stop(0)
    this.containers.delete(id)
    const sandbox = this.sandboxes.get(container.record.sandboxId)
    if (sandbox) sandbox.containers = sandbox.containers.filter(other => other !== id)
    for (const kind of ['container', 'log', 'files']) this.keeper.forget(`${kind}/${id}`)
  }

  async containerStatus(id: string): Promise<ContainerStatus> {
    return containerStatus(this.container(id))
  }

  async listContainers({podUid, sandboxId}: {podUid?: string; sandboxId?: string} = {}): Promise<ContainerStatus[]> {
    const one = sandboxId === undefined ? undefined : this.sandboxes.get(sandboxId)
    const sandboxes = sandboxId === undefined ? this.sandboxes.list({podUid}) : one ? [one] : []
    return sandboxes.flatMap(({containers}) => containers.map(id => containerStatus(this.containers.get(id)!)))
  }

  async containerDiskBytes(id: string): Promise<number> {
    return this.container(id).diskBytes()
  }

  async volumeBytes(hostPath: string, node: string): Promise<number> {
    return bytesIn((await this.volumes.open(hostPath, node)).root)
  }

  async containerStats(id: string): Promise<ContainerUsage> {
    return this.container(id).usage()
  }

  containerLogs(id: string, options: ContainerLogOptions, signal?: AbortSignal): AsyncIterable<Uint8Array> {
    return this.container(id).output.read(options, signal)
  }

  /** The last lines of a container's output. */
  async logTail(id: string, lines: number, bytes: number): Promise<string> {
    return this.container(id).output.tail(lines, bytes)
  }

  async execSync(id: string, command: string[], timeoutSeconds = 0): Promise<ExecResult> {
    return execSync(this.running(id), command, timeoutSeconds, this.options.clock)
  }

  async exec(id: string, command: string[], process: Process): Promise<number> {
    const container = this.running(id)
    try {
      return await container.exec(command, process)
    } finally {
      container.around.active(container)
    }
  }

  async attach(id: string, process: Process): Promise<number | undefined> {
    return this.running(id).attach(process)
  }

  async connect(sandboxId: string, port: number): Promise<Connection> {
    const sandbox = this.sandboxes.get(sandboxId)
    if (!sandbox) throw new RuntimeError('NotFound', `failed to find sandbox "${sandboxId}" in store: not found`)
    const {namespace, node} = sandbox.record.config
    const peer = {ip: '127.0.0.1', namespace, node, searches: []}
    // Sandboxes with the host's network share its address: only the sandbox itself tells them apart.
    const connection = this.network.open(sandbox.network.listener(port), peer)
    if (typeof connection !== 'string') return connection
    throw new RuntimeError(
      'Unavailable',
      `failed to execute portforward in network namespace "/var/run/netns/cni-${sandbox.record.config.uid}": failed to connect to localhost:${port} inside namespace "${sandboxId}", IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused IPv6 dial tcp6 [::1]:${port}: connect: connection refused `,
    )
  }

  async pullImage(image: string, node: string): Promise<ImageStatus> {
    return this.images.pull(image, node)
  }

  async imageStatus(image: string, node: string): Promise<ImageStatus | undefined> {
    return this.images.status(image, node)
  }

  async listImages(node: string): Promise<ImageStatus[]> {
    return this.images.list(node)
  }

  async removeImage(image: string, node: string): Promise<void> {
    this.images.remove(image, node)
  }

  async flush(): Promise<void> {
    await this.keeper.flush()
  }

  /** Lets go of everything without ending it; what was done is kept. */
  async close(): Promise<void> {
    await this.flush()
    for (const container of this.containers.values()) container.abandon()
    await this.keeper.close()
  }

  private load(): Promise<Map<string, string>> {
    this.loaded ??= this.keeper.load()
    return this.loaded
  }

  private addContainer(record: ContainerRecord, sandbox: SimulatedSandbox): SimulatedContainer {
    const {clock, activity} = this.options
    const tell = (type: ContainerEvent['type']) =>
      this.tell({containerId: record.id, sandboxId: record.sandboxId, podUid: sandbox.record.config.uid, type})
    const container = new SimulatedContainer(
      record,
      {
        clock,
        activity,
        network: this.network,
        volumes: this.volumes,
        sandbox,
        image: resolveImage(record.config.image),
        node: this.on(sandbox.record.config.node),
        members: () => sandbox.containers.flatMap(id => this.containers.get(id) ?? []),
        changed: (changed, what) => this.keep(changed, what),
        started: () => tell('started'),
        wrote: () => tell('wrote'),
        active: () => tell('active'),
        stopped: () => tell('stopped'),
      },
      {log: this.stored.get(`log/${record.id}`), files: this.stored.get(`files/${record.id}`)},
    )
    this.containers.set(record.id, container)
    sandbox.containers.push(record.id)
    return container
  }

  private keep(container: SimulatedContainer, what: 'state' | 'log' | 'files'): void {
    const {id} = container.record
    if (!this.containers.has(id)) return
    if (what !== 'files') this.keeper.keep(`container/${id}`, () => JSON.stringify(container.record))
    if (what === 'log') {
      this.keeper.keep(`log/${id}`, () => container.logText ?? null)
      this.logs.wrote(container.around.sandbox.record.config.node)
    }
    if (what === 'files') this.keeper.keep(`files/${id}`, async () => (await container.filesText()) ?? null)
  }

  private containersOn(node: string): SimulatedContainer[] {
    return this.sandboxes
      .list({node})
      .flatMap(({containers}) => containers.flatMap(id => this.containers.get(id) ?? []))
  }

  /** All of this that is on one node. */
  private on(node: string): NodeRuntime {
    const known = this.nodes.get(node)
    if (known) return known
    const made: NodeRuntime = {
      version: this.version(),
      sandboxes: () => this.sandboxes.list({node}),
      containers: () => this.containersOn(node),
      images: () => this.images.list(node),
      stopContainer: (id, graceSeconds) => this.stopContainer(id, graceSeconds),
      removeContainer: id => this.removeContainer(id),
      stopSandbox: id => this.stopPodSandbox(id),
      removeSandbox: id => this.removePodSandbox(id),
    }
    this.nodes.set(node, made)
    return made
  }

  private keepSandbox(record: SandboxRecord): void {
    this.keeper.keep(`sandbox/${record.id}`, () => JSON.stringify(record))
  }

  private tell(event: ContainerEvent): void {
    for (const listener of this.listeners) listener(event)
  }

  private container(id: string): SimulatedContainer {
    const container = this.containers.get(id)
    if (!container)
      throw new RuntimeError('NotFound', `an error occurred when try to find container "${id}": not found`)
    return container
  }

  private running(id: string): SimulatedContainer {
    const container = this.container(id)
    if (container.record.state !== 'Running')
      throw new RuntimeError('Unknown', `container is in CONTAINER_${container.record.state.toUpperCase()} state`)
    return container
  }

  private id(purpose: string): string {
    return Buffer.from(this.options.random.of(purpose).bytes(32)).toString('hex')
  }
}
