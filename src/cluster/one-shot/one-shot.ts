import {setTimeout as pause} from 'node:timers/promises'
import {isLost} from '../../client/embedded/failover.ts'
import type {ApiRequest, ApiResponse, Transport} from '../../client/transport.ts'
import type {EmbeddedCluster} from '../cluster.ts'
import type {EngineLock} from '../etcd/index.ts'
import {mayCallPods} from './may-call-pods.ts'

/**
 * When a process that waits for another one's engine looks whether it may go on: soon at first, then ever less often, since those who look
 * take the time of the one they wait for. Milliseconds of real time.
 */
const firstLook = 15
const lastLook = 300

export interface OneShotOptions {
  cluster: EmbeddedCluster
  lock: EngineLock
  /** Serves a request in this process, as the command's user. */
  handle(request: ApiRequest): Promise<ApiResponse>
  /** A way to whoever runs this cluster's engine and serves its socket, if somebody does. */
  findServer(): Promise<Transport | undefined>
  /** Serves the socket for as long as this process runs the engine for a command that takes its time. */
  serve(): Promise<{stop(): Promise<void>}>
  /** Called with each `Warning` header's text. */
  onWarning?(text: string): void
}

/**
 * A cluster that lives for one command. Its requests are served in this process. A read of a cluster at rest is just that; a write wakes the engine,
 * and the command ends when the cluster has settled; a watch or a stream keeps the engine running in real time for as long as it
 * lasts. If another process runs the engine already, that one draws the consequences, and streams go through it.
 */
export class OneShot implements Transport {
  private readonly options: OneShotOptions
  private readonly ready: Promise<void>
  private awake?: Promise<void>
  private elsewhere?: Transport
  private server?: {stop(): Promise<void>}
  private staying?: Promise<void>
  private wrote = false

  constructor(options: OneShotOptions) {
    this.options = options
    this.ready = this.open()
  }

  async request(request: ApiRequest): Promise<ApiResponse> {
    await this.ready
    if (lasts(request)) await this.stay()
    else if (needsEngine(request) || (await mayCallPods(this.options.cluster.store, request))) await this.run()
    else if (this.wrote) this.wakeBeside()
    if (this.elsewhere) return this.askElsewhere(this.elsewhere, request)
    const response = await this.options.handle(request)
    if (isWrite(request) && response.status < 400) this.wrote = true
    if (this.options.onWarning) for (const text of warningsOf(response)) this.options.onWarning(text)
    return response
  }

  /** The process that runs the engine may end before it answers: then this one looks again who does. */
  private async askElsewhere(elsewhere: Transport, request: ApiRequest): Promise<ApiResponse> {
    try {
      return await elsewhere.request(request)
    } catch (error) {
      if (!isLost(error, request)) throw error
      if (this.elsewhere === elsewhere) {
        this.elsewhere = undefined
        this.awake = undefined
        this.staying = undefined
      }
      return this.request(request)
    }
  }

  /** Has an engine run in real time from now on, this process's or another's. */
  async keepRunning(): Promise<void> {
    await this.ready
    await this.stay()
  }

  /** Resolves when everything that this command set off has happened. */
  async settle(): Promise<void> {
    await this.ready
    if (this.elsewhere || !this.wrote) return
    await this.wake()
    if (this.options.lock.acquired) await this.options.cluster.engine.settle()
  }

  async close(): Promise<void> {
    const {cluster, lock} = this.options
    try {
      await this.settle()
      await this.server?.stop()
      if (lock.acquired) await cluster.engine.stop()
    } finally {
      lock.release()
      await this.elsewhere?.close()
      await cluster.close()
    }
  }

  private async open(): Promise<void> {
    const {engine} = this.options.cluster
    if (await engine.isStale()) await this.wake()
    else engine.follow()
  }

  /** Resolves when the cluster has caught up with the present, by this process's engine or another's. */
  private wake(): Promise<void> {
    this.awake ??= this.runOrWait(async () => !(await this.options.cluster.engine.isStale()))
    return this.awake
  }

  /** A command that reads after it wrote may be waiting for what its write sets off. */
  private wakeBeside(): void {
    // Whoever settles afterwards waits for the same promise, and hears of it.
    this.wake().catch(() => undefined)
  }

  /** Takes the engine and lets it catch up, or finds who serves it, or waits until `enough` is so by another's doing. */
  private async runOrWait(enough: () => Promise<boolean>): Promise<void> {
    const {cluster, lock, findServer} = this.options
    for (let wait = firstLook; ; wait = Math.min(wait * 1.3, lastLook)) {
      if (await lock.acquire({wait: 0, role: 'one-shot'})) {
        if (await cluster.engine.isStale()) await this.startEngine()
        return
      }
      this.elsewhere = await findServer()
      if (this.elsewhere || (await enough())) return
      await pause(wait * (1 + (process.pid % 16) / 16))
    }
  }

  private stay(): Promise<void> {
    this.staying ??= this.runInRealTime()
    return this.staying
  }

  private async runInRealTime(): Promise<void> {
    await this.run()
    if (!this.elsewhere) this.server = await this.options.serve()
  }

  /** Has an engine run, even if nothing is due. */
  private async run(): Promise<void> {
    await this.wake()
    if (!this.elsewhere && !this.options.lock.acquired) await this.runOrWait(async () => false)
    if (!this.elsewhere) await this.startEngine()
  }

  private async startEngine(): Promise<void> {
    await import('../running-parts.ts')
    const {optimizingLater} = await import('../engine/optimize-later.ts')
    await optimizingLater(() => this.options.cluster.engine.start())
  }
}

const isWrite = ({method}: ApiRequest): boolean => method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS'

/** Whether the answer goes on for as long as the cluster does things. */
const lasts = ({url, headers}: ApiRequest): boolean =>
  /[?&](watch|follow)=(true|1)\b/.test(url) ||
  headers?.['upgrade'] !== undefined ||
  /\/(exec|attach|portforward)(\?|$)/.test(url)

/** Whether a kubelet has to answer. */
const needsEngine = ({url}: ApiRequest): boolean => /\/(log|proxy)([/?]|$)|^\/apis\/metrics\.k8s\.io\//.test(url)

/** The texts of RFC 7234 warnings: `299 - "text"`. */
function warningsOf({headers}: ApiResponse): string[] {
  return [headers['warning'] ?? []].flat().flatMap(header => {
    const quoted = /^\d{3} \S+ ("(?:[^"\\]|\\.)*")/.exec(header)?.[1]
    return quoted ? [quoted.slice(1, -1).replaceAll(/\\(.)/g, '$1')] : []
  })
}
