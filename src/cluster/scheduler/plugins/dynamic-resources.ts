import type {Plugin} from '../framework/plugin.ts'
import {failed, unschedulable} from '../framework/verdict.ts'

const stateKey = 'DynamicResources'

/**
 * Resource claims. A pod that has none passes; when it does not fit for other reasons, no claim can be given back for it either. A cycle that ended
 * before this plugin's turn has no state to look into, and kube-scheduler says so in two words.
 */
export const dynamicResources = (): Plugin => ({
  name: 'DynamicResources',
  preFilter(state) {
    state.write(stateKey, true)
    return undefined
  },
  async postFilter(state) {
    return {verdict: state.read(stateKey) ? unschedulable('no new claims to deallocate') : failed('not found')}
  },
})
