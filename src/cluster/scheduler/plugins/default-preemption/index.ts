import type {Pod, PodDisruptionBudget} from '../../../../api/kinds.ts'
import type {CycleState} from '../../framework/cycle-state.ts'
import type {Framework} from '../../framework/framework.ts'
import type {Plugin, PostFilterResult} from '../../framework/plugin.ts'
import {unresolvable, unschedulable, type Verdict} from '../../framework/verdict.ts'
import type {PluginContext} from '../index.ts'
import {chooseCandidate} from './choose-candidate.ts'
import {evict} from './evict.ts'
import {type Candidate, victimsOn} from './victims.ts'

/** kube-scheduler's minCandidateNodesPercentage and minCandidateNodesAbsolute. */
const leastCandidates = (nodes: number): number => Math.max(Math.floor(nodes / 10), 100)

/** Makes room for a pod by evicting pods of lower priority from the node where that hurts least. */
export const defaultPreemption = (context: PluginContext): Plugin => {
  const {cache, informers} = context
  const budgets = informers.informer<PodDisruptionBudget>({
    group: 'policy',
    version: 'v1',
    resource: 'poddisruptionbudgets',
  })
  return {
    name: 'DefaultPreemption',
    events: ['PodDelete'],
    async postFilter(state, pod, refusals): Promise<PostFilterResult> {
      const obstacle = notEligible(pod, refusals, context)
      if (obstacle) return {verdict: unschedulable(`preemption: ${obstacle}`)}
      const {candidates, reasons} = findCandidates(
        context.framework(),
        state,
        pod,
        refusals,
        [...budgets.list()],
        context,
      )
      const chosen = chooseCandidate(candidates)
      if (!chosen) return {verdict: unschedulable(`preemption: ${whyNot(cache.nodes.length, reasons)}`)}
      await evict(context, pod, chosen)
      return {nominatedNode: chosen.node}
    },
  }
}

/** A pod that asked not to, or one whose victims are still on their way out. */
function notEligible(pod: Pod, refusals: Map<string, Verdict>, {cache}: PluginContext): string | undefined {
  if (pod.spec?.preemptionPolicy === 'Never') return 'not eligible due to preemptionPolicy=Never.'
  const nominated = pod.status?.nominatedNodeName
  if (!nominated || refusals.get(nominated)?.code === 'UnschedulableAndUnresolvable') return undefined
  for (const other of cache.info(nominated)?.pods.values() ?? []) {
    const isVictim = other.status?.conditions?.some(
      ({type, reason}) => type === 'DisruptionTarget' && reason === 'PreemptionByScheduler',
    )
    if (other.metadata.deletionTimestamp && isVictim && (other.spec?.priority ?? 0) < (pod.spec?.priority ?? 0)) {
      return 'not eligible due to a terminating pod on the nominated node.'
    }
  }
  return undefined
}

function findCandidates(
  framework: Framework,
  state: CycleState,
  pod: Pod,
  refusals: Map<string, Verdict>,
  budgets: PodDisruptionBudget[],
  {cache, random}: PluginContext,
): {candidates: Candidate[]; reasons: Map<string, Verdict>} {
  const reasons = new Map<string, Verdict>()
  const candidates: Candidate[] = []
  const nodes = cache.nodes
  const wanted = leastCandidates(nodes.length)
  const start = Math.floor(random.number() * nodes.length)
  for (let index = 0; index < nodes.length && candidates.length < wanted; index += 1) {
    const node = nodes[(start + index) % nodes.length]!
    const refusal = refusals.get(node.name)
    if (refusal?.code !== 'Unschedulable') {
      reasons.set(node.name, unresolvable('Preemption is not helpful for scheduling'))
      continue
    }
    const result = victimsOn({framework, state, pod, node, budgets})
    if ('code' in result) reasons.set(node.name, result)
    else candidates.push(result)
  }
  return {candidates, reasons}
}

function whyNot(nodes: number, reasons: Map<string, Verdict>): string {
  const counts = new Map<string, number>()
  for (const verdict of reasons.values())
    for (const reason of verdict.reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  const texts = [...counts].map(([reason, count]) => `${count} ${reason}`).sort()
  return texts.length === 0 ? `0/${nodes} nodes are available` : `0/${nodes} nodes are available: ${texts.join(', ')}.`
}
