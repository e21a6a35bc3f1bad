import {hostPortsOf} from '../cache/host-ports.ts'
import type {Plugin} from '../framework/plugin.ts'
import {skip, unschedulable} from '../framework/verdict.ts'

/** Two pods cannot have the same port of one host. */
export const nodePorts = (): Plugin => ({
  name: 'NodePorts',
  events: ['PodDelete', 'NodeAdd'],
  preFilter: (_state, pod) => (hostPortsOf(pod).length === 0 ? skip : undefined),
  filter(_state, pod, {ports}) {
    if (!hostPortsOf(pod).some(port => ports.conflicts(port))) return undefined
    return unschedulable("node(s) didn't have free ports for the requested pod ports")
  },
})
