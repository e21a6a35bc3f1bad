import type {Endpoint} from '../desired-endpoints.ts'
import {changes, type PlannedSlice} from '../plan-slices.ts'
import {isReady} from './close-to.ts'
import {fewest, type ZoneShares} from './zone-shares.ts'

export interface HintEvent {
  type: 'Normal' | 'Warning'
  reason: string
  message: string
}

/** How many endpoints a zone is to have. */
interface Allocation {
  desired: number
  most: number
}

/**
 * Shares endpoints out to zones as their processors are distributed, as far as each zone then has enough: slices that change nothing keep their hints where these are
 * still good; elsewhere each endpoint is for its own zone, but for those that a zone with too many gives to one with too few.
 */
export function allocate(
  slices: readonly PlannedSlice[],
  shares: ZoneShares | undefined,
): {slices: PlannedSlice[]; problem?: string} {
  const ready = slices.flatMap(({endpoints}) => endpoints).filter(isReady)
  const found = allocationsFor(ready.length, shares)
  if (typeof found === 'string') return {slices: [], problem: found}
  const counts = new Map<string, number>()
  const settled = new Set(slices.filter(slice => !changes(slice) && keepsHints(slice, counts, found)))
  const open = slices.filter(slice => !settled.has(slice))
  const endpoints = open.flatMap(slice => slice.endpoints).filter(isReady)
  if (endpoints.some(({zone}) => !zone))
    return {slices: [], problem: 'One or more endpoints do not have a zone specified'}
  const zones = new Map(endpoints.map(endpoint => [endpoint, endpoint.zone!]))
  for (const zone of zones.values()) add(counts, zone, 1)
  for (const [endpoint, zone] of moved(endpoints, found, counts)) {
    zones.set(endpoint, zone)
    add(counts, endpoint.zone!, -1)
    add(counts, zone, 1)
  }
  if (counts.size === 0) return {slices: [], problem: 'No hints allocated for zones'}
  const hinted = (endpoint: Endpoint): Endpoint => {
    const zone = zones.get(endpoint)
    return zone === undefined ? endpoint : {...endpoint, hints: {forZones: [{name: zone}]}}
  }
  return {
    slices: slices.map(slice => (settled.has(slice) ? slice : {...slice, endpoints: slice.endpoints.map(hinted)})),
  }
}

function allocationsFor(endpoints: number, shares: ZoneShares | undefined): Map<string, Allocation> | string {
  if (!shares) return 'Insufficient Node information: allocatable CPU or zone not specified on one or more nodes'
  const numbers = `(${endpoints} endpoints, ${shares.size} zones)`
  if (shares.size > endpoints) return `Insufficient number of endpoints ${numbers}`
  const least = new Map([...shares].map(([zone, share]) => [zone, fewest(share, endpoints)]))
  const rest = endpoints - [...least.values()].reduce((sum, each) => sum + each, 0)
  if (rest < 0)
    return `Unable to allocate minimum required endpoints to each zone without exceeding overload threshold ${numbers}`
  return new Map(
    [...shares].map(([zone, share]) => {
      const minimum = least.get(zone)!
      return [zone, {desired: Math.max(share * endpoints, minimum), most: minimum + rest}]
    }),
  )
}

/** Whether a slice's hints can stay as they are; if so, they count. */
function keepsHints(
  {endpoints}: PlannedSlice,
  counts: Map<string, number>,
  allocations: ReadonlyMap<string, Allocation>,
): boolean {
  const own = new Map<string, number>()
  for (const {hints} of endpoints.filter(isReady)) {
    const zones = (hints?.forZones ?? []).map(({name}) => name)
    if (zones.length === 0 || zones.some(zone => !allocations.has(zone))) return false
    for (const zone of zones) add(own, zone, 1)
  }
  if ([...own].some(([zone, count]) => count + (counts.get(zone) ?? 0) > allocations.get(zone)!.most)) return false
  for (const [zone, count] of own) add(counts, zone, count)
  return true
}

/** Which endpoints are for another zone than their own. */
function moved(
  endpoints: readonly Endpoint[],
  allocations: ReadonlyMap<string, Allocation>,
  counts: ReadonlyMap<string, number>,
): Map<Endpoint, string> {
  const {giving, receiving} = exchanges(allocations, counts)
  const found = new Map<Endpoint, string>()
  for (const endpoint of endpoints) {
    const [to] = receiving.keys()
    if (to === undefined || !giving.has(endpoint.zone!)) continue
    found.set(endpoint, to)
    takeOne(giving, endpoint.zone!)
    takeOne(receiving, to)
  }
  return found
}

/** How many whole endpoints zones give and receive: from the one that has most too many to the one that lacks most. */
function exchanges(allocations: ReadonlyMap<string, Allocation>, counts: ReadonlyMap<string, number>) {
  const surplus = new Map<string, number>()
  const lack = new Map<string, number>()
  for (const [zone, {desired}] of allocations) {
    const difference = (counts.get(zone) ?? 0) - desired
    if (difference > 0) surplus.set(zone, difference)
    if (difference < 0) lack.set(zone, -difference)
  }
  const giving = new Map<string, number>()
  const receiving = new Map<string, number>()
  for (;;) {
    const from = most(surplus)
    const to = most(lack)
    if (!from || !to || (from.count < 1 && to.count < 1) || from.count < 0.5 || to.count < 0.5)
      return {giving, receiving}
    add(giving, from.zone, 1)
    add(surplus, from.zone, -1)
    add(receiving, to.zone, 1)
    add(lack, to.zone, -1)
  }
}

function most(zones: ReadonlyMap<string, number>): {zone: string; count: number} | undefined {
  let found: {zone: string; count: number} | undefined
  for (const [zone, count] of zones) if (count > (found?.count ?? 0)) found = {zone, count}
  return found
}

function add(counts: Map<string, number>, zone: string, count: number): void {
  counts.set(zone, (counts.get(zone) ?? 0) + count)
}

function takeOne(counts: Map<string, number>, zone: string): void {
  if (counts.get(zone) === 1) counts.delete(zone)
  else add(counts, zone, -1)
}
