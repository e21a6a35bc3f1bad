import {type Endpoint, unhinted} from '../desired-endpoints.ts'
import type {PlannedSlice} from '../plan-slices.ts'

/** Every ready endpoint is for its own zone and, where that is asked for, its own node. */
export const closeTo = (slices: readonly PlannedSlice[], withNodes: boolean): PlannedSlice[] =>
  mapEndpoints(slices, endpoint => {
    if (!isReady(endpoint)) return endpoint
    const {zone, nodeName} = endpoint
    const forZones = zone ? [{name: zone}] : undefined
    const forNodes = withNodes && nodeName ? [{name: nodeName}] : undefined
    if (!forZones && !forNodes) return unhinted(endpoint)
    return {...endpoint, hints: {...(forZones && {forZones}), ...(forNodes && {forNodes})}}
  })

export const withoutHints = (slices: readonly PlannedSlice[]): PlannedSlice[] => mapEndpoints(slices, unhinted)

export const isReady = ({conditions}: Endpoint): boolean => conditions?.ready === true

const mapEndpoints = (slices: readonly PlannedSlice[], change: (endpoint: Endpoint) => Endpoint): PlannedSlice[] =>
  slices.map(slice => ({...slice, endpoints: slice.endpoints.map(change)}))
