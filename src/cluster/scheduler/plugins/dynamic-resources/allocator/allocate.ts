import type {DeviceAllocation, DeviceClass, Node, ResourceClaim, ResourceSlice} from '../../../../../api/kinds.ts'
import {objectKey} from '../../../../../api/object.ts'
import type {AllocatedDevices} from '../allocated-devices.ts'
import {configurationOf} from './configuration.ts'
import {MatchAttribute} from './match-attribute.ts'
import {nodesOf} from './node-selector.ts'
import {gatherPools, type Pool} from './pools.ts'
import {type Chosen, mostDevices, Search, type WantedClaim} from './search.ts'
import {alternativesOf, type WantedRequest} from './wanted-request.ts'

export {SearchTimeout} from './search.ts'

export interface AllocationInput {
  node: Node
  claims: readonly ResourceClaim[]
  /** Those that the node may reach, and perhaps others. */
  slices: Iterable<ResourceSlice>
  allocated: AllocatedDevices
  classOf(name: string): DeviceClass | undefined
  isOverdue(): boolean
}

/**
 * Devices for all claims on a node, in the claims' order; undefined where they cannot all be had there. Throws what is wrong with claims or classes wherever
 * one looks.
 */
export function allocate({
  node,
  claims,
  slices,
  allocated,
  classOf,
  isOverdue,
}: AllocationInput): DeviceAllocation[] | undefined {
  const pools = gatherPools(slices, node)
  const wanted = claims.map(claim => wantedClaim(claim, classOf, pools))
  const search = new Search(wanted, pools, allocated, isOverdue)
  return search.run()
    ? claims.map((claim, index) => allocationOf(claim, wanted[index]!, search.chosen[index]!))
    : undefined
}

function wantedClaim(claim: ResourceClaim, classOf: AllocationInput['classOf'], pools: readonly Pool[]): WantedClaim {
  const name = objectKey(claim)
  const {requests, constraints} = claim.spec?.devices ?? {}
  // A claim without requests says null.
  const alternatives = (requests ?? []).map(request => alternativesOf(request, claim, classOf, pools))
  const least = alternatives.reduce((sum, each) => sum + Math.min(...each.map(({count}) => count)), 0)
  if (least > mostDevices)
    throw new Error(`claim ${name}: number of requested devices ${least} exceeds the claim limit of ${mostDevices}`)
  return {
    name,
    requests: alternatives,
    constraints: (constraints ?? []).map(({matchAttribute, requests: of}, index) => {
      if (matchAttribute === undefined)
        throw new Error(`claim ${name}, constraint #${index}: empty constraint (unsupported constraint type?)`)
      return new MatchAttribute(matchAttribute, of)
    }),
  }
}

function allocationOf(claim: ResourceClaim, wanted: WantedClaim, chosen: readonly Chosen[]): DeviceAllocation {
  const config = configurationOf(claim, chosenRequests(wanted, chosen))
  const nodeSelector = nodesOf(chosen.map(({candidate}) => candidate))
  const results = chosen.map(({request, candidate}) => ({
    request: request.name,
    driver: candidate.driver,
    pool: candidate.pool,
    device: candidate.device.name,
    ...(request.adminAccess && {adminAccess: true}),
  }))
  return {
    devices: {
      ...(results.length > 0 && {results}),
      ...(config.length > 0 && {config}),
    },
    ...(nodeSelector && {nodeSelector}),
  }
}

/** Of each request, the alternative that it came to. */
const chosenRequests = ({requests}: WantedClaim, chosen: readonly Chosen[]): WantedRequest[] =>
  requests.map(
    alternatives => alternatives.find(each => chosen.some(({request}) => request === each)) ?? alternatives[0]!,
  )
