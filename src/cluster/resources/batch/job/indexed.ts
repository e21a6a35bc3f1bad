import {invalidValue, notSupported, required} from '../../../../api/field-error.ts'
import type {Errors} from '../../validation/errors.ts'
import type {JobSpec} from './validate.ts'

const most = 100_000
const soft = 100_000
const mostWhenMany = 10_000

/** What holds for jobs whose pods are numbered, and what others may not say. */
export function* validateIndexedJob(path: string, spec: JobSpec): Errors {
  const {completionMode: mode, completions, parallelism, maxFailedIndexes, backoffLimitPerIndex} = spec
  if (mode !== undefined && mode !== 'NonIndexed' && mode !== 'Indexed')
    yield notSupported(`${path}.completionMode`, mode, ['NonIndexed', 'Indexed'])
  if (mode === undefined || mode === 'NonIndexed') {
    for (const [field, value] of Object.entries({backoffLimitPerIndex, maxFailedIndexes}))
      if (value !== undefined) yield invalidValue(`${path}.${field}`, value, 'requires indexed completion mode')
    return
  }
  if (mode !== 'Indexed') return
  if (completions === undefined) yield required(`${path}.completions`, 'when completion mode is Indexed')
  if (parallelism !== undefined && parallelism > most)
    yield invalidValue(
      `${path}.parallelism`,
      parallelism,
      `must be less than or equal to ${most} when completion mode is Indexed`,
    )
  const at = `${path}.maxFailedIndexes`
  if (completions !== undefined && maxFailedIndexes !== undefined && maxFailedIndexes > completions)
    yield invalidValue(at, maxFailedIndexes, 'must be less than or equal to completions')
  if (maxFailedIndexes !== undefined && maxFailedIndexes > most)
    yield invalidValue(at, maxFailedIndexes, `must be less than or equal to ${most}`)
  if ((completions ?? 0) > soft && backoffLimitPerIndex !== undefined) yield* manyCompletions(path, spec)
}

function* manyCompletions(path: string, {parallelism, maxFailedIndexes}: JobSpec): Errors {
  const when = `when completions are above ${soft} and used with backoff limit per index`
  if (maxFailedIndexes === undefined)
    yield required(`${path}.maxFailedIndexes`, `must be specified when completions is above ${soft}`)
  for (const [field, value] of Object.entries({parallelism, maxFailedIndexes}))
    if (value !== undefined && value > mostWhenMany)
      yield invalidValue(`${path}.${field}`, value, `must be less than or equal to ${mostWhenMany} ${when}`)
}
