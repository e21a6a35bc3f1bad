/** What a priority level asks of the seats there are. */
export interface SeatClaim {
  target: number
  lower: number
  upper: number
}

/** A target of nothing would have no share of anything. */
const leastTarget = 0.001
const epsilon = 1e-7

/**
 * Divides so many seats among levels in proportion to their targets, none getting less than its lower or more than its upper bound (KEP-1040). The
 * fraction is what of its target each level gets whose bounds do not matter. Undefined where the bounds leave no way.
 */
export function allocateSeats(
  seats: number,
  claims: readonly SeatClaim[],
): {allocations: number[]; fraction: number} | undefined {
  const sumOf = (read: (claim: SeatClaim) => number) => claims.reduce((sum, claim) => sum + read(claim), 0)
  const [lowest, highest] = [sumOf(({lower}) => lower), sumOf(({upper}) => upper)]
  if (lowest - seats > epsilon || seats - highest > epsilon) return undefined
  const targetOf = ({target}: SeatClaim): number => Math.max(target, leastTarget)
  const given = (fraction: number): number[] =>
    claims.map(claim => Math.max(claim.lower, Math.min(claim.upper, fraction * targetOf(claim))))
  const totalAt = (fraction: number): number => given(fraction).reduce((sum, part) => sum + part, 0)
  // Between two neighbouring bounds the total grows in a straight line.
  const turns = claims.flatMap(claim => [claim.lower / targetOf(claim), claim.upper / targetOf(claim)])
  const ordered = [...turns].sort((a, b) => a - b)
  let [before, after] = [ordered[0] ?? 0, ordered.at(-1) ?? 0]
  for (const turn of ordered) {
    if (totalAt(turn) <= seats) before = turn
    else {
      after = turn
      break
    }
  }
  const [from, to] = [totalAt(before), totalAt(after)]
  const fraction = to - from < epsilon ? before : before + ((seats - from) / (to - from)) * (after - before)
  return {allocations: given(fraction), fraction}
}
