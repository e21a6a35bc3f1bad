import type {Job, Pod} from '../../../api/kinds.ts'
import {objectKey} from '../../../api/object.ts'

type Rule = NonNullable<NonNullable<Job['spec']>['podFailurePolicy']>['rules'][number]

export interface FailureVerdict {
  action: 'Count' | 'FailIndex' | 'FailJob' | 'Ignore'
  /** Why the job fails, when it does. */
  message?: string
}

/** What a job's policy says of a failed pod: the first rule that matches decides; without one the failure counts. */
export function judgeFailure(job: Job, pod: Pod): FailureVerdict {
  for (const [index, rule] of (job.spec?.podFailurePolicy?.rules ?? []).entries()) {
    const why = matchExitCodes(rule, pod) ?? matchConditions(rule, pod)
    if (!why) continue
    const action = rule.action as FailureVerdict['action']
    return {action, message: `${why} matching ${action} rule at index ${index}`}
  }
  return {action: 'Count'}
}

function matchExitCodes({onExitCodes}: Rule, pod: Pod): string | undefined {
  if (!onExitCodes) return undefined
  const {containerName, operator, values} = onExitCodes
  const statuses = [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])]
  for (const {name, state} of statuses) {
    const code = state?.terminated?.exitCode
    if (code === undefined || code === 0 || (containerName && containerName !== name)) continue
    if (values.includes(code) === (operator === 'In'))
      return `Container ${name} for pod ${objectKey(pod)} failed with exit code ${code}`
  }
  return undefined
}

function matchConditions({onPodConditions = []}: Rule, pod: Pod): string | undefined {
  for (const {type, status = 'True'} of onPodConditions)
    if (pod.status?.conditions?.some(condition => condition.type === type && condition.status === status))
      return `Pod ${objectKey(pod)} has condition ${type}`
  return undefined
}
