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
  PodSandboxConfig,
  PodSandboxStatus,
  VolumeProvider,
} from '../container-runtime.ts'
import type {ServiceDirectory} from '../pod-network.ts'
import type {Process} from '../process.ts'
import {RuntimeError} from '../runtime-error.ts'
import type {ContainerStateStore} from '../state/container-state-store.ts'
import {MemoryStateStore} from '../state/memory-state-store.ts'
import type {Tree} from './files/tree.ts'
import {treeToText} from './files/tree-text.ts'
import {catalogue} from './images/catalogue.ts'
import {pullMillis, resolveImage} from './images/resolve-image.ts'
import {type ContainerRecord, SimulatedContainer} from './simulated-container.ts'
import {SimulatedNetwork} from './simulated-network.ts'
import type {SandboxRecord, SimulatedSandbox} from './simulated-sandbox.ts'
import {VolumeStore} from './volume-store.ts'

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
  private readonly store: ContainerStateStore
  private readonly volumes: VolumeStore
  private readonly sandboxes = new Map<string, SimulatedSandbox>()
  private readonly byPod = new Map<string, Set<string>>()
  private readonly containers = new Map<string, SimulatedContainer>()
  private readonly listeners = new Set<(event: ContainerEvent) => void>()
  private readonly pulled = new Set<string>()
  private readonly volumeTexts = new Map<string, string>()
  private readonly dirty = new Map<string, () => string | null | Promise<string | null>>()
  private stored = new Map<string, string>()

  constructor(options: SimulatedRuntimeOptions) {
    this.options = options
    this.store = options.store ?? new MemoryStateStore()
    this.volumes = new VolumeStore({
      stored: this.volumeTexts,
      now: () => options.clock.now(),
      activity: options.activity,
      changed: (key, tree: Tree | undefined) => void this.dirty.set(key, () => (tree ? treeToText(tree) : null)),
    })
  }

  /** Takes up what an earlier process left, before anything else is asked; containers that ran, run. */
  async restore(): Promise<void> {
    this.stored = await this.store.load()
    for (const [key, value] of this.stored) {
      if (key.startsWith('volume/')) this.volumeTexts.set(key, value)
      if (key.startsWith('image/')) this.pulled.add(key.slice('image/'.length))
      if (key.startsWith('sandbox/')) this.addSandbox(JSON.parse(value) as SandboxRecord)
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
    for (const container of running) container.resume()
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
    const record: SandboxRecord = {id: this.id(), config, state: 'Ready', createdAt: this.options.clock.now()}
    this.addSandbox(record)
    this.keepSandbox(record)
    return record.id
  }

  async stopPodSandbox(id: string): Promise<void> {
    const sandbox = this.sandboxes.get(id)
    if (!sandbox) return
    await Promise.all(sandbox.containers.map(container => this.containers.get(container)?.stop(0)))
    sandbox.record.state = 'NotReady'
    this.network.remove(sandbox.record.config.ip, this.networkNode(sandbox))
    this.keepSandbox(sandbox.record)
  }

  async removePodSandbox(id: string): Promise<void> {
    const sandbox = this.sandboxes.get(id)
    if (!sandbox) return
    await this.stopPodSandbox(id)
    for (const container of [...sandbox.containers]) await this.removeContainer(container)
    this.sandboxes.delete(id)
    const {uid} = sandbox.record.config
    this.byPod.get(uid)?.delete(id)
    if (this.byPod.get(uid)?.size === 0) this.byPod.delete(uid)
    this.dirty.set(`sandbox/${id}`, () => null)
  }

  async podSandboxStatus(id: string): Promise<PodSandboxStatus> {
    const sandbox = this.sandboxes.get(id)
    if (!sandbox) throw new RuntimeError('NotFound', `an error occurred when try to find sandbox: not found`)
    return sandboxStatus(sandbox)
  }

  async listPodSandboxes({podUid, node}: {podUid?: string; node?: string} = {}): Promise<PodSandboxStatus[]> {
    const ids = podUid === undefined ? this.sandboxes.keys() : (this.byPod.get(podUid) ?? [])
    const found = [...ids].map(id => this.sandboxes.get(id)!)
    return found.filter(({record}) => node === undefined || record.config.node === node).map(sandboxStatus)
  }

  async createContainer(sandboxId: string, config: ContainerConfig): Promise<string> {
    const sandbox = this.sandboxes.get(sandboxId)
    if (!sandbox) throw new RuntimeError('NotFound', `failed to find sandbox id "${sandboxId}": not found`)
    const record: ContainerRecord = {
      id: this.id(),
      sandboxId,
      config,
      state: 'Created',
      createdAt: this.options.clock.now(),
      written: {stdout: 0, stderr: 0},
    }
    const container = this.addContainer(record, sandbox)
    this.keep(container, 'state')
    return record.id
  }

  async startContainer(id: string): Promise<void> {
    await this.container(id).start()
  }

  async stopContainer(id: string, graceSeconds: number): Promise<void> {
    await this.containers.get(id)?.stop(graceSeconds)
  }

  async removeContainer(id: string): Promise<void> {
    const container = this.containers.get(id)
    if (!container) return
    await container.stop(0)
    this.containers.delete(id)
    const sandbox = this.sandboxes.get(container.record.sandboxId)
    if (sandbox) sandbox.containers = sandbox.containers.filter(other => other !== id)
    for (const kind of ['container', 'log', 'files']) this.dirty.set(`${kind}/${id}`, () => null)
  }

  async containerStatus(id: string): Promise<ContainerStatus> {
    return containerStatus(this.container(id))
  }

  async listContainers({podUid, sandboxId}: {podUid?: string; sandboxId?: string} = {}): Promise<ContainerStatus[]> {
    const sandboxes =
      sandboxId !== undefined
        ? [sandboxId]
        : podUid !== undefined
          ? [...(this.byPod.get(podUid) ?? [])]
          : [...this.sandboxes.keys()]
    const ids = sandboxes.flatMap(id => this.sandboxes.get(id)?.containers ?? [])
    return ids.map(id => containerStatus(this.containers.get(id)!))
  }

  /** What such a program would use: a little for those that wait, more for those that answer. */
  async containerStats(id: string): Promise<ContainerUsage> {
    const container = this.container(id)
    const image = container.around.image.definition
    const memory = image.ports ? 8_000_000 + (image.sizeBytes % 16_000_000) : 500_000 + (image.sizeBytes % 700_000)
    return {
      cpuNanocores: image.ports ? 120_000 : 10_000,
      memoryBytes: container.record.state === 'Running' ? memory : 0,
    }
  }

  containerLogs(id: string, options: ContainerLogOptions, signal?: AbortSignal): AsyncIterable<Uint8Array> {
    return this.container(id).output.read(options, signal)
  }

  /** The last lines of a container's output. */
  async logTail(id: string, lines: number, bytes: number): Promise<string> {
    return this.container(id).output.tail(lines, bytes)
  }

  async execSync(id: string, command: string[], timeoutSeconds = 0): Promise<ExecResult> {
    const container = this.running(id)
    const quick = command[0] === 'true' ? 0 : command[0] === 'false' ? 1 : undefined
    if (quick !== undefined && command.length === 1) return {stdout: '', stderr: '', exitCode: quick}
    const aborter = new AbortController()
    const chunks: {stdout: Uint8Array[]; stderr: Uint8Array[]} = {stdout: [], stderr: []}
    let late = false
    const timer =
      timeoutSeconds > 0
        ? this.options.clock.after(timeoutSeconds * 1000, () => {
            late = true
            aborter.abort()
          })
        : undefined
    try {
      const process: Process = {
        stdout: data => chunks.stdout.push(data),
        stderr: data => chunks.stderr.push(data),
        tty: false,
        signal: aborter.signal,
      }
      const exitCode = await container.exec(command, process)
      if (late)
        throw new RuntimeError(
          'DeadlineExceeded',
          `failed to exec in container: timeout ${timeoutSeconds}s exceeded: context deadline exceeded`,
        )
      return {
        stdout: Buffer.concat(chunks.stdout).toString(),
        stderr: Buffer.concat(chunks.stderr).toString(),
        exitCode,
      }
    } finally {
      timer?.cancel()
    }
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
    const connection = this.network.open(this.networkNode(sandbox).listener(port), peer)
    if (typeof connection !== 'string') return connection
    throw new RuntimeError(
      'Unavailable',
      `failed to execute portforward in network namespace "/var/run/netns/cni-${sandbox.record.config.uid}": failed to connect to localhost:${port} inside namespace "${sandboxId}", IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused IPv6 dial tcp6 [::1]:${port}: connect: connection refused `,
    )
  }

  async pullImage(image: string): Promise<ImageStatus> {
    const found = resolveImage(image)
    await this.options.clock.sleep(pullMillis(found))
    this.pulled.add(found.reference.canonical)
    this.dirty.set(`image/${found.reference.canonical}`, () => '')
    return found.status
  }

  async imageStatus(image: string): Promise<ImageStatus | undefined> {
    try {
      const found = resolveImage(image)
      return found.preloaded || this.pulled.has(found.reference.canonical) ? found.status : undefined
    } catch (error) {
      if (error instanceof RuntimeError && error.code === 'InvalidArgument') throw error
      return undefined
    }
  }

  async listImages(): Promise<ImageStatus[]> {
    const known = catalogue.slice(0, 8).map(({repository}) => resolveImage(`${repository}:latest`).status)
    return [...known, ...[...this.pulled].map(image => resolveImage(image).status)]
  }

  async removeImage(image: string): Promise<void> {
    const canonical = resolveImage(image).reference.canonical
    if (this.pulled.delete(canonical)) this.dirty.set(`image/${canonical}`, () => null)
  }

  async flush(): Promise<void> {
    if (this.dirty.size === 0) return
    const taken = [...this.dirty]
    this.dirty.clear()
    const changes = new Map<string, string | null>()
    for (const [key, text] of taken) changes.set(key, await text())
    await this.store.save(changes)
  }

  /** Lets go of everything without ending it; what was done is kept. */
  async close(): Promise<void> {
    await this.flush()
    for (const container of this.containers.values()) container.abandon()
    await this.store.close()
  }

  private addSandbox(record: SandboxRecord): void {
    const sandbox: SimulatedSandbox = {record, containers: []}
    this.sandboxes.set(record.id, sandbox)
    const {uid, ip, hostNetwork} = record.config
    const ids = this.byPod.get(uid)
    if (ids) ids.add(record.id)
    else this.byPod.set(uid, new Set([record.id]))
    if (record.state === 'Ready' && !hostNetwork) this.network.add(ip, this.networkNode(sandbox))
  }

  private readonly networkNodes = new WeakMap<
    SimulatedSandbox,
    {listener(port: number): ReturnType<SimulatedContainer['listener']>}
  >()

  private networkNode(sandbox: SimulatedSandbox) {
    let node = this.networkNodes.get(sandbox)
    if (!node) {
      node = {
        listener: port => {
          for (const id of sandbox.containers) {
            const found = this.containers.get(id)?.listener(port)
            if (found) return found
          }
          return undefined
        },
      }
      this.networkNodes.set(sandbox, node)
    }
    return node
  }

  private addContainer(record: ContainerRecord, sandbox: SimulatedSandbox): SimulatedContainer {
    const {clock, activity} = this.options
    const container = new SimulatedContainer(
      record,
      {
        clock,
        activity,
        network: this.network,
        volumes: this.volumes,
        sandbox,
        image: resolveImage(record.config.image),
        changed: (changed, what) => this.keep(changed, what),
        started: ({record: {id, sandboxId}}) => this.tell({containerId: id, sandboxId, type: 'started'}),
        active: ({record: {id, sandboxId}}) => this.tell({containerId: id, sandboxId, type: 'active'}),
        stopped: ({record: {id, sandboxId}}) => this.tell({containerId: id, sandboxId, type: 'stopped'}),
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
    if (what !== 'files') this.dirty.set(`container/${id}`, () => JSON.stringify(container.record))
    if (what === 'log') this.dirty.set(`log/${id}`, () => container.logText ?? null)
    if (what === 'files') this.dirty.set(`files/${id}`, async () => (await container.filesText()) ?? null)
  }

  private keepSandbox(record: SandboxRecord): void {
    this.dirty.set(`sandbox/${record.id}`, () => JSON.stringify(record))
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

  private id(): string {
    return Buffer.from(this.options.random.bytes(32)).toString('hex')
  }
}

const sandboxStatus = ({record: {id, state, createdAt, config}}: SimulatedSandbox): PodSandboxStatus => ({
  id,
  state,
  createdAt,
  ip: config.ip,
  config,
})

function containerStatus({record, around, uid}: SimulatedContainer): ContainerStatus {
  const {id, sandboxId, state, createdAt, startedAt, finishedAt, exitCode, reason, message, terminationMessage} = record
  const {name, attempt, image, runAsGroup = 0} = record.config
  return {
    id,
    sandboxId,
    name,
    attempt,
    state,
    createdAt,
    image,
    imageRef: around.image.status.repoDigests[0]!,
    user: {uid, gid: runAsGroup, supplementalGroups: [runAsGroup]},
    ...(startedAt !== undefined && {startedAt}),
    ...(finishedAt !== undefined && {finishedAt}),
    ...(exitCode !== undefined && {exitCode}),
    ...(reason !== undefined && {reason}),
    ...(message !== undefined && {message}),
    ...(terminationMessage !== undefined && {terminationMessage}),
  }
}
