import type {Container, PodSpec} from './kinds.ts'
import {isZeroQuantity} from './quantity.ts'
import {addAmounts, type ResourceAmounts, type ResourceList, raiseAmounts, resourceAmounts} from './resource-list.ts'

export interface PodResourceOptions {
  /** Leave the RuntimeClass's overhead out. */
  withoutOverhead?: boolean
  /** Leave resources at pod level out. */
  withoutPodLevel?: boolean
}

/** What a pod asks of a node: its containers and sidecars together or its largest init step, pod-level requests where set, and overhead. */
export function podRequests(spec: PodSpec, options: PodResourceOptions = {}): ResourceAmounts {
  const total = aggregate(spec, container => container.resources?.requests)
  if (!options.withoutPodLevel) overridePodLevel(total, spec.resources?.requests)
  if (!options.withoutOverhead) addAmounts(total, resourceAmounts(spec.overhead))
  return total
}

/** What a pod may use at most; resources without any limit are absent. */
export function podLimits(spec: PodSpec, options: PodResourceOptions = {}): ResourceAmounts {
  const total = aggregate(spec, container => container.resources?.limits)
  if (!options.withoutPodLevel) overridePodLevel(total, spec.resources?.limits)
  if (!options.withoutOverhead)
    for (const [name, amount] of resourceAmounts(spec.overhead)) {
      const known = total.get(name)
      if (known && !isZeroQuantity(known)) addAmounts(total, new Map([[name, amount]]))
    }
  return total
}

/** Whether an init container keeps running beside the others. */
const isSidecar = (container: Container): boolean => container.restartPolicy === 'Always'

function aggregate(spec: PodSpec, listOf: (container: Container) => ResourceList): ResourceAmounts {
  const total: ResourceAmounts = new Map()
  for (const container of spec.containers ?? []) addAmounts(total, resourceAmounts(listOf(container)))
  const sidecars: ResourceAmounts = new Map()
  const largestStep: ResourceAmounts = new Map()
  for (const container of spec.initContainers ?? []) {
    const own = resourceAmounts(listOf(container))
    if (isSidecar(container)) {
      addAmounts(total, own)
      addAmounts(sidecars, own)
      raiseAmounts(largestStep, sidecars)
    } else {
      addAmounts(own, sidecars)
      raiseAmounts(largestStep, own)
    }
  }
  raiseAmounts(total, largestStep)
  return total
}

function overridePodLevel(total: ResourceAmounts, list: ResourceList): void {
  for (const [name, amount] of resourceAmounts(list))
    if (name === 'cpu' || name === 'memory' || name.startsWith('hugepages-')) total.set(name, amount)
}
