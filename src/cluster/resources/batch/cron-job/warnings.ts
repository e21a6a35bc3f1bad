import type {CronJob} from '../../../../api/kinds.ts'
import {podNameWarnings} from '../../core/pod/template-warnings.ts'
import {sameMeaning} from '../../validation/equality.ts'
import {jobSpecWarnings} from '../job/warnings.ts'

export function cronJobWarnings(cronJob: CronJob, old?: CronJob): string[] {
  const own = old ? [] : podNameWarnings(cronJob)
  const isNew = !old || !sameMeaning(cronJob.spec, old.spec)
  return [...own, ...(isNew ? jobSpecWarnings('spec.jobTemplate.spec', cronJob.spec?.jobTemplate.spec) : [])]
}
