import type {PodSpec} from './kinds.ts'
import {compareQuantities, parseQuantity} from './quantity.ts'
import {addAmounts, type ResourceAmounts, type ResourceList, resourceAmounts} from './resource-list.ts'

export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort'

/** The quality of service that a pod's requests and limits of CPU and memory give it. */
export function qosClass(spec: PodSpec): QosClass {
  const requests: ResourceAmounts = new Map()
  const limits: ResourceAmounts = new Map()
  let allLimited = true
  for (const resources of resourcesOf(spec)) {
    addAmounts(requests, computeAmounts(resources?.requests))
    const own = computeAmounts(resources?.limits)
    addAmounts(limits, own)
    if (!own.has('cpu') || !own.has('memory')) allLimited = false
  }
  if (requests.size === 0 && limits.size === 0) return 'BestEffort'
  if (!allLimited || requests.size !== limits.size) return 'Burstable'
  const equal = [...requests].every(([name, amount]) => {
    const limit = limits.get(name)
    return limit !== undefined && compareQuantities(limit, amount) === 0
  })
  return equal ? 'Guaranteed' : 'Burstable'
}

type Resources = {requests?: ResourceList; limits?: ResourceList} | undefined

const resourcesOf = ({resources, containers, initContainers}: PodSpec): Resources[] =>
  resources ? [resources] : [...(containers ?? []), ...(initContainers ?? [])].map(container => container.resources)

const zero = parseQuantity('0')

const computeAmounts = (list: ResourceList): ResourceAmounts =>
  new Map(
    [...resourceAmounts(list)].filter(
      ([name, amount]) => (name === 'cpu' || name === 'memory') && compareQuantities(amount, zero) > 0,
    ),
  )
