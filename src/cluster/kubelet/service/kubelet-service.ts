import {builtin} from '../../../api/builtin-resources.ts'
import type {Node} from '../../../api/kinds.ts'
import {isNotFound} from '../../../api/status-error.ts'
import {stoppedKubelet} from '../../../api/stopped-kubelet.ts'
import {timeOf} from '../../../api/time.ts'
import type {ContainerRuntime} from '../../containers/container-runtime.ts'
import type {ServiceProcess, ServiceStart} from '../../containers/node-services.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import {type KubeletSettings, usualSettings} from './settings.ts'

export interface KubeletServiceOptions {
  runtime: ContainerRuntime
  contextOf(node: string): ComponentContext
  nodeOf(node: string): Node | undefined
  /** Whether a URL leads to the API server. */
  isApiServer(url: string): boolean
  /** Makes a node known that somebody has deleted. */
  registerAnew(node: string): Promise<void>
}

const {nodes} = builtin

/**
 * The kubelets as services of their nodes: systemd starts them with what is on the disk, and stops them. One that does not run, or that the API server does not
 * hear of, says nothing for its node; its Node says since when (`kctl.dev/kubelet-stopped`), for who looks after nodes.
 */
export class KubeletService {
  private readonly options: KubeletServiceOptions
  /** What this process has written on Nodes itself, by name; null: taken off. */
  private readonly written = new Map<string, string | null>()
  /** Of kubelets that have been started since this process has, or whose settings have been read. */
  private readonly known = new Map<string, KubeletSettings>()

  constructor(options: KubeletServiceOptions) {
    this.options = options
    options.runtime.services.provide('kubelet', {
      start: process => this.start(process),
      stop: node => this.fallSilent(node),
    })
  }

  /** With what a node's kubelet runs, or ran last. */
  settings(node: string): KubeletSettings {
    const known = this.known.get(node)
    if (known) return known
    const text = this.options.runtime.services.stateOf('kubelet', node)
    if (text === undefined) return usualSettings
    const settings = JSON.parse(text) as KubeletSettings
    this.known.set(node, settings)
    return settings
  }

  /** A Node says that its kubelet has been stopped: somebody other than systemd may have done that. */
  sawStop(node: Node): void {
    const name = node.metadata.name!
    if (this.isOwn(node)) return
    this.written.delete(name)
    this.options.runtime.services.wasStopped('kubelet', name)
  }

  /** A Node no longer says so; answers whether its kubelet runs. Where somebody else has begun it, it comes up like any other and may fail. */
  async sawStart(node: Node): Promise<boolean> {
    const name = node.metadata.name!
    const {services} = this.options.runtime
    if (this.isOwn(node)) return true
    this.written.delete(name)
    await services.start('kubelet', name)
    if (services.isActive('kubelet', name) && this.settings(name).cutOff === undefined) return true
    await this.fallSilent(name)
    return false
  }

  private async start(process: ServiceProcess): Promise<ServiceStart> {
    const {runtime, isApiServer} = this.options
    const {startKubelet} = await import('./start-kubelet.ts')
    const isRuntimeUp = runtime.services.isActive('containerd', process.node)
    const {settings, ...started} = await startKubelet(process, {disk: runtime.disk, isApiServer, isRuntimeUp})
    if (settings) this.known.set(process.node, settings)
    if (!settings || settings.cutOff !== undefined) await this.fallSilent(process.node)
    else await this.speak(process.node)
    return started
  }

  private async fallSilent(name: string): Promise<void> {
    if (!this.isSilent(name)) await this.write(name, timeOf(this.options.contextOf(name).clock.now()))
  }

  private async speak(name: string): Promise<void> {
    if (!this.options.nodeOf(name)) await this.options.registerAnew(name)
    else if (this.isSilent(name)) await this.write(name, null)
  }

  /** What this process has written last is newer than what it has seen. */
  private isSilent(name: string): boolean {
    const seen = this.options.nodeOf(name)?.metadata.annotations?.[stoppedKubelet]
    return (this.written.has(name) ? this.written.get(name) : (seen ?? null)) !== null
  }

  private async write(name: string, value: string | null): Promise<void> {
    this.written.set(name, value)
    try {
      const annotations = {[stoppedKubelet]: value}
      await this.options.contextOf(name).client.patch({...nodes, name}, 'merge', {metadata: {annotations}})
    } catch (error) {
      if (!isNotFound(error)) throw error
    }
  }

  private isOwn({metadata}: Node): boolean {
    return this.written.get(metadata.name!) === (metadata.annotations?.[stoppedKubelet] ?? null)
  }
}
