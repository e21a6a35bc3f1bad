import type {EndpointSlice, Service} from '../../../../api/kinds.ts'
import type {Endpoint} from '../desired-endpoints.ts'
import type {PlannedSlice} from '../plan-slices.ts'
import {allocate, type HintEvent} from './allocate.ts'
import {closeTo, withoutHints} from './close-to.ts'
import type {ZoneShares} from './zone-shares.ts'

export interface HintedSlices {
  slices: PlannedSlice[]
  events: HintEvent[]
}

/** Whether a service's annotation asks that endpoints be shared out to zones by their processors. */
export function isTopologyAware({metadata}: Service): boolean {
  const {annotations = {}} = metadata
  const mode =
    annotations['service.kubernetes.io/topology-aware-hints'] ?? annotations['service.kubernetes.io/topology-mode']
  return mode === 'Auto' || mode === 'auto'
}

/**
 * Tells kube-proxies which endpoints are whose: by the service's annotation (KEP-2433), else by its traffic distribution (KEP-4444, KEP-3015), else none.
 * `before`: the service's slices of that address family as they are.
 */
export function withHints(
  service: Service,
  slices: PlannedSlice[],
  {
    shares,
    before,
    addressType,
  }: {shares: ZoneShares | undefined; before: readonly EndpointSlice[]; addressType: string},
): HintedSlices {
  const wereHinted = before.some(({endpoints}) => (endpoints ?? []).some(hasZone))
  if (isTopologyAware(service)) {
    const {slices: allocated, problem} = allocate(slices, shares)
    if (problem !== undefined) return {slices: withoutHints(slices), events: [disabled(problem, addressType)]}
    return {slices: allocated, events: wereHinted ? [] : [enabled(addressType)]}
  }
  const distribution = service.spec?.trafficDistribution
  if (distribution !== undefined && distributions.has(distribution))
    return {slices: closeTo(slices, distribution === 'PreferSameNode'), events: []}
  return {
    slices: withoutHints(slices),
    events:
      wereHinted && distribution === undefined ? [disabled('Topology Aware Hints has been disabled', addressType)] : [],
  }
}

const distributions = new Set(['PreferClose', 'PreferSameZone', 'PreferSameNode'])

const hasZone = ({hints}: Endpoint): boolean => (hints?.forZones?.length ?? 0) > 0

const enabled = (addressType: string): HintEvent => ({
  type: 'Normal',
  reason: 'TopologyAwareHintsEnabled',
  message: `Topology Aware Hints has been enabled, addressType: ${addressType}`,
})

const disabled = (problem: string, addressType: string): HintEvent => ({
  type: 'Warning',
  reason: 'TopologyAwareHintsDisabled',
  message: `${problem}, addressType: ${addressType}`,
})
