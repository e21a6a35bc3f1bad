import type {Pod} from '../../../api/kinds.ts'
import type {NodeInfo} from '../cache/node-info.ts'
import type {CycleState} from './cycle-state.ts'
import type {Plugin, PostFilterResult} from './plugin.ts'
import {failed, skip, type Verdict} from './verdict.ts'

export interface EnabledPlugin {
  plugin: Plugin
  /** How much its scores count; 0 for plugins that do not score. */
  weight: number
}

export interface PreFilterOutcome {
  verdict?: Verdict
  nodeNames?: Set<string>
}

/** Runs the extension points of one profile's plugins, in their order. */
export class Framework {
  readonly schedulerName: string
  private readonly enabled: EnabledPlugin[]
  private readonly filters: Plugin[]
  private readonly scorers: EnabledPlugin[]
  /** One plugin's scores of the pod at hand. */
  private readonly scores: number[] = []

  constructor(schedulerName: string, enabled: EnabledPlugin[]) {
    this.schedulerName = schedulerName
    this.enabled = enabled
    this.filters = this.plugins.filter(({filter}) => filter)
    this.scorers = enabled.filter(({plugin, weight}) => plugin.score && weight !== 0)
  }

  get plugins(): Plugin[] {
    return this.enabled.map(({plugin}) => plugin)
  }

  /** Undefined: all is there for the pod's cycle. */
  prepare(pod: Pod): Promise<unknown> | undefined {
    const loading = this.enabled.flatMap(({plugin}) => plugin.prepare?.(pod) ?? [])
    return loading.length > 0 ? Promise.all(loading) : undefined
  }

  preEnqueue(pod: Pod): Verdict | undefined {
    for (const {plugin} of this.enabled) {
      const verdict = plugin.preEnqueue?.(pod)
      if (verdict) return {...verdict, plugin: plugin.name}
    }
    return undefined
  }

  /** Stops at the first plugin that refuses; the nodes left are those that every plugin left. */
  preFilter(state: CycleState, pod: Pod): PreFilterOutcome {
    let nodeNames: Set<string> | undefined
    state.filters = undefined
    for (const {plugin} of this.enabled) {
      const result = plugin.preFilter?.(state, pod)
      if (result === undefined) continue
      if (result === skip) state.skippedFilters.add(plugin.name)
      else if ('code' in result) {
        state.unprepared = this.plugins.slice(this.plugins.indexOf(plugin)).filter(each => each.preFilter)
        return {verdict: saidBy(plugin, result, 'running PreFilter plugin %')}
      } else if (result.nodeNames) nodeNames = nodeNames ? intersection(nodeNames, result.nodeNames) : result.nodeNames
    }
    return {nodeNames}
  }

  filter(state: CycleState, pod: Pod, node: NodeInfo): Verdict | undefined {
    state.filters ??= this.filters.filter(({name}) => !state.skippedFilters.has(name))
    for (const plugin of state.filters) {
      const verdict = plugin.filter!(state, pod, node)
      if (verdict) return saidBy(plugin, verdict, 'running % filter plugin')
    }
    return undefined
  }

  /** What every plugin has against a node that could look at the pod before, where `filter` stops at the first. */
  verdicts(state: CycleState, pod: Pod, node: NodeInfo): Verdict[] {
    return this.filters.flatMap(plugin => {
      if (state.skippedFilters.has(plugin.name) || state.unprepared.includes(plugin)) return []
      const verdict = plugin.filter!(state, pod, node)
      return verdict ? [{...verdict, plugin: plugin.name}] : []
    })
  }

  /** Asks until one plugin makes room or fails; the message is all of theirs. */
  async postFilter(
    state: CycleState,
    pod: Pod,
    refusals: Map<string, Verdict>,
  ): Promise<PostFilterResult & {message: string}> {
    const messages: string[] = []
    for (const {plugin} of this.enabled) {
      if (!plugin.postFilter) continue
      const result = await plugin.postFilter(state, pod, refusals)
      if (!result.verdict) return {...result, message: messages.join(', ')}
      if (result.verdict.code === 'Error') return {...result, message: result.verdict.reasons.join(', ')}
      messages.push(...result.verdict.reasons)
    }
    return {verdict: {code: 'Unschedulable', reasons: messages}, message: messages.join(', ')}
  }

  addPod(state: CycleState, pod: Pod, added: Pod, node: NodeInfo): void {
    for (const {plugin} of this.enabled)
      if (!state.skippedFilters.has(plugin.name)) plugin.addPod?.(state, pod, added, node)
  }

  removePod(state: CycleState, pod: Pod, removed: Pod, node: NodeInfo): void {
    for (const {plugin} of this.enabled)
      if (!state.skippedFilters.has(plugin.name)) plugin.removePod?.(state, pod, removed, node)
  }

  /** The weighted sum of all plugins' scores for each of the nodes. */
  score(state: CycleState, pod: Pod, nodes: NodeInfo[]): number[] {
    const totals: number[] = new Array(nodes.length).fill(0)
    const {scores} = this
    scores.length = nodes.length
    for (const {plugin} of this.enabled)
      if (plugin.preScore?.(state, pod, nodes) === skip) state.skippedScores.add(plugin.name)
    for (const {plugin, weight} of this.scorers) {
      if (state.skippedScores.has(plugin.name)) continue
      plugin.score!(state, pod, nodes, scores)
      plugin.normalize?.(state, pod, scores)
      for (let index = 0; index < totals.length; index += 1) totals[index]! += weight * scores[index]!
    }
    return totals
  }

  reserve(state: CycleState, pod: Pod, nodeName: string): Verdict | undefined {
    for (const {plugin} of this.enabled) {
      const verdict = plugin.reserve?.(state, pod, nodeName)
      if (!verdict) continue
      this.unreserve(state, pod, nodeName)
      return saidBy(plugin, verdict, 'running Reserve plugin %')
    }
    return undefined
  }

  unreserve(state: CycleState, pod: Pod, nodeName: string): void {
    for (const {plugin} of [...this.enabled].reverse()) plugin.unreserve?.(state, pod, nodeName)
  }

  /** Permit, pre-bind and bind; undefined when the pod is bound. */
  async bind(state: CycleState, pod: Pod, nodeName: string): Promise<Verdict | undefined> {
    for (const [point, name] of bindingPoints) {
      for (const {plugin} of this.enabled) {
        if (!plugin[point]) continue
        const verdict = await plugin[point](state, pod, nodeName)
        if (verdict) return saidBy(plugin, verdict, `running ${name} plugin %`)
      }
    }
    for (const {plugin} of this.enabled) plugin.postBind?.(state, pod, nodeName)
    return undefined
  }
}

const bindingPoints = [
  ['permit', 'Permit'],
  ['preBind', 'PreBind'],
  ['bind', 'Bind'],
] as const

/** Of errors, kube-scheduler says where they happened; % is the plugin. */
function saidBy({name}: Plugin, verdict: Verdict, doing: string): Verdict {
  if (verdict.code !== 'Error') return {...verdict, plugin: name}
  return {...failed(`${doing.replace('%', `"${name}"`)}: ${verdict.reasons.join(', ')}`), plugin: name}
}

/** A verdict for whatever a plugin threw. */
export const verdictOf = (error: unknown): Verdict => failed(error instanceof Error ? error.message : String(error))

const intersection = (a: Set<string>, b: Set<string>): Set<string> => new Set([...a].filter(name => b.has(name)))
