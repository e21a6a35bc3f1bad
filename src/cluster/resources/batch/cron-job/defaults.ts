import type {CronJob} from '../../../../api/kinds.ts'
import {setJobTemplateDefaults} from '../job/defaults.ts'

export function setCronJobDefaults({spec}: CronJob): void {
  if (!spec) return
  if (spec.jobTemplate.spec) setJobTemplateDefaults(spec.jobTemplate.spec)
  spec.concurrencyPolicy ||= 'Allow'
  spec.suspend ??= false
  spec.successfulJobsHistoryLimit ??= 3
  spec.failedJobsHistoryLimit ??= 1
}
