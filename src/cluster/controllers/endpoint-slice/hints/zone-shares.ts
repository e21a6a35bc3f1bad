import type {Node} from '../../../../api/kinds.ts'
import {milliValue} from '../../../../api/quantity.ts'

/** Which part of the cluster's processors each zone has; all together 1. */
export type ZoneShares = ReadonlyMap<string, number>

/** By how much more than its part an endpoint may have to take. */
const overload = 0.2

/** Undefined where a node does not say its zone or processors, or where there are not two zones. */
export function zoneShares(nodes: Iterable<Node>): ZoneShares | undefined {
  const perZone = new Map<string, number>()
  let total = 0
  for (const node of nodes) {
    if (isControlPlane(node) || !isNodeReady(node)) continue
    const zone = zoneOf(node)
    const processors = milliValue(node.status?.allocatable?.['cpu'] ?? '0')
    if (!zone || processors === 0) return undefined
    total += processors
    perZone.set(zone, (perZone.get(zone) ?? 0) + processors)
  }
  if (perZone.size < 2) return undefined
  return new Map([...perZone].sort(([a], [b]) => (a < b ? -1 : 1)).map(([zone, own]) => [zone, own / total]))
}

/** The fewest endpoints that serve so much of all traffic without too great a burden. */
export const fewest = (share: number, endpoints: number): number => Math.ceil(share * endpoints * (1 / (1 + overload)))

/** Whether zones have fewer of a service's endpoints than they need. `endpoints`: how many are meant for each zone. */
export function isOverloaded(endpoints: ReadonlyMap<string, number>, shares: ZoneShares | undefined): boolean {
  if (endpoints.size === 0) return false
  if (!shares) return true
  const total = [...endpoints.values()].reduce((sum, each) => sum + each, 0)
  return [...shares].some(([zone, share]) => {
    const own = endpoints.get(zone)
    return own === undefined || own < fewest(share, total)
  })
}

/** Whether a change of a node changes what its zone has. */
export const changesZones = (node: Node, old: Node): boolean =>
  isNodeReady(node) !== isNodeReady(old) || zoneOf(node) !== zoneOf(old)

const zoneOf = ({metadata}: Node): string | undefined => metadata.labels?.['topology.kubernetes.io/zone']

const isNodeReady = ({status}: Node): boolean =>
  status?.conditions?.find(({type}) => type === 'Ready')?.status === 'True'

const isControlPlane = ({metadata}: Node): boolean =>
  metadata.labels?.['node-role.kubernetes.io/control-plane'] !== undefined ||
  metadata.labels?.['node-role.kubernetes.io/master'] !== undefined
