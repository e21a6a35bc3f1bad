import type {Plugin} from '../framework/plugin.ts'

/** Keeps pods with scheduling gates out of the queue until the last gate is gone. */
export const schedulingGates = (): Plugin => ({
  name: 'SchedulingGates',
  preEnqueue(pod) {
    const gates = pod.spec?.schedulingGates ?? []
    if (gates.length === 0) return undefined
    return {
      code: 'UnschedulableAndUnresolvable',
      reasons: [`waiting for scheduling gates: [${gates.map(({name}) => name).join(' ')}]`],
    }
  },
})
