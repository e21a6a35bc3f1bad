import type {Container, PodSpec} from '../../../../api/kinds.ts'
import {addQuantities, compareQuantities, formatQuantity, maxQuantity} from '../../../../api/quantity.ts'
import {isPodLevelResource, type ResourceList} from '../../validation/quantities.ts'
import {isSidecar} from './containers.ts'

type Kind = 'requests' | 'limits'

/** What all containers together ask for or are limited to: the larger of the running ones and of any moment of initialization. */
export function aggregateResources(spec: PodSpec, kind: Kind): ResourceList {
  let total: ResourceList = {}
  for (const container of spec.containers ?? []) total = add(total, of(container, kind))
  let sidecars: ResourceList = {}
  let peak: ResourceList = {}
  for (const container of spec.initContainers ?? []) {
    const own = of(container, kind)
    if (isSidecar(container)) {
      total = add(total, own)
      sidecars = add(sidecars, own)
      peak = larger(peak, sidecars)
    } else {
      peak = larger(peak, add(sidecars, own))
    }
  }
  return larger(total, peak)
}

/** A pod's quality of service, by its own resources or else those of its containers: Guaranteed, Burstable or BestEffort. */
export function computeQosClass(spec: PodSpec | undefined): string {
  const {requests, limits, guaranteed} = spec?.resources ? podLevel(spec) : containerLevel(spec)
  const names = Object.keys(requests)
  if (names.length === 0 && Object.keys(limits).length === 0) return 'BestEffort'
  const equal = names.every(name => limits[name] !== undefined && same(limits[name], requests[name] as string))
  return guaranteed && equal && names.length === Object.keys(limits).length ? 'Guaranteed' : 'Burstable'
}

function podLevel({resources}: PodSpec) {
  const requests = compute(resources?.requests)
  const limits = compute(resources?.limits)
  const guaranteed = !resources?.limits || Object.keys(limits).length === 2
  return {requests, limits, guaranteed}
}

function containerLevel(spec: PodSpec | undefined) {
  let requests: ResourceList = {}
  let limits: ResourceList = {}
  let guaranteed = true
  for (const container of [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])]) {
    const own = compute(container.resources?.limits)
    requests = add(requests, compute(container.resources?.requests))
    limits = add(limits, own)
    if (Object.keys(own).length < 2) guaranteed = false
  }
  return {requests, limits, guaranteed}
}

/** cpu and memory, where there is any. */
function compute(list: ResourceList | undefined): ResourceList {
  const entries = Object.entries(list ?? {})
  return Object.fromEntries(
    entries.filter(([name, value]) => (name === 'cpu' || name === 'memory') && compareQuantities(value, '0') > 0),
  )
}

const same = (left: string | undefined, right: string): boolean =>
  left !== undefined && compareQuantities(left, right) === 0

const of = (container: Container, kind: Kind): ResourceList => container.resources?.[kind] ?? {}

const merge = (left: ResourceList, right: ResourceList, join: (a: string, b: string) => string): ResourceList => {
  const names = new Set([...Object.keys(left), ...Object.keys(right)])
  const joined = (name: string) => {
    const [a, b] = [left[name], right[name]]
    return a === undefined || b === undefined ? ((a ?? b) as string) : join(a, b)
  }
  return Object.fromEntries([...names].map(name => [name, joined(name)]))
}

const add = (left: ResourceList, right: ResourceList): ResourceList =>
  merge(left, right, (a, b) => formatQuantity(addQuantities(a, b)))

const larger = (left: ResourceList, right: ResourceList): ResourceList =>
  merge(left, right, (a, b) => formatQuantity(maxQuantity(a, b)))

/** Which of these a pod as a whole may have too. */
export const podLevelOnly = (list: ResourceList): ResourceList =>
  Object.fromEntries(Object.entries(list).filter(([name]) => isPodLevelResource(name)))
