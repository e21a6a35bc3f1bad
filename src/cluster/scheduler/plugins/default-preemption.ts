import type {Plugin} from '../framework/plugin.ts'
import {unschedulable, type Verdict} from '../framework/verdict.ts'
import type {PluginContext} from './index.ts'

/** Looks for nodes on which the pod would fit if pods of lower priority went away. */
export const defaultPreemption = ({cache}: Pick<PluginContext, 'cache'>): Plugin => ({
  name: 'DefaultPreemption',
  async postFilter(_state, pod, refusals) {
    if (pod.spec?.preemptionPolicy === 'Never')
      return {verdict: unschedulable('preemption: not eligible due to preemptionPolicy=Never.')}
    return {verdict: unschedulable(`preemption: ${whyNot(cache.nodes.length, refusals)}`)}
  },
})

function whyNot(nodes: number, refusals: Map<string, Verdict>): string {
  const hopeless = [...refusals.values()].filter(({code}) => code === 'UnschedulableAndUnresolvable').length
  const texts = [
    hopeless > 0 && `${hopeless} Preemption is not helpful for scheduling`,
    nodes > hopeless && `${nodes - hopeless} No preemption victims found for incoming pod`,
  ].filter(Boolean)
  return `0/${nodes} nodes are available: ${texts.join(', ')}.`
}
