import type {AllocatedDevices} from '../allocated-devices.ts'
import type {DeviceId} from '../device-id.ts'
import {type Candidate, candidatesOf} from './candidate.ts'
import type {MatchAttribute} from './match-attribute.ts'
import type {Pool} from './pools.ts'
import type {WantedRequest} from './wanted-request.ts'

/** The most devices of one claim. */
export const mostDevices = 32

/** One claim as the search sees it. */
export interface WantedClaim {
  /** `namespace/name`. */
  name: string
  /** Of each request, its alternatives. */
  requests: WantedRequest[][]
  constraints: MatchAttribute[]
}

/** One device of a claim's result, and the request that it is for. */
export interface Chosen {
  request: WantedRequest
  candidate: Candidate
}

/** The search has taken longer than it may. */
export class SearchTimeout extends Error {}

/** Where the search is: which claim's request, which of its alternatives, and how many devices that has already. */
interface Place {
  claim: number
  request: number
  alternative?: number
  device: number
}

type Outcome = 'found' | 'none' | 'tooMany'

/** How many steps go between two looks at the time. */
const stepsPerLook = 256

/**
 * Tries every device for every request in turn, taking back what leads nowhere, until all claims have what they want: the first solution is taken. A node's
 * search shares nothing with another's.
 */
export class Search {
  /** Of each claim, its devices. */
  readonly chosen: Chosen[][]
  private readonly claims: readonly WantedClaim[]
  private readonly pools: readonly {pool: Pool; candidates: Candidate[]}[]
  private readonly allocated: AllocatedDevices
  private readonly isOverdue: () => boolean
  /** Claims, by their place, that have a device now. */
  private readonly users = new Map<DeviceId, Set<number>>()
  private steps = 0

  constructor(
    claims: readonly WantedClaim[],
    pools: readonly Pool[],
    allocated: AllocatedDevices,
    isOverdue: () => boolean,
  ) {
    this.claims = claims
    this.chosen = claims.map(() => [])
    this.pools = pools.map(pool => ({pool, candidates: candidatesOf(pool)}))
    this.allocated = allocated
    this.isOverdue = isOverdue
  }

  /** Whether all claims can have their devices together. */
  run(): boolean {
    const outcome = this.next({claim: 0, request: 0, device: 0})
    if (outcome === 'tooMany') throw new Error('allocation max size exceeded')
    return outcome === 'found'
  }

  private next(place: Place): Outcome {
    this.steps += 1
    if (this.steps % stepsPerLook === 0 && this.isOverdue()) throw new SearchTimeout()
    const claim = this.claims[place.claim]
    if (!claim) return 'found'
    const alternatives = claim.requests[place.request]
    if (!alternatives) {
      const outcome = this.next({claim: place.claim + 1, request: 0, device: 0})
      // Another choice for an earlier claim may still leave this one fewer devices.
      return outcome === 'tooMany' ? 'none' : outcome
    }
    if (place.alternative === undefined) return this.firstOf(alternatives.length, place)
    const request = alternatives[place.alternative]!
    if (request.all?.length === 0) return 'none'
    if (place.device >= request.count) return this.next({claim: place.claim, request: place.request + 1, device: 0})
    if (this.chosen[place.claim]!.length + request.count - place.device > mostDevices) return 'tooMany'
    return request.all ? this.takeGiven(request, place) : this.takeAny(request, place)
  }

  /** The first alternative that works; too many devices are wanted only where every one of them wants too many. */
  private firstOf(alternatives: number, place: Place): Outcome {
    let tooMany = true
    for (let alternative = 0; alternative < alternatives; alternative += 1) {
      const outcome = this.next({...place, alternative})
      if (outcome === 'found') return outcome
      if (outcome !== 'tooMany') tooMany = false
    }
    return tooMany ? 'tooMany' : 'none'
  }

  /** Of "all devices" it is known which comes next; without it there is no solution. */
  private takeGiven(request: WantedRequest, place: Place): Outcome {
    const candidate = request.all![place.device]!
    if (!this.take(request, candidate, place, true)) return 'none'
    return this.goOn(request, candidate, place)
  }

  private takeAny(request: WantedRequest, place: Place): Outcome {
    for (const {pool, candidates} of this.pools) {
      if (pool.invalid) throw new Error(`pool ${pool.name} is invalid: ${pool.invalid}`)
      for (const candidate of candidates) {
        if (this.isTaken(request, candidate, place) || !request.matches(candidate)) continue
        if (!this.take(request, candidate, place, false)) continue
        const outcome = this.goOn(request, candidate, place)
        if (outcome !== 'none') return outcome
      }
    }
    return 'none'
  }

  private goOn(request: WantedRequest, candidate: Candidate, place: Place): Outcome {
    const outcome = this.next({...place, device: place.device + 1})
    if (outcome !== 'found') this.giveBack(request, candidate, place)
    return outcome
  }

  /** An administrator may look at any device, but at each only once in a claim. */
  private isTaken({adminAccess}: WantedRequest, {id}: Candidate, {claim}: Place): boolean {
    const users = this.users.get(id)
    return adminAccess ? (users?.has(claim) ?? false) : this.allocated.has(id) || (users?.size ?? 0) > 0
  }

  private take(request: WantedRequest, candidate: Candidate, place: Place, must: boolean): boolean {
    if (this.isTaken(request, candidate, place) || candidate.device.consumesCounters?.length) return false
    const {constraints, name} = this.claims[place.claim]!
    const refusing = constraints.findIndex(constraint => !constraint.add(request.name, candidate))
    if (refusing >= 0) {
      if (must)
        throw new Error(
          `claim ${name}, request ${request.name.split('/').at(-1)}: cannot add device ${candidate.id} because a claim constraint would not be satisfied`,
        )
      for (const constraint of constraints.slice(0, refusing)) constraint.remove(request.name)
      return false
    }
    this.users.set(candidate.id, (this.users.get(candidate.id) ?? new Set()).add(place.claim))
    this.chosen[place.claim]!.push({request, candidate})
    return true
  }

  private giveBack(request: WantedRequest, {id}: Candidate, {claim}: Place): void {
    for (const constraint of this.claims[claim]!.constraints) constraint.remove(request.name)
    this.users.get(id)!.delete(claim)
    this.chosen[claim]!.pop()
  }
}
