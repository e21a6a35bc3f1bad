import {humanDuration} from '../../../../api/duration.ts'
import type {Job} from '../../../../api/kinds.ts'
import {ageColumn, nameColumn, text, wide} from '../../columns.ts'
import {containerColumns} from '../../container-columns.ts'
import type {Column, ColumnContext} from '../../define-resource.ts'
import {selectorText} from '../../selector-text.ts'

export const jobColumns: Column<Job>[] = [
  nameColumn,
  text('Status', jobStatus),
  text('Completions', completions),
  text('Duration', duration),
  ageColumn,
  ...containerColumns<Job>(({spec}) => spec?.template.spec?.containers),
  wide(text('Selector', ({spec}) => selectorText(spec?.selector) || '<none>')),
]

function jobStatus({metadata, status}: Job): string {
  const has = (type: string) => status?.conditions?.find(condition => condition.type === type)?.status === 'True'
  if (has('Complete')) return 'Complete'
  if (has('Failed')) return 'Failed'
  if (metadata.deletionTimestamp) return 'Terminating'
  return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(has) ?? 'Running'
}

function completions({spec, status}: Job): string {
  const succeeded = status?.succeeded ?? 0
  if (spec?.completions !== undefined) return `${succeeded}/${spec.completions}`
  const parallelism = spec?.parallelism ?? 0
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`
}

function duration({status}: Job, {now}: ColumnContext): string {
  if (!status?.startTime) return ''
  const end = status.completionTime ? Date.parse(status.completionTime) : now
  return humanDuration(end - Date.parse(status.startTime))
}
