import {invalidValue, required, tooLong, tooMany} from '../../../../api/field-error.ts'
import {type Errors, each} from '../../validation/errors.ts'
import {nonNegative} from '../../validation/numbers.ts'
import {countIndexes} from './index-ranges.ts'
import type {JobSpec} from './validate.ts'

type Rule = NonNullable<JobSpec['successPolicy']>['rules'][number]

const mostRules = 20
const indexesLimit = 64 * 1024

/** When a numbered job is a success before all of it is. */
export function* validateSuccessPolicy(path: string, spec: JobSpec): Errors {
  const rules = spec.successPolicy?.rules ?? []
  if (spec.completionMode !== 'Indexed') {
    const shown = rules.map(({succeededIndexes, succeededCount}) => ({
      SucceededIndexes: succeededIndexes ?? null,
      SucceededCount: succeededCount ?? null,
    }))
    yield invalidValue(path, {Rules: shown}, 'requires indexed completion mode')
    return
  }
  if (rules.length === 0)
    yield required(`${path}.rules`, 'at least one rules must be specified when the successPolicy is specified')
  if (rules.length > mostRules) yield tooMany(`${path}.rules`, rules.length, mostRules)
  yield* each(`${path}.rules`, rules, (rule, at) => ruleErrors(at, rule, spec.completions ?? 0))
}

function* ruleErrors(path: string, {succeededCount, succeededIndexes}: Rule, completions: number): Errors {
  if (succeededCount === undefined && succeededIndexes === undefined)
    yield required(path, 'at least one of succeededCount or succeededIndexes must be specified')
  let total = 0
  if (succeededIndexes !== undefined) {
    const at = `${path}.succeededIndexes`
    if (succeededIndexes.length > indexesLimit) yield tooLong(at, indexesLimit)
    const counted = countIndexes(succeededIndexes, completions)
    if ('problem' in counted)
      yield invalidValue(at, succeededIndexes, `error parsing succeededIndexes: ${counted.problem}`)
    else total = counted.total
  }
  if (succeededCount === undefined) return
  const at = `${path}.succeededCount`
  const rule = 'must be less than or equal to'
  yield* nonNegative(at, succeededCount)
  if (succeededCount > completions)
    yield invalidValue(at, succeededCount, `${rule} ${completions} (the number of specified completions)`)
  if (succeededIndexes !== undefined && succeededCount > total)
    yield invalidValue(
      at,
      succeededCount,
      `${rule} ${total} (the number of indexes in the specified succeededIndexes field)`,
    )
}
