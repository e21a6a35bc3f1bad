import type {Node, Pod} from '../../api/kinds.ts'
import {milliValue, quantityValue} from '../../api/quantity.ts'
import {forbiddenSysctl} from './sysctl-admission.ts'

/**
 * Whether a node takes a pod that was bound to it: a scheduler that looked at older facts, or a user who set spec.nodeName, may have sent it
 * where it does not fit.
 */
export function admitPod(
  pod: Pod,
  node: Node | undefined,
  others: Iterable<Pod>,
): {reason: string; message: string} | undefined {
  if (!node) return undefined
  const forbidden = forbiddenSysctl(pod.spec!)
  if (forbidden) return {reason: 'SysctlForbidden', message: `Pod was rejected: ${forbidden}`}
  const labels = node.metadata.labels ?? {}
  const selector = Object.entries(pod.spec!.nodeSelector ?? {})
  if (selector.some(([key, value]) => labels[key] !== value))
    return {
      reason: 'NodeAffinity',
      message: "Pod was rejected: Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector",
    }
  const active = [...others].filter(
    ({status, metadata}) =>
      metadata.uid !== pod.metadata.uid && status?.phase !== 'Succeeded' && status?.phase !== 'Failed',
  )
  const ports = hostPorts(pod)
  if (ports.length > 0 && active.some(other => hostPorts(other).some(taken => ports.some(port => clash(port, taken)))))
    return {
      reason: 'NodePorts',
      message:
        "Pod was rejected: Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports",
    }
  const allocatable = node.status?.allocatable ?? {}
  if (active.length >= Number(allocatable['pods'] ?? 110))
    return outOf('pods', 1, active.length, Number(allocatable['pods'] ?? 110))
  for (const resource of ['cpu', 'memory']) {
    const asked = requested(pod, resource)
    if (asked === 0) continue
    let used = 0
    for (const other of active) used += requested(other, resource)
    const capacity = amount(allocatable[resource] ?? '0', resource)
    if (used + asked > capacity) return outOf(resource, asked, used, capacity)
  }
  return undefined
}

/** Why a pod of the node cannot have the resources that it asks for now. */
export function resizePodOn(
  pod: Pod,
  node: Node | undefined,
  others: Iterable<Pod>,
): {reason: string; message: string} | undefined {
  for (const resource of ['memory', 'cpu']) {
    const [asked, capacity] = [requested(pod, resource), amount(node?.status?.allocatable?.[resource] ?? '0', resource)]
    if (node && asked > capacity)
      return {
        reason: 'Infeasible',
        message: `Node didn't have enough capacity: ${resource}, requested: ${asked}, capacity: ${capacity}`,
      }
  }
  const refusal = admitPod(pod, node, others)
  return refusal && {reason: 'Deferred', message: refusal.message.replace(/^Pod was rejected: /, '')}
}

const outOf = (resource: string, requested: number, used: number, capacity: number) => ({
  reason: `OutOf${resource}`,
  message: `Pod was rejected: Node didn't have enough resource: ${resource}, requested: ${requested}, used: ${used}, capacity: ${capacity}`,
})

interface HostPort {
  port: string
  /** Empty: all of the node's. */
  address: string
}

const hostPorts = (pod: Pod): HostPort[] =>
  pod.spec!.containers.flatMap(({ports = []}) =>
    ports.flatMap(({hostPort, hostIP = '', protocol = 'TCP'}) =>
      hostPort ? [{port: `${protocol}/${hostPort}`, address: hostIP === '0.0.0.0' ? '' : hostIP}] : [],
    ),
  )

const clash = (a: HostPort, b: HostPort): boolean =>
  a.port === b.port && (a.address === b.address || a.address === '' || b.address === '')

/** CPU counts in thousandths, as the kubelet's message does. A node's pods are summed up for each new one of them, and say the same few texts. */
function amount(quantity: string, resource: string): number {
  const known = amounts.get(resource)!
  let value = known.get(quantity)
  if (value === undefined) {
    value = resource === 'cpu' ? milliValue(quantity) : quantityValue(quantity)
    if (known.size >= mostAmounts) known.clear()
    known.set(quantity, value)
  }
  return value
}

const mostAmounts = 1000
const amounts = new Map(['cpu', 'memory'].map(resource => [resource, new Map<string, number>()]))

function requested(pod: Pod, resource: string): number {
  let sum = 0
  for (const {resources} of pod.spec!.containers) {
    const quantity = resources?.requests?.[resource] ?? resources?.limits?.[resource]
    if (quantity !== undefined) sum += amount(quantity, resource)
  }
  return sum
}
