import type {Plugin} from '../framework/plugin.ts'
import {skip, unresolvable} from '../framework/verdict.ts'

/** A pod that names its node goes there or nowhere. */
export const nodeName = (): Plugin => ({
  name: 'NodeName',
  events: ['NodeAdd'],
  preFilter: (_state, pod) => (pod.spec?.nodeName ? undefined : skip),
  filter(_state, pod, node) {
    if (pod.spec?.nodeName === node.name) return undefined
    return unresolvable("node(s) didn't match the requested node name")
  },
})
