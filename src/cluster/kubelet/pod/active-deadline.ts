import type {PodFailure, PodWork} from './pod-work.ts'

/** The failure of a pod that has been active for as long as it may be; until then it is looked at again when it will have been. */
export function podDeadline(work: PodWork): PodFailure | undefined {
  const seconds = work.pod.spec!.activeDeadlineSeconds
  const start = work.pod.status?.startTime
  if (seconds === undefined || !start) return undefined
  const due = Date.parse(start) + seconds * 1000
  if (work.now < due) {
    work.wakeAt('deadline', due)
    return undefined
  }
  const failure = {
    reason: 'DeadlineExceeded',
    message: 'Pod was active on the node longer than the specified deadline',
  }
  work.record('Normal', failure.reason, failure.message)
  return failure
}
