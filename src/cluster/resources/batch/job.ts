import type {Job} from '../../../api/kinds.ts'
import {templateHook} from '../core/pod/disabled-fields.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {jobColumns} from './job/columns.ts'
import {setJobDefaults} from './job/defaults.ts'
import {validateJobStatus} from './job/status.ts'
import {copyTemplateLabels, prepareForCreate} from './job/strategy.ts'
import {validateJob, validateJobUpdate} from './job/validate.ts'
import {jobWarnings} from './job/warnings.ts'

export const job = defineResource<Job>({
  group: 'batch',
  version: 'v1',
  kind: 'Job',
  plural: 'jobs',
  singular: 'job',
  categories: ['all'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.batch.v1.Job',
  storage: {prefix: '/registry/jobs'},
  storageVersionHash: 'mudhfqk/qZY=',
  defaultPropagation: 'Orphan',
  defaultPropagationWarning:
    'child pods are preserved by default when jobs are deleted; ' +
    'set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning',
  subresources: {
    status: {kind: 'Job', verbs: readWriteVerbs},
  },
  generation: true,
  unconditionalUpdate: true,
  unknownField: {message: field => `field label ${JSON.stringify(field)} not supported for Job`},
  fieldSelectors: {'status.successful': ({status}) => String(status?.succeeded ?? 0)},
  defaults: setJobDefaults,
  prepareForCreate,
  canonicalize: copyTemplateLabels,
  dropDisabled: templateHook,
  validate: validateJob,
  validateUpdate: validateJobUpdate,
  validateStatusUpdate: validateJobStatus,
  warnings: jobWarnings,
  columns: jobColumns,
})
