import type {Job} from '../../../api/kinds.ts'
import {parseIndexes} from './completion-index.ts'

/** Why a job counts as succeeded although not every index is done; undefined when it does not. */
export function metSuccessPolicy(job: Job, succeeded: ReadonlySet<number>): string | undefined {
  for (const [index, rule] of (job.spec?.successPolicy?.rules ?? []).entries()) {
    const wanted = rule.succeededIndexes === undefined ? undefined : parseIndexes(rule.succeededIndexes)
    const matching = wanted ? [...wanted].filter(number => succeeded.has(number)).length : succeeded.size
    const needed = rule.succeededCount ?? wanted?.size
    if (needed !== undefined && matching >= needed) return `Matched rules at index ${index}`
  }
  return undefined
}
