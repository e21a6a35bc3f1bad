import type {Candidate} from './victims.ts'

/** The node where preemption hurts least, by kube-scheduler's criteria in their order. */
export function chooseCandidate(candidates: Candidate[]): Candidate | undefined {
  let left = candidates
  for (const pain of criteria) {
    if (left.length <= 1) break
    const least = Math.min(...left.map(pain))
    left = left.filter(candidate => pain(candidate) === least)
  }
  return left[0]
}

const priority = (candidate: Candidate, index: number): number =>
  candidate.victims[index]?.spec?.priority ?? Number.MIN_SAFE_INTEGER

const criteria: ((candidate: Candidate) => number)[] = [
  ({violations}) => violations,
  candidate => priority(candidate, 0),
  // Shifted so that many victims of negative priority do not count as less.
  ({victims}) => victims.reduce((sum, victim) => sum + (victim.spec?.priority ?? 0) + 2 ** 31, 0),
  ({victims}) => victims.length,
  candidate => -latestStart(candidate),
]

/** When the longest-running of the most important victims started: the later, the less is lost. */
function latestStart({victims}: Candidate): number {
  const top = victims[0]?.spec?.priority ?? 0
  const starts = victims
    .filter(victim => (victim.spec?.priority ?? 0) === top)
    .map(victim => Date.parse(victim.status?.startTime ?? '') || 0)
  return Math.min(...starts)
}
