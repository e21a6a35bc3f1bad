import type {APIService} from '../../../api/kinds.ts'
import {type Availability, availableCondition} from './availability.ts'

/** The APIService with the condition that it deserves; itself where it has it. */
export function withAvailability(apiService: APIService, availability: Availability, now: string): APIService {
  const old = availableCondition(apiService)
  const {status, reason, message} = availability
  if (old?.status === status && old.reason === reason && old.message === message) return apiService
  const lastTransitionTime = old?.status === status && old.lastTransitionTime ? old.lastTransitionTime : now
  const condition = {type: 'Available', status, lastTransitionTime, reason, message}
  const others = apiService.status?.conditions?.filter(({type}) => type !== 'Available') ?? []
  return {...apiService, status: {...apiService.status, conditions: [...others, condition]}} as APIService
}
