import type {CronJob} from '../../api/kinds.ts'
import {describer} from './describer.ts'
import {selectorText} from './job.ts'
import {writeAnnotations, writeLabels} from './parts/metadata.ts'
import {writePodTemplate} from './parts/pod-template.ts'
import {booleanText, longTime, orNone} from './parts/values.ts'

/** A CronJob, what it makes and when it last did. */
export const cronJob = describer<CronJob>(({metadata, spec, status = {}}, out) => {
  out.field(0, 'Name', metadata.name)
  out.field(0, 'Namespace', metadata.namespace)
  writeLabels(out, 'Labels', metadata.labels)
  writeAnnotations(out, 'Annotations', metadata.annotations)
  out.field(0, 'Schedule', spec?.schedule)
  out.field(0, 'Concurrency Policy', spec?.concurrencyPolicy)
  out.field(0, 'Suspend', booleanText(spec?.suspend))
  out.field(0, 'Successful Job History Limit', spec?.successfulJobsHistoryLimit ?? '<unset>')
  out.field(0, 'Failed Job History Limit', spec?.failedJobsHistoryLimit ?? '<unset>')
  const deadline = spec?.startingDeadlineSeconds
  out.field(0, 'Starting Deadline Seconds', deadline === undefined ? '<unset>' : `${deadline}s`)
  const template = spec?.jobTemplate.spec
  out.field(0, 'Selector', template?.selector ? selectorText(template.selector) : '<unset>')
  out.field(0, 'Parallelism', template?.parallelism ?? '<unset>')
  out.field(0, 'Completions', template?.completions ?? '<unset>')
  if (template?.activeDeadlineSeconds !== undefined)
    out.field(0, 'Active Deadline Seconds', `${template.activeDeadlineSeconds}s`)
  writePodTemplate(out, template?.template)
  out.field(0, 'Last Schedule Time', status.lastScheduleTime ? longTime(status.lastScheduleTime) : '<unset>')
  out.field(0, 'Active Jobs', orNone((status.active ?? []).map(({name = ''}) => name).join(', ')))
})
