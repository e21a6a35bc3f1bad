import type {Pod} from '../../../api/kinds.ts'
import {qosClass} from '../../../api/qos.ts'
import {quantityValue} from '../../../api/quantity.ts'

type Container = NonNullable<Pod['spec']>['containers'][number]

const guaranteed = -997
const bestEffort = 1000

/**
 * How soon the kernel ends a container when the node's memory (bytes) is short: those that asked for much come late, as long as they keep to it. What a pod
 * asks for as a whole counts for its containers in equal parts; a sidecar goes no sooner than the first of the containers it serves.
 */
export function oomScoreAdjust(pod: Pod, container: Container, memory: number): number {
  if ((pod.spec?.priority ?? 0) >= nodeCritical) return guaranteed
  const qos = qosClass(pod.spec!)
  if (qos === 'Guaranteed') return guaranteed
  if (qos === 'BestEffort') return bestEffort
  const {containers, initContainers = []} = pod.spec!
  const spare = spareRequest(pod)
  const scoreOf = (requested: number): number => 1000 - Math.trunc((1000 * (requested + spare)) / memory)
  const isSidecar = container.restartPolicy === 'Always' && initContainers.some(({name}) => name === container.name)
  const own = scoreOf(requestOf(container))
  const score = isSidecar ? Math.min(own, scoreOf(Math.min(...containers.map(requestOf)))) : own
  return Math.min(Math.max(score, 1000 + guaranteed), bestEffort - 1)
}

/** Pods that a node cannot do without. */
const nodeCritical = 2_000_001_000

function spareRequest({spec}: Pod): number {
  const whole = spec?.resources?.requests?.['memory'] as string | undefined
  if (whole === undefined) return 0
  const all = [
    ...spec!.containers,
    ...(spec!.initContainers ?? []).filter(({restartPolicy}) => restartPolicy === 'Always'),
  ]
  const taken = all.reduce((sum, container) => sum + requestOf(container), 0)
  return Math.max(Math.trunc((quantityValue(whole) - taken) / all.length), 0)
}

const requestOf = ({resources}: Container): number =>
  quantityValue((resources?.requests?.['memory'] as string | undefined) ?? '0')
