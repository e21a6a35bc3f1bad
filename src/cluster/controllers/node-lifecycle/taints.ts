import type {Node, Taint} from '../../../api/kinds.ts'
import {findCondition} from '../condition.ts'

const ready: Record<string, string> = {
  False: 'node.kubernetes.io/not-ready',
  Unknown: 'node.kubernetes.io/unreachable',
}
const pressures: [condition: string, bad: string, key: string][] = [
  ['MemoryPressure', 'True', 'node.kubernetes.io/memory-pressure'],
  ['DiskPressure', 'True', 'node.kubernetes.io/disk-pressure'],
  ['NetworkUnavailable', 'True', 'node.kubernetes.io/network-unavailable'],
  ['PIDPressure', 'True', 'node.kubernetes.io/pid-pressure'],
]
const unschedulable = 'node.kubernetes.io/unschedulable'
const ours = new Set([...Object.values(ready), ...pressures.map(([, , key]) => key), unschedulable])

/** A node's taints as its conditions ask for them: taints of others stay, ours come and go; undefined when nothing changes. */
export function wantedTaints({spec, status}: Node, time: string): Taint[] | undefined {
  const current = spec?.taints ?? []
  const wanted: Taint[] = []
  const readiness = ready[findCondition(status?.conditions, 'Ready')?.status ?? '']
  if (readiness) wanted.push({key: readiness, effect: 'NoSchedule'}, {key: readiness, effect: 'NoExecute'})
  for (const [type, bad, key] of pressures)
    if (findCondition(status?.conditions, type)?.status === bad) wanted.push({key, effect: 'NoSchedule'})
  if (spec?.unschedulable) wanted.push({key: unschedulable, effect: 'NoSchedule'})
  const isSame = (a: Taint, b: Taint): boolean => a.key === b.key && a.effect === b.effect
  const added = wanted.filter(taint => !current.some(other => isSame(taint, other)))
  const kept = current.filter(taint => !isOurs(taint) || wanted.some(other => isSame(taint, other)))
  if (added.length === 0 && kept.length === current.length) return undefined
  return [...kept, ...added.map(taint => ({...taint, timeAdded: time}))]
}

const isOurs = ({key, effect}: Taint): boolean => ours.has(key) && (effect === 'NoSchedule' || effect === 'NoExecute')
