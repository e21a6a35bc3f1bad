import type {CronJob} from '../../../api/kinds.ts'
import {ageColumn, integer, nameColumn, since, text, wide} from '../columns.ts'
import {containerColumns} from '../container-columns.ts'
import {dropDisabledInTemplate} from '../core/pod/disabled-fields.ts'
import {defineResource} from '../define-resource.ts'
import {selectorText} from '../selector-text.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {setCronJobDefaults} from './cron-job/defaults.ts'
import {validateCronJob, validateCronJobUpdate} from './cron-job/validate.ts'
import {cronJobWarnings} from './cron-job/warnings.ts'

export const cronJob = defineResource<CronJob>({
  group: 'batch',
  version: 'v1',
  kind: 'CronJob',
  plural: 'cronjobs',
  singular: 'cronjob',
  shortNames: ['cj'],
  categories: ['all'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.batch.v1.CronJob',
  storage: {prefix: '/registry/cronjobs'},
  storageVersionHash: 'sd5LIXh4Fjs=',
  subresources: {
    status: {kind: 'CronJob', verbs: readWriteVerbs},
  },
  generation: true,
  unconditionalUpdate: true,
  defaults: setCronJobDefaults,
  dropDisabled: ({spec}, {features, old}) =>
    dropDisabledInTemplate(spec?.jobTemplate ?? {}, {features, old: old?.spec?.jobTemplate}),
  validate: validateCronJob,
  validateUpdate: validateCronJobUpdate,
  warnings: cronJobWarnings,
  columns: [
    nameColumn,
    text('Schedule', ({spec}) => spec?.schedule ?? ''),
    text('Timezone', ({spec}) => spec?.timeZone ?? '<none>'),
    {
      ...text<CronJob>('Suspend', ({spec}) =>
        spec?.suspend === undefined ? '<unset>' : spec.suspend ? 'True' : 'False',
      ),
      type: 'boolean',
    },
    integer('Active', ({status}) => status?.active?.length ?? 0),
    text('Last Schedule', ({status}, context) =>
      status?.lastScheduleTime ? since(status.lastScheduleTime, context) : '<none>',
    ),
    ageColumn,
    ...containerColumns<CronJob>(({spec}) => spec?.jobTemplate.spec?.template.spec?.containers),
    wide(text('Selector', ({spec}) => selectorText(spec?.jobTemplate.spec?.selector) || '<none>')),
  ],
})
