import {allocateSeats} from './allocate-seats.ts'
import type {PriorityLevel} from './priority-level.ts'

/**
 * Sets how many seats each level has until the next adjustment: a busy one borrows what others neither use nor have used of late, within what they may lend and
 * it may borrow (KEP-1040). Returns which fraction of its target every level could have.
 */
export function lendSeats(levels: readonly PriorityLevel[]): number {
  const total = levels.reduce((sum, {limits}) => sum + limits.nominal, 0)
  const exempt = levels.filter(level => level.exempt)
  const limited = levels.filter(level => !level.exempt)
  for (const level of exempt) level.setSeats(Math.max(level.limits.lower, level.demand.statistics.highest))
  const rest = exempt.reduce((left, {seats}) => left - seats, total)
  const neededBy = ({limits: {lower, nominal}, demand}: PriorityLevel): number =>
    Math.max(lower, Math.min(nominal, demand.statistics.highest))
  const least = limited.reduce((sum, {limits}) => sum + limits.lower, 0)
  const needed = limited.reduce((sum, level) => sum + neededBy(level), 0)
  for (const level of limited) level.target = Math.max(neededBy(level), level.demand.statistics.smoothed)
  if (rest <= least) {
    for (const level of limited) level.setSeats(level.limits.lower)
    return 0
  }
  if (rest <= needed) {
    const share = (rest - least) / (needed - least)
    for (const level of limited)
      level.setSeats(level.limits.lower + Math.round((neededBy(level) - level.limits.lower) * share))
    return 0
  }
  const found = allocateSeats(
    total,
    limited.map(level => ({target: level.target, lower: neededBy(level), upper: level.limits.upper})),
  )
  if (!found) return 0
  for (const [index, level] of limited.entries()) level.setSeats(Math.round(found.allocations[index]!))
  return found.fraction
}
