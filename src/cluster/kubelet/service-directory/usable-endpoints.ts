import type {EndpointSlice} from '../../../api/kinds.ts'
import type {ServicePort} from './index.ts'

export interface Endpoint {
  ip: string
  port: number
  node?: string
  ready: boolean
  /** Whether it still serves on its way out. */
  serving: boolean
  forNodes: string[]
  forZones: string[]
}

/** The node whose proxy chooses. */
export interface ProxyNode {
  name: string
  zone?: string
}

/** Every endpoint that has a service's port. */
export const endpointsOf = (slices: readonly EndpointSlice[], port: ServicePort): Endpoint[] =>
  slices.flatMap(slice => {
    const open = slice.ports?.find(({name}) => (name ?? '') === (port.name ?? ''))?.port
    if (open === undefined) return []
    return (slice.endpoints ?? []).flatMap(({addresses, conditions = {}, nodeName, hints}) =>
      addresses.slice(0, 1).map(ip => ({
        ip,
        port: open,
        node: nodeName,
        ready: conditions.ready !== false,
        serving: !!conditions.serving && !!conditions.terminating,
        forNodes: (hints?.forNodes ?? []).map(({name}) => name),
        forZones: (hints?.forZones ?? []).map(({name}) => name),
      })),
    )
  })

/** Those on the node itself: the ready ones, or else those that still serve. */
export const localEndpoints = (endpoints: readonly Endpoint[], node: ProxyNode): Endpoint[] =>
  readyOrServing(endpoints.filter(endpoint => endpoint.node === node.name))

/** Those of the whole cluster, of them the ones that are meant for the node or its zone where all have such hints. */
export function clusterEndpoints(endpoints: readonly Endpoint[], node: ProxyNode): Endpoint[] {
  const usable = readyOrServing(endpoints)
  if (usable.length === 0 || !usable[0]!.ready) return usable
  return (
    hinted(usable, ({forNodes}) => forNodes, node.name) ?? hinted(usable, ({forZones}) => forZones, node.zone) ?? usable
  )
}

const readyOrServing = (endpoints: readonly Endpoint[]): Endpoint[] => {
  const ready = endpoints.filter(endpoint => endpoint.ready)
  return ready.length > 0 ? ready : endpoints.filter(({serving}) => serving)
}

/** Undefined where an endpoint has no hint, or none is for the place. */
function hinted(
  endpoints: Endpoint[],
  hintsOf: (endpoint: Endpoint) => string[],
  place: string | undefined,
): Endpoint[] | undefined {
  if (place === undefined || endpoints.some(endpoint => hintsOf(endpoint).length === 0)) return undefined
  const near = endpoints.filter(endpoint => hintsOf(endpoint).includes(place))
  return near.length > 0 ? near : undefined
}
