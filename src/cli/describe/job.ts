import {humanDuration} from '../../api/duration.ts'
import type {Job} from '../../api/kinds.ts'
import {labelSelectorMatcher} from '../../api/selectors/index.ts'
import {millisecondsOf} from '../../api/time.ts'
import {describer} from './describer.ts'
import type {Description} from './description.ts'
import {writeAnnotations, writeController, writeLabels} from './parts/metadata.ts'
import {writePodTemplate} from './parts/pod-template.ts'
import {longTime} from './parts/values.ts'

/** A Job and how far it is. */
export const job = describer<Job>((object, out) => {
  const {metadata, spec} = object
  out.field(0, 'Name', metadata.name)
  out.field(0, 'Namespace', metadata.namespace)
  out.field(0, 'Selector', selectorText(spec?.selector))
  writeLabels(out, 'Labels', metadata.labels)
  writeAnnotations(out, 'Annotations', metadata.annotations)
  writeController(out, object)
  if (spec?.parallelism !== undefined) out.field(0, 'Parallelism', spec.parallelism)
  out.field(0, 'Completions', spec?.completions ?? '<unset>')
  if (spec?.completionMode) out.field(0, 'Completion Mode', spec.completionMode)
  if (spec?.suspend !== undefined) out.field(0, 'Suspend', spec.suspend)
  if (spec?.backoffLimit !== undefined) out.field(0, 'Backoff Limit', spec.backoffLimit)
  if (spec?.ttlSecondsAfterFinished !== undefined)
    out.field(0, 'TTL Seconds After Finished', spec.ttlSecondsAfterFinished)
  writeTimes(out, object)
  writeCounts(out, object)
  writePodTemplate(out, spec?.template)
})

/** A selector in its canonical form, or why there is none. */
export function selectorText(selector: Parameters<typeof labelSelectorMatcher>[0]): string {
  try {
    return labelSelectorMatcher(selector).toString()
  } catch (error) {
    return `Failed to get selector: ${(error as Error).message}`
  }
}

function writeTimes(out: Description, {spec, status = {}}: Job): void {
  const {startTime, completionTime} = status
  if (startTime) out.field(0, 'Start Time', longTime(startTime))
  if (completionTime) out.field(0, 'Completed At', longTime(completionTime))
  if (startTime && completionTime)
    out.field(0, 'Duration', humanDuration(millisecondsOf(completionTime) - millisecondsOf(startTime)))
  if (spec?.activeDeadlineSeconds !== undefined)
    out.field(0, 'Active Deadline Seconds', `${spec.activeDeadlineSeconds}s`)
}

function writeCounts(out: Description, {spec, status = {}}: Job): void {
  const {active = 0, ready, succeeded = 0, failed = 0, completedIndexes = ''} = status
  const ofThem = ready === undefined ? '' : ` (${ready} Ready)`
  out.field(0, 'Pods Statuses', `${active} Active${ofThem} / ${succeeded} Succeeded / ${failed} Failed`)
  if (spec?.completionMode === 'Indexed') out.field(0, 'Completed Indexes', cappedIndexes(completedIndexes, 50))
}

/** Cut at the first comma behind the limit. */
function cappedIndexes(indexes: string, limit: number): string {
  if (indexes === '') return '<none>'
  const comma = indexes.indexOf(',', limit)
  return comma < 0 ? indexes : `${indexes.slice(0, comma + 1)}...`
}
