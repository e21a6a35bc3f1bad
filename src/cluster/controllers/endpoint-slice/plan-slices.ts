import {isDeepStrictEqual} from 'node:util'
import type {EndpointSlice} from '../../../api/kinds.ts'
import {type Endpoint, type EndpointPort, type PortGroup, portKey, unhinted} from './desired-endpoints.ts'

/** What a slice is to hold; without `slice` it is a new one. */
export interface PlannedSlice {
  slice?: EndpointSlice
  ports: EndpointPort[]
  endpoints: Endpoint[]
}

export interface SlicePlan {
  /** Every slice that is to be there, changed or not. */
  keep: PlannedSlice[]
  remove: EndpointSlice[]
}

/**
 * Distributes endpoints over slices with as few writes as it can: what is in a slice stays there, newcomers go to slices that change anyway, then into one with
 * room, then into new ones. Hints are left as they are. A service without endpoints keeps one empty slice.
 */
export function planSlices(
  existing: readonly EndpointSlice[],
  groups: readonly PortGroup[],
  capacity: number,
): SlicePlan {
  const slices = [...existing].sort((a, b) => (a.metadata.name! < b.metadata.name! ? -1 : 1))
  const planned = groups.flatMap(group => {
    const own = slices.filter(slice => portKey(slice.ports) === portKey(group.ports))
    return planGroup(own, group, capacity)
  })
  const filled = planned.filter(({endpoints}) => endpoints.length > 0)
  const kept = new Set(filled.map(({slice}) => slice))
  const spare = slices.filter(slice => !kept.has(slice))
  if (filled.length === 0) return {keep: [{slice: spare[0], ports: [], endpoints: []}], remove: spare.slice(1)}
  for (const plan of filled) if (!plan.slice) plan.slice = spare.shift()
  return {keep: filled, remove: spare}
}

function planGroup(slices: readonly EndpointSlice[], group: PortGroup, capacity: number): PlannedSlice[] {
  const missing = new Map(group.endpoints.map(endpoint => [identity(endpoint), endpoint]))
  const planned = slices.map(slice => {
    const endpoints: Endpoint[] = []
    for (const endpoint of slice.endpoints ?? []) {
      const wanted = missing.get(identity(endpoint))
      if (!wanted) continue
      missing.delete(identity(endpoint))
      endpoints.push(isDeepStrictEqual(wanted, unhinted(endpoint)) ? endpoint : wanted)
    }
    return {slice, ports: group.ports, endpoints}
  })
  const rest = [...missing.values()]
  const fill = (plan: PlannedSlice): void => {
    plan.endpoints.push(...rest.splice(0, capacity - plan.endpoints.length))
  }
  for (const plan of planned) if (changes(plan)) fill(plan)
  if (rest.length > 0 && rest.length < capacity) {
    const roomy = planned.find(({endpoints}) => endpoints.length + rest.length <= capacity)
    if (roomy) fill(roomy)
  }
  const added: PlannedSlice[] = []
  while (rest.length > 0) added.push({ports: group.ports, endpoints: rest.splice(0, capacity)})
  return [...planned, ...added]
}

/** Whether a planned slice differs from what is there. */
export const changes = ({slice, ports, endpoints}: PlannedSlice): boolean =>
  !slice || portKey(slice.ports) !== portKey(ports) || !isDeepStrictEqual(slice.endpoints ?? [], endpoints)

const identity = ({targetRef, addresses}: Endpoint): string => `${targetRef?.uid ?? ''}/${addresses.join()}`
