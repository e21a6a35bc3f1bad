import type {Container, Pod, Probe} from '../../../api/kinds.ts'
import {objectKey} from '../../../api/object.ts'
import {isConflict, isNotFound} from '../../../api/status-error.ts'
import type {
  ContainerEvent,
  ContainerRuntime,
  ContainerStatus as RuntimeStatus,
} from '../../containers/container-runtime.ts'
import {RuntimeError} from '../../containers/runtime-error.ts'
import type {Timer} from '../../runtime/clock.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import {type ProbeKind, Prober} from '../probes/prober.ts'
import {runProbe} from '../probes/run-probe.ts'
import {isInitialized, podStatus} from '../status/pod-status.ts'
import {hostPathOf} from '../volumes/mounts.ts'
import {MountError, volumeFiles} from '../volumes/volume-files.ts'
import {containerConfig} from './container-config.ts'
import {
  backOffEnd,
  type ContainerTrack,
  goDuration,
  hasExited,
  isRunning,
  nextBackOff,
  type Role,
} from './container-track.ts'
import {ConfigError} from './environment.ts'
import type {KubeletNode, KubeletParts} from './kubelet-parts.ts'

const pods = {group: '', version: 'v1', resource: 'pods'}
const noBackOff = {delay: 0, updated: 0}

/**
 * Brings one pod to what its spec says and reports how it is. One pass at a time: looks, does what can be done now, writes the status if it has
 * changed. It is woken by the pod's changes, its containers' ends, its probes and its timers.
 */
export class PodWorker {
  readonly uid: string
  private readonly parts: KubeletParts
  private readonly node: KubeletNode
  private pod: Pod
  private tracks: ContainerTrack[] = []
  private sandboxId?: string
  private podIP?: string
  private failure?: {reason: string; message: string}
  private syncing = false
  private again = false
  private recovered = false
  private terminating = false
  private gone = false
  private volumes?: Map<string, string>
  private mountRetry?: {due: number; delay: number}
  private readonly timers = new Map<string, {due: number; timer: Timer}>()
  private readonly probers = new Map<string, Prober[]>()
  private written = ''

  constructor(parts: KubeletParts, node: KubeletNode, pod: Pod) {
    this.parts = parts
    this.node = node
    this.pod = pod
    this.uid = pod.metadata.uid!
  }

  get current(): Pod {
    return this.pod
  }

  get sandbox(): string | undefined {
    return this.sandboxId
  }

  get address(): {podIP?: string; hostIP: string} {
    return {hostIP: this.node.address, ...(this.podIP && {podIP: this.podIP})}
  }

  /** The newest instance of a container; with `previous`, the one before it. */
  instance(name: string, previous = false): RuntimeStatus | undefined {
    const track = this.tracks.find(({spec}) => spec.name === name)
    return previous ? track?.previous : track?.current
  }

  /** Whether it waits for its volumes. */
  get isMounting(): boolean {
    return this.mountRetry !== undefined && this.volumes === undefined
  }

  update(pod: Pod): void {
    this.pod = pod
    this.wake()
  }

  /** The object is gone: what runs is ended without a word. */
  removed(): void {
    if (this.gone) return
    this.gone = true
    this.stopTimers()
    void this.context.activity.during(() => this.cleanUp())
  }

  event({containerId, type}: ContainerEvent): void {
    if (type === 'started') return
    const track = this.tracks.find(({current}) => current?.id === containerId)
    if (type === 'active') {
      for (const prober of (track && this.probers.get(track.spec.name)) ?? []) prober.expectChange()
      return
    }
    if (track) this.stopProbes(track)
    this.wake()
  }

  /** Lets go without ending anything. */
  abandon(): void {
    this.gone = true
    this.stopTimers()
  }

  wake(): void {
    this.again = true
    if (this.syncing || this.gone) return
    this.syncing = true
    void this.context.activity.during(async () => {
      while (this.again && !this.gone) {
        this.again = false
        try {
          await this.sync()
        } catch (error) {
          this.context.log.error('syncing a pod failed', {pod: objectKey(this.pod), error: String(error)})
          this.wakeAt('retry', this.context.clock.now() + 1000)
        }
      }
      this.syncing = false
    })
  }

  private get context(): ComponentContext {
    return this.parts.context
  }

  private get runtime(): ContainerRuntime {
    return this.parts.runtime
  }

  private async sync(): Promise<void> {
    if (!this.recovered) await this.recover()
    this.trackSpecs()
    await this.observe()
    const phase = this.pod.status?.phase
    if (this.pod.metadata.deletionTimestamp) return this.terminate()
    if (phase === 'Succeeded' || phase === 'Failed') return this.release()
    this.failure ??=
      this.deadline() ?? (this.sandboxId || this.podIP ? undefined : this.parts.admit(this.pod, this.node))
    if (this.failure) {
      await this.stopContainers(this.pod.spec!.terminationGracePeriodSeconds ?? 30)
      return this.report()
    }
    if (!(await this.mount())) return this.report()
    if (!this.sandboxId) await this.runSandbox()
    await this.runContainers()
    await this.report()
    if (['Succeeded', 'Failed'].includes(this.pod.status?.phase ?? '')) await this.release()
  }

  /** Finds what an earlier process left running. */
  private async recover(): Promise<void> {
    this.recovered = true
    this.trackSpecs()
    const [sandbox] = await this.runtime.listPodSandboxes({podUid: this.uid})
    if (!sandbox) return
    this.sandboxId = sandbox.id
    this.podIP = sandbox.ip
    const instances = await this.runtime.listContainers({podUid: this.uid})
    for (const track of this.tracks) {
      const own = instances.filter(({name}) => name === track.spec.name).sort((a, b) => a.attempt - b.attempt)
      const old = [
        ...(this.pod.status?.containerStatuses ?? []),
        ...(this.pod.status?.initContainerStatuses ?? []),
      ].find(({name}) => name === track.spec.name)
      track.current = own.at(-1)
      track.previous = own.at(-2)
      track.restarts = track.current?.attempt ?? 0
      track.started = old?.started ?? !track.spec.startupProbe
      track.ready = old?.ready ?? !track.spec.readinessProbe
      if (track.restarts > 0) {
        const delay = Math.min(10_000 * 2 ** (track.restarts - 1), 300_000)
        track.restartBackOff = {delay, updated: track.current?.startedAt ?? 0}
      }
      const {waiting} = old?.state ?? {}
      if (
        waiting?.reason &&
        !isRunning(track) &&
        waiting.reason !== 'ContainerCreating' &&
        waiting.reason !== 'PodInitializing'
      )
        track.waiting = {reason: waiting.reason, ...(waiting.message && {message: waiting.message})}
      if (isRunning(track)) this.startProbes(track)
    }
  }

  private trackSpecs(): void {
    const {initContainers = [], containers, ephemeralContainers = []} = this.pod.spec!
    const add = (spec: Container, role: Role) => {
      const known = this.tracks.find(track => track.spec.name === spec.name)
      if (known) known.spec = spec
      else
        this.tracks.push({
          spec,
          role,
          restarts: 0,
          messages: new Map(),
          started: !spec.startupProbe,
          ready: !spec.readinessProbe,
          starting: false,
          pulling: false,
          stopping: false,
          restartBackOff: noBackOff,
          pullBackOff: noBackOff,
        })
    }
    for (const spec of initContainers) add(spec, spec.restartPolicy === 'Always' ? 'sidecar' : 'init')
    for (const spec of containers) add(spec, 'main')
    for (const spec of ephemeralContainers) add(spec as Container, 'ephemeral')
  }

  /** Reads the state of every instance that may have changed, and the last words of those that ended. */
  private async observe(): Promise<void> {
    for (const track of this.tracks) {
      if (!track.current || track.messages.has(track.current.id)) continue
      if (track.current.state !== 'Exited')
        track.current = await this.runtime.containerStatus(track.current.id).catch(() => undefined)
      const {current} = track
      if (current?.state !== 'Exited') continue
      track.stopping = false
      const fallback = track.spec.terminationMessagePolicy === 'FallbackToLogsOnError' && current.exitCode !== 0
      const message = current.terminationMessage || (fallback ? await this.runtime.logTail(current.id, 80, 2048) : '')
      track.messages = new Map([...track.messages].slice(-1))
      track.messages.set(current.id, message || (current.message ?? ''))
      this.stopProbes(track)
    }
  }

  private deadline(): {reason: string; message: string} | undefined {
    const seconds = this.pod.spec!.activeDeadlineSeconds
    const start = this.pod.status?.startTime
    if (seconds === undefined || !start) return undefined
    const due = Date.parse(start) + seconds * 1000
    if (this.context.clock.now() < due) {
      this.wakeAt('deadline', due)
      return undefined
    }
    const failure = {
      reason: 'DeadlineExceeded',
      message: 'Pod was active on the node longer than the specified deadline',
    }
    this.record('Normal', failure.reason, failure.message)
    return failure
  }

  /** Whether all volumes can be set up; says so once per reason where not, and tries again later. */
  private async mount(): Promise<boolean> {
    if (this.volumes) return true
    const paths = new Map<string, string>()
    for (const volume of this.pod.spec!.volumes ?? []) {
      try {
        // A token volume can always be made; asking for it now would cost a request per pod.
        const provided =
          volume.configMap ?? volume.secret ?? (volume.projected && !volume.name.startsWith('kube-api-access-'))
        if (provided) await volumeFiles(this.pod, volume, this.volumeContext)
        paths.set(volume.name, await hostPathOf(this.pod, volume, this.context))
      } catch (error) {
        if (!(error instanceof MountError) && !isNotFound(error)) throw error
        this.mountLater(`MountVolume.SetUp failed for volume "${volume.name}" : ${(error as Error).message}`)
        return false
      }
    }
    this.volumes = paths
    return true
  }

  /** What is missing at first is often being made by the same command: nothing is said of it before the second look. */
  private mountLater(failure: string): void {
    const now = this.context.clock.now()
    this.mountRetry ??= {due: now + 200, delay: 500}
    if (now < this.mountRetry.due) return this.wakeAt('mount', this.mountRetry.due)
    this.record('Warning', 'FailedMount', failure)
    const {delay} = this.mountRetry
    this.mountRetry = {due: now + delay, delay: Math.min(delay * 2, 122_000)}
    this.wakeAt('mount', this.mountRetry.due)
  }

  private get volumeContext() {
    return {objects: this.parts.objects, context: this.context, address: this.address}
  }

  private async runSandbox(): Promise<void> {
    const {metadata, spec} = this.pod
    const hostNetwork = spec!.hostNetwork ?? false
    this.podIP = hostNetwork ? this.node.address : this.node.addresses.take(this.pod.status?.podIP)
    const suffix = `${metadata.namespace}.svc.cluster.local`
    const cluster =
      (spec!.dnsPolicy ?? 'ClusterFirst') === 'ClusterFirst' || spec!.dnsPolicy === 'ClusterFirstWithHostNet'
    const dns = cluster
      ? {servers: ['10.96.0.10'], searches: [suffix, 'svc.cluster.local', 'cluster.local'], options: ['ndots:5']}
      : {servers: [this.node.address], searches: [], options: []}
    const extra = spec!.dnsConfig
    this.sandboxId = await this.runtime.runPodSandbox({
      namespace: metadata.namespace!,
      name: metadata.name!,
      uid: this.uid,
      attempt: 0,
      node: this.node.name,
      hostname: hostNetwork ? this.node.name : (spec!.hostname ?? metadata.name!).slice(0, 63),
      ip: this.podIP,
      hostNetwork,
      dns: {
        servers:
          spec!.dnsPolicy === 'None' ? (extra?.nameservers ?? []) : [...dns.servers, ...(extra?.nameservers ?? [])],
        searches: spec!.dnsPolicy === 'None' ? (extra?.searches ?? []) : [...dns.searches, ...(extra?.searches ?? [])],
        options: [
          ...(spec!.dnsPolicy === 'None' ? [] : dns.options),
          ...(extra?.options ?? []).map(({name, value}) => (value ? `${name}:${value}` : (name ?? ''))),
        ],
      },
      labels: metadata.labels ?? {},
      annotations: metadata.annotations ?? {},
    })
  }

  private async runContainers(): Promise<void> {
    for (const track of this.tracks.filter(({role}) => role === 'ephemeral'))
      if (!track.current) await this.ensure(track)
    for (const track of this.tracks.filter(({role}) => role === 'init' || role === 'sidecar')) {
      if (track.role === 'init' && isInitialized(track)) continue
      await this.ensure(track)
      if (!isInitialized(track) || track.starting) return
    }
    for (const track of this.tracks.filter(({role}) => role === 'main')) {
      await this.ensure(track)
      if (track.starting) return
    }
    if (this.mainDone()) await this.stopSidecars()
  }

  private mainDone(): boolean {
    const main = this.tracks.filter(({role}) => role === 'main')
    return main.every(track => hasExited(track) && !track.waiting && !this.restarts(track))
  }

  private async stopSidecars(): Promise<void> {
    for (const track of this.tracks.filter(({role}) => role === 'sidecar').reverse())
      if (isRunning(track)) return this.stopSoon([track])
  }

  private restarts(track: ContainerTrack): boolean {
    if (track.role === 'ephemeral') return false
    if (track.role === 'sidecar') return !this.tracksDone()
    const policy = track.spec.restartPolicy ?? this.pod.spec!.restartPolicy ?? 'Always'
    if (track.role === 'init') return track.current?.exitCode !== 0 && policy !== 'Never'
    return policy === 'Always' || (policy === 'OnFailure' && track.current?.exitCode !== 0)
  }

  private tracksDone(): boolean {
    const main = this.tracks.filter(({role}) => role === 'main')
    return main.every(track => hasExited(track) && !this.restarts(track))
  }

  /** Does what can be done now for a container to run: waits out its back-off, gets its image, makes and starts it. */
  private async ensure(track: ContainerTrack): Promise<void> {
    const now = this.context.clock.now()
    if (isRunning(track) || track.pulling) return
    if (hasExited(track)) {
      if (!this.restarts(track)) return
      const until = backOffEnd(track.restartBackOff, track.current!.finishedAt ?? now, now)
      if (until !== undefined) return this.backOff(track, until)
    }
    if (!(await this.hasImage(track))) return
    await this.create(track)
  }

  private backOff(track: ContainerTrack, until: number): void {
    const {spec, restartBackOff} = track
    const {namespace, name} = this.pod.metadata
    const message = `back-off ${goDuration(restartBackOff.delay)} restarting failed container=${spec.name} pod=${name}_${namespace}(${this.uid})`
    if (track.waiting?.message !== message) {
      track.waiting = {reason: 'CrashLoopBackOff', message}
      this.record(
        'Warning',
        'BackOff',
        `Back-off restarting failed container ${spec.name} in pod ${name}_${namespace}(${this.uid})`,
        spec.name,
      )
    }
    this.wakeAt(`restart ${spec.name}`, until)
  }

  private async hasImage(track: ContainerTrack): Promise<boolean> {
    const {spec} = track
    const image = spec.image ?? ''
    const policy = spec.imagePullPolicy ?? 'IfNotPresent'
    const now = this.context.clock.now()
    let present: boolean
    try {
      present = (await this.runtime.imageStatus(image, this.node.name)) !== undefined
    } catch (error) {
      if (!(error instanceof RuntimeError)) throw error
      const text = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": invalid reference format`
      if (track.waiting?.reason !== 'InvalidImageName') {
        this.record('Warning', 'InspectFailed', text, spec.name)
        this.record('Warning', 'Failed', 'Error: InvalidImageName', spec.name)
      }
      track.waiting = {reason: 'InvalidImageName', message: text}
      return false
    }
    if (policy === 'Never' && !present) {
      const message = `Container image "${image}" is not present with pull policy of Never`
      if (track.waiting?.reason !== 'ErrImageNeverPull') {
        this.record('Warning', 'ErrImageNeverPull', message, spec.name)
        this.record('Warning', 'Failed', 'Error: ErrImageNeverPull', spec.name)
      }
      track.waiting = {reason: 'ErrImageNeverPull', message}
      return false
    }
    if (present && policy !== 'Always') {
      this.record('Normal', 'Pulled', `Container image "${image}" already present on machine`, spec.name)
      return true
    }
    if (this.pulledFor.delete(spec.name)) return true
    const until = backOffEnd(track.pullBackOff, track.pullBackOff.updated, now)
    if (until !== undefined) {
      this.pullWaits(track, until)
      return false
    }
    this.pull(track, image)
    return false
  }

  /** Containers whose pull has just succeeded. */
  private readonly pulledFor = new Set<string>()

  private pull(track: ContainerTrack, image: string): void {
    const {clock} = this.context
    const begun = clock.now()
    track.pulling = true
    this.record('Normal', 'Pulling', `Pulling image "${image}"`, track.spec.name)
    const done = (): void => {
      track.pulling = false
      this.wake()
    }
    this.runtime.pullImage(image).then(
      ({sizeBytes}) => {
        if (this.gone) return
        const took = pullDuration(clock.now() - begun)
        this.record(
          'Normal',
          'Pulled',
          `Successfully pulled image "${image}" in ${took} (${took} including waiting). Image size: ${sizeBytes} bytes.`,
          track.spec.name,
        )
        track.pullBackOff = noBackOff
        track.waiting = undefined
        this.pulledFor.add(track.spec.name)
        done()
      },
      (error: Error) => {
        if (this.gone) return
        const now = clock.now()
        this.record('Warning', 'Failed', `Failed to pull image "${image}": ${error.message}`, track.spec.name)
        this.record('Warning', 'Failed', 'Error: ErrImagePull', track.spec.name)
        track.waiting = {reason: 'ErrImagePull', message: error.message}
        track.pullBackOff = nextBackOff(track.pullBackOff, now, now)
        // The next look, a moment later, finds it backing off.
        this.wakeAt(`back-off ${track.spec.name}`, now + 1000)
        done()
      },
    )
  }

  private pullWaits(track: ContainerTrack, until: number): void {
    const image = track.spec.image!
    this.wakeAt(`pull ${track.spec.name}`, until)
    const failed = this.timers.get(`back-off ${track.spec.name}`)
    if (failed && this.context.clock.now() < failed.due) return
    if (track.waiting?.reason === 'ImagePullBackOff') return
    const cause = track.waiting?.message ? `: ErrImagePull: ${track.waiting.message}` : ''
    track.waiting = {reason: 'ImagePullBackOff', message: `Back-off pulling image "${image}"${cause}`}
    this.record('Normal', 'BackOff', `Back-off pulling image "${image}"`, track.spec.name)
    this.record('Warning', 'Failed', 'Error: ImagePullBackOff', track.spec.name)
  }

  private async create(track: ContainerTrack): Promise<void> {
    const {spec} = track
    const attempt = track.current ? track.restarts + 1 : track.restarts
    let id: string
    try {
      const config = await containerConfig({
        pod: this.pod,
        container: spec,
        attempt,
        paths: this.volumes!,
        address: this.address,
        parts: this.parts,
      })
      id = await this.runtime.createContainer(this.sandboxId!, config)
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      if (track.waiting?.message !== error.message)
        this.record('Warning', 'Failed', `Error: ${error.message}`, spec.name)
      track.waiting = {reason: 'CreateContainerConfigError', message: error.message}
      this.wakeAt(`config ${spec.name}`, this.context.clock.now() + 10_000)
      return
    }
    this.record('Normal', 'Created', `Created container: ${spec.name}`, spec.name)
    const old = track.previous
    if (track.current) {
      const finished = track.current.finishedAt ?? this.context.clock.now()
      track.restartBackOff = nextBackOff(track.restartBackOff, finished, this.context.clock.now())
      track.previous = track.current
    }
    track.restarts = attempt
    track.waiting = undefined
    track.killed = undefined
    track.started = !spec.startupProbe
    track.ready = !spec.readinessProbe
    try {
      await this.runtime.startContainer(id)
      this.record('Normal', 'Started', `Started container ${spec.name}`, spec.name)
    } catch (error) {
      const message = error instanceof RuntimeError ? error.description : String(error)
      this.record('Warning', 'Failed', `Error: ${message}`, spec.name)
      track.current = await this.runtime.containerStatus(id)
      track.waiting = {reason: 'RunContainerError', message}
      // The next look finds it backing off, or starts it once more.
      this.wakeAt(`start ${spec.name}`, this.context.clock.now() + 1000)
      return
    }
    if (old) await this.runtime.removeContainer(old.id)
    track.current = await this.runtime.containerStatus(id)
    if (track.current.state !== 'Running') this.again = true
    else if (spec.lifecycle?.postStart) this.postStart(track, spec.lifecycle.postStart)
    else this.startProbes(track)
  }

  /** Until the hook has ended the container counts as being created, and nothing after it is started. */
  private postStart(track: ContainerTrack, hook: Hook): void {
    const {clock} = this.context
    track.starting = true
    const done = (failure: string | undefined): void => {
      track.starting = false
      if (this.gone) return
      if (failure === undefined) {
        if (isRunning(track)) this.startProbes(track)
      } else {
        this.record('Warning', 'FailedPostStartHook', 'PostStartHook failed', track.spec.name)
        this.record('Normal', 'Killing', 'FailedPostStartHook', track.spec.name)
        track.stopping = true
        const grace = this.pod.spec!.terminationGracePeriodSeconds ?? 30
        void this.runtime.stopContainer(track.current!.id, grace).then(() => this.wake())
      }
      this.wake()
    }
    const ran = hook.sleep
      ? clock.sleep(hook.sleep.seconds * 1000).then(() => undefined)
      : runProbe(hookOf(hook), this.target(track))
    ran.then(done, error => done(String(error)))
  }

  private startProbes(track: ContainerTrack): void {
    const {startupProbe, livenessProbe, readinessProbe} = track.spec
    const begin = (kind: ProbeKind, probe: Probe | undefined) => {
      if (!probe) return
      const prober = new Prober({
        clock: this.context.clock,
        startedAt: track.current!.startedAt!,
        probe,
        kind,
        run: () => runProbe(probe, this.target(track)),
        failed: text =>
          this.record(
            'Warning',
            'Unhealthy',
            `${kind[0]!.toUpperCase()}${kind.slice(1)} probe failed: ${text}`,
            track.spec.name,
          ),
        verdict: success => this.judged(track, kind, success, probe),
      })
      this.probers.set(track.spec.name, [...(this.probers.get(track.spec.name) ?? []), prober])
      prober.start()
    }
    this.stopProbes(track)
    if (startupProbe && !track.started) return begin('startup', startupProbe)
    begin('liveness', livenessProbe)
    begin('readiness', readinessProbe)
  }

  private judged(track: ContainerTrack, kind: ProbeKind, success: boolean, probe: Probe): void {
    if (kind === 'readiness') track.ready = success
    else if (success) {
      if (kind === 'startup') {
        track.started = true
        this.startProbes(track)
      }
    } else if (!track.stopping) {
      track.stopping = true
      track.killed = true
      this.stopProbes(track)
      const grace = probe.terminationGracePeriodSeconds ?? this.pod.spec!.terminationGracePeriodSeconds ?? 30
      this.record(
        'Normal',
        'Killing',
        `Container ${track.spec.name} failed ${kind} probe, will be restarted`,
        track.spec.name,
      )
      void this.runtime.stopContainer(track.current!.id, grace).then(() => this.wake())
    }
    this.wake()
  }

  private stopProbes(track: ContainerTrack): void {
    for (const prober of this.probers.get(track.spec.name) ?? []) prober.stop()
    this.probers.delete(track.spec.name)
  }

  private target(track: ContainerTrack) {
    return {
      pod: this.pod,
      container: track.spec,
      containerId: track.current!.id,
      sandboxId: this.sandboxId!,
      podIP: this.podIP!,
      runtime: this.runtime,
      clock: this.context.clock,
    }
  }

  /** Ends a container that runs: pre-stop hook, stop signal, grace period. */
  private async stop(track: ContainerTrack, grace: number): Promise<void> {
    if (!isRunning(track) || track.stopping) return
    track.stopping = true
    this.stopProbes(track)
    this.record('Normal', 'Killing', `Stopping container ${track.spec.name}`, track.spec.name)
    const begun = this.context.clock.now()
    const hook = track.spec.lifecycle?.preStop
    if (hook && grace > 0) {
      if (hook.sleep) await this.context.clock.sleep(hook.sleep.seconds * 1000)
      else if ((await runProbe({...hookOf(hook), timeoutSeconds: grace}, this.target(track))) !== undefined)
        this.record('Warning', 'FailedPreStopHook', 'PreStopHook failed', track.spec.name)
    }
    const left = Math.max(grace - (this.context.clock.now() - begun) / 1000, grace > 0 ? 2 : 0)
    await this.runtime.stopContainer(track.current!.id, left)
  }

  /** Begins to stop all containers; those that take their time wake the worker when they are done. */
  private async stopContainers(grace: number): Promise<boolean> {
    await this.stopSoon(this.tracks.filter(isRunning), grace)
    return this.tracks.every(track => !isRunning(track))
  }

  /** What ends at once has ended afterwards; whatever takes its time is not waited for, as the clock could not go on meanwhile. */
  private async stopSoon(
    running: ContainerTrack[],
    grace = this.pod.spec!.terminationGracePeriodSeconds ?? 30,
  ): Promise<void> {
    for (const track of running) if (!track.stopping) void this.stop(track, grace).then(() => this.wake())
    await new Promise(resolve => setImmediate(resolve))
    await this.observe()
  }

  private async terminate(): Promise<void> {
    this.terminating = true
    const grace = this.pod.metadata.deletionGracePeriodSeconds ?? 30
    if (!(await this.stopContainers(grace))) return
    await this.observe()
    for (const track of this.tracks) track.waiting = undefined
    if (this.tracks.some(({current}) => current)) await this.report()
    const {namespace, name} = this.pod.metadata
    try {
      await this.context.client.delete(
        {...pods, namespace, name},
        {gracePeriodSeconds: 0, preconditions: {uid: this.uid}},
      )
    } catch (error) {
      if (!isNotFound(error) && !isConflict(error)) throw error
    }
  }

  /** A pod that is done gives its address back; its containers stay for their logs. */
  private async release(): Promise<void> {
    for (const track of this.tracks) this.stopProbes(track)
    if (!this.sandboxId) return
    await this.runtime.stopPodSandbox(this.sandboxId)
    this.node.addresses.give(this.podIP)
    this.stopTimers()
  }

  private async cleanUp(): Promise<void> {
    for (const track of this.tracks) this.stopProbes(track)
    this.node.addresses.give(this.podIP)
    for (const {id} of await this.runtime.listPodSandboxes({podUid: this.uid})) await this.runtime.removePodSandbox(id)
    for (const path of this.volumes?.values() ?? [])
      if (path.startsWith('/var/lib/kubelet/pods/')) this.runtime.volumeRemoved(path, this.node.name)
  }

  private async report(): Promise<void> {
    const {clock, client} = this.context
    const status = podStatus({
      pod: this.pod,
      tracks: this.tracks,
      sandboxReady: this.sandboxId !== undefined && !this.terminating,
      hostIP: this.node.address,
      now: clock.now(),
      ...(this.podIP && {podIP: this.podIP}),
      ...(this.failure && {failure: this.failure}),
    })
    const text = JSON.stringify(status)
    if (text === this.written || text === JSON.stringify(this.pod.status)) return
    const {namespace, name} = this.pod.metadata
    const path = {...pods, namespace, name, subresource: 'status'}
    try {
      this.pod = await client.update<Pod>(path, {...this.pod, status})
      this.written = text
    } catch (error) {
      if (isNotFound(error)) return
      if (!isConflict(error)) throw error
      const fresh = await client.get<Pod>({...pods, namespace, name}).catch(() => undefined)
      if (fresh?.metadata.uid !== this.uid) return
      this.pod = fresh
      this.again = true
    }
  }

  private wakeAt(what: string, due: number): void {
    const known = this.timers.get(what)
    if (known && known.due === due) return
    known?.timer.cancel()
    const timer = this.context.clock.at(due, () => {
      this.timers.delete(what)
      this.wake()
    })
    this.timers.set(what, {due, timer})
  }

  private stopTimers(): void {
    for (const {timer} of this.timers.values()) timer.cancel()
    this.timers.clear()
    for (const probers of this.probers.values()) for (const prober of probers) prober.stop()
    this.probers.clear()
  }

  private record(type: 'Normal' | 'Warning', reason: string, message: string, container?: string): void {
    const role = this.tracks.find(({spec}) => spec.name === container)?.role
    const list = role === 'main' ? 'containers' : role === 'ephemeral' ? 'ephemeralContainers' : 'initContainers'
    this.context.events.record(this.pod, {
      type,
      reason,
      message,
      source: 'kubelet',
      host: this.node.name,
      ...(container && {fieldPath: `spec.${list}{${container}}`}),
    })
  }
}

type Hook = NonNullable<NonNullable<Container['lifecycle']>['preStop']>

const hookOf = ({exec, httpGet, tcpSocket}: Hook) =>
  ({...(exec && {exec}), ...(httpGet && {httpGet}), ...(tcpSocket && {tcpSocket}), timeoutSeconds: 0}) as Probe

const pullDuration = (milliseconds: number): string =>
  milliseconds < 1000 ? `${milliseconds}ms` : `${String(milliseconds / 1000).replace(/\.?0+$/, '')}s`
