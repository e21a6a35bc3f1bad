import type {Node} from '../../../api/kinds.ts'
import type {ContainerRuntime} from '../../containers/container-runtime.ts'
import type {ComponentContext} from '../../runtime/component.ts'
import type {KubeletParts} from '../pod/kubelet-parts.ts'
import {KubeletService} from '../service/kubelet-service.ts'
import type {KubeletSettings} from '../service/settings.ts'
import {AddressPool} from './address-pool.ts'
import {allotExtended, allotted} from './extended-resources.ts'
import {inBatches} from './in-batches.ts'
import type {NodeSpec} from './node-object.ts'
import {registerNode, renewLease} from './register-node.ts'
import {isGivenUp, reportReady, reportRuntimeDown} from './report-ready.ts'
import type {RunningNode} from './running-node.ts'
import {recordReached, recordStart} from './start-events.ts'
import {StoppedKubelets} from './stopped-kubelets.ts'

export interface TendedNodesOptions {
  context: ComponentContext
  contextOf(node: string): ComponentContext
  partsOf(context: ComponentContext, node: string): KubeletParts
  runtime: ContainerRuntime
  specs: readonly NodeSpec[]
  nodeOf(name: string): Node | undefined
  isApiServer(url: string): boolean
  /** Nobody looks after a node's pods from now on; what runs there runs on. */
  letGo(node: string): void
  /** Somebody does again. */
  takeUp(node: RunningNode): Promise<void>
}

/** The nodes whose kubelets are in this process: which of them are known, whose kubelet runs, and who has something to run containers with. */
export class TendedNodes {
  readonly specOf: ReadonlyMap<string, NodeSpec>
  private readonly options: TendedNodesOptions
  private readonly nodes = new Map<string, RunningNode>()
  private readonly away = new StoppedKubelets()
  /** Nodes whose container runtime has been told of as down. */
  private readonly down = new Set<string>()
  private readonly service: KubeletService
  /** What is reported of a node is reported one after the other. */
  private reporting: Promise<void> = Promise.resolve()

  constructor(options: TendedNodesOptions) {
    this.options = options
    this.specOf = new Map(options.specs.map(spec => [spec.name, spec]))
    const {runtime, contextOf, nodeOf, isApiServer} = options
    this.service = new KubeletService({
      runtime,
      contextOf,
      nodeOf,
      isApiServer,
      registerAnew: name => this.registerAnew(name),
    })
  }

  /** Those that are known. */
  all(): RunningNode[] {
    return [...this.nodes.values()]
  }

  get(name: string): RunningNode | undefined {
    return this.nodes.get(name)
  }

  isAway(name: string): boolean {
    return this.away.has(name)
  }

  /** A node whose kubelet looks after its pods. */
  tended(name: string): RunningNode | undefined {
    return this.away.has(name) || !this.isRuntimeUp(name) ? undefined : this.nodes.get(name)
  }

  settings(name: string): KubeletSettings {
    return this.service.settings(name)
  }

  /** Makes all nodes known, but for those that somebody has deleted. */
  async register(): Promise<void> {
    const {runtime, specs} = this.options
    const registered = await inBatches(specs, spec => this.registered(spec, runtime.services.hasBeenUp(spec.name)))
    for (const node of registered) if (node) this.nodes.set(node.name, node)
    runtime.services.cameUp([...this.nodes.keys()])
    for (const name of this.nodes.keys()) if (!this.isRuntimeUp(name)) this.down.add(name)
  }

  /** Kubelets that somebody stopped or started while this process did not run: systemd learns of it now. */
  catchUp(): void {
    const {runtime, nodeOf} = this.options
    for (const own of this.nodes.values()) {
      const {name} = own
      const node = nodeOf(name)
      const runs = runtime.services.isActive('kubelet', name) && this.settings(name).cutOff === undefined
      if (!node || runs !== this.away.has(name)) continue
      if (runs) {
        runtime.services.wasStopped('kubelet', name)
      } else {
        this.away.hold(name)
        this.supervise(this.begin(own, node))
      }
    }
  }

  /** A stopped kubelet says nothing and does nothing; what runs on its node runs on. */
  heed(node: Node): void {
    const own = this.nodes.get(node.metadata.name!)
    if (!own) return
    const change = this.away.observe(node)
    if (!this.away.has(own.name) && allotted(node)) this.supervise(allotExtended(own.parts.context, node))
    if (change === 'stopped') {
      this.options.letGo(own.name)
      this.service.sawStop(node)
    }
    if (change === 'started') this.supervise(this.begin(own, node))
  }

  /** A node's container runtime may have stopped or come back: without it a kubelet can but say so. */
  heedRuntime(name: string): void {
    const own = this.nodes.get(name)
    if (!own || this.away.has(name) || this.down.has(name) === !this.isRuntimeUp(name)) return
    if (this.down.delete(name)) {
      this.supervise(this.report(own).then(() => this.options.takeUp(own)))
    } else {
      this.down.add(name)
      this.options.letGo(name)
      this.supervise(this.report(own))
    }
  }

  private async begin(own: RunningNode, node: Node): Promise<void> {
    if (!(await this.service.sawStart(node))) return
    this.away.release(own.name)
    await this.comeBack(own)
    if (this.tended(own.name)) await this.options.takeUp(own)
  }

  /** A kubelet that was away says that it lives, and how its node is. */
  private async comeBack(own: RunningNode): Promise<void> {
    const {context} = own.parts
    // The next round of renewals tries again.
    await renewLease(context, own.name).catch(() => undefined)
    await this.reported(() => reportReady(context, own.name, this.settings(own.name)))
    recordStart(context, own.name)
    if (!this.isRuntimeUp(own.name)) await this.report(own)
  }

  private async report({name, parts: {context}}: RunningNode): Promise<void> {
    await this.reported(() =>
      this.isRuntimeUp(name) ? reportReady(context, name, this.settings(name)) : reportRuntimeDown(context, name),
    )
    recordReached(context, name, this.isRuntimeUp(name) ? 'NodeReady' : 'NodeNotReady')
  }

  private reported(report: () => Promise<void>): Promise<void> {
    const done = this.reporting.then(report)
    this.reporting = done.catch(() => undefined)
    return done
  }

  private async registered(spec: NodeSpec, knownOnly: boolean): Promise<RunningNode | undefined> {
    const {runtime, contextOf, partsOf} = this.options
    const {name, version} = runtime.version()
    const parts = partsOf(contextOf(spec.name), spec.name)
    const node = await registerNode(parts.context, spec, {version: `${name}://${version}`, knownOnly})
    if (!node) return undefined
    const addresses = new AddressPool(node.spec?.podCIDR ?? spec.podCIDR)
    const own = {name: spec.name, address: spec.address, parts, addresses}
    this.away.observe(node)
    if (isGivenUp(node) && !this.away.has(spec.name)) await this.comeBack(own)
    return own
  }

  /** A kubelet that starts makes its node known again, if somebody has deleted it. */
  private async registerAnew(name: string): Promise<void> {
    const own = (await this.registered(this.specOf.get(name)!, false))!
    this.nodes.set(name, own)
    await reportReady(own.parts.context, name, this.settings(name))
  }

  private isRuntimeUp(name: string): boolean {
    return this.options.runtime.services.isActive('containerd', name)
  }

  private supervise(work: Promise<unknown>): void {
    const {activity, log} = this.options.context
    void activity.during(work).catch(error => log.error('kubelet', {error}))
  }
}
