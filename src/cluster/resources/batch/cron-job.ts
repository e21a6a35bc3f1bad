import type {CronJob} from '../../../api/kinds.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'

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
})
