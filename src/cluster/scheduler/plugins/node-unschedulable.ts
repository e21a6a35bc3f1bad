import {tolerates} from '../../runtime/tolerations.ts'
import type {Plugin} from '../framework/plugin.ts'
import {unresolvable} from '../framework/verdict.ts'

const cordoned = {key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule'} as const

/** Cordoned nodes take only pods that tolerate it. */
export const nodeUnschedulable = (): Plugin => ({
  name: 'NodeUnschedulable',
  events: ['NodeAdd', 'NodeUpdate'],
  filter(_state, pod, {unschedulable}) {
    if (!unschedulable || tolerates(pod.spec?.tolerations, cordoned)) return undefined
    return unresolvable('node(s) were unschedulable')
  },
})
