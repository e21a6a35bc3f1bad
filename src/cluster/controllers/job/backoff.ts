import type {Pod} from '../../../api/kinds.ts'
import {finishTime, hasSucceeded} from './job-pods.ts'

const firstDelay = 10_000
const longestDelay = 600_000

/** How long until a job may make pods again after those of its pods that failed since the last success; milliseconds. */
export function remainingBackoff(finished: readonly Pod[], now: number): number {
  const ends = finished.map(pod => ({end: finishTime(pod, now), success: hasSucceeded(pod)}))
  ends.sort((a, b) => a.end - b.end)
  const lastSuccess = ends.map(({success}) => success).lastIndexOf(true)
  const failures = ends.slice(lastSuccess + 1)
  const last = failures.at(-1)
  return last ? Math.max(0, last.end + delayAfter(failures.length) - now) : 0
}

/** 10 s, doubling with each failure in a row, at most 10 minutes. */
export const delayAfter = (failures: number): number =>
  failures === 0 ? 0 : Math.min(firstDelay * 2 ** (failures - 1), longestDelay)
