import type {Pod} from '../../../api/kinds.ts'
import {tolerates} from '../../runtime/tolerations.ts'
import type {NodeInfo} from '../cache/node-info.ts'
import {requestsOf} from '../cache/resource-vector.ts'

interface Case {
  plugin: string
  reason: string
  pod: Pod
  node?: NodeInfo
}

/** What would change a plugin's mind, for those whose wants can be said in a line. */
export const remedyFor = (about: Case): string | undefined => remedies[about.plugin]?.(about)

const remedies: Record<string, (about: Case) => string | undefined> = {
  SchedulingGates: ({pod}) =>
    `remove the scheduling gates ${(pod.spec?.schedulingGates ?? []).map(({name}) => name).join(', ')}`,
  NodeUnschedulable: ({node}) => node && `kctl uncordon ${node.name}`,
  NodeName: ({pod}) => `the pod asks for node ${pod.spec?.nodeName}`,
  TaintToleration({pod, node}) {
    const taint = node?.taints.find(
      each => each.effect !== 'PreferNoSchedule' && !tolerates(pod.spec?.tolerations, each),
    )
    if (!node || !taint) return undefined
    const {key, value, effect} = taint
    return `a toleration of ${key}${value ? `=${value}` : ''}:${effect}, or kctl taint nodes ${node.name} ${key}:${effect}-`
  },
  NodeAffinity({pod, node}) {
    const missing = Object.entries(pod.spec?.nodeSelector ?? {}).filter(([key, value]) => node?.labels[key] !== value)
    if (!node || missing.length === 0) return undefined
    return `kctl label nodes ${node.name} ${missing.map(([key, value]) => `${key}=${value}`).join(' ')}`
  },
  NodeResourcesFit({reason, pod, node}) {
    const name = /^Insufficient (\S+)$/.exec(reason)?.[1]
    if (!node) return undefined
    if (name === undefined) return reason === 'Too many pods' ? 'fewer pods on the node' : undefined
    const asked = requestsOf(pod)[name] ?? 0
    const free = (node.allocatable[name] ?? 0) - (node.requested[name] ?? 0)
    return `${amountText(name, asked - free)} more: it asks for ${amountText(name, asked)}, ${amountText(name, Math.max(free, 0))} of ${amountText(name, node.allocatable[name] ?? 0)} are free`
  },
  DynamicResources: ({reason, node}) =>
    reason === 'cannot allocate all claims' && node
      ? `devices for its claims that ${node.name} can reach and no other claim has: see kctl get resourceslices,resourceclaims -A`
      : undefined,
  NodePorts({pod}) {
    const ports = (pod.spec?.containers ?? []).flatMap(({ports: own = []}) =>
      own.flatMap(({hostPort}) => (hostPort ? [hostPort] : [])),
    )
    return `host port ${ports.join(' or ')} to be free there`
  },
}

/** `250m`, `2`, `3Gi`, `100Mi` */
function amountText(name: string, amount: number): string {
  if (name === 'cpu') return amount % 1000 === 0 ? String(amount / 1000) : `${amount}m`
  if (name !== 'memory' && name !== 'ephemeral-storage') return String(amount)
  const gibibytes = amount / 2 ** 30
  return gibibytes >= 1 ? `${Math.round(gibibytes * 10) / 10}Gi` : `${Math.ceil(amount / 2 ** 20)}Mi`
}
