import type {PriorityLevelConfiguration} from '../../../api/kinds.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {allMetadata} from '../metadata/kept-on-status-update.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {setPriorityLevelDefaults} from './priority-level/defaults.ts'
import {validatePriorityLevel, validatePriorityLevelStatus} from './priority-level/validate.ts'

export const priorityLevelConfiguration = defineResource<PriorityLevelConfiguration>({
  group: 'flowcontrol.apiserver.k8s.io',
  version: 'v1',
  kind: 'PriorityLevelConfiguration',
  plural: 'prioritylevelconfigurations',
  singular: 'prioritylevelconfiguration',
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.flowcontrol.v1.PriorityLevelConfiguration',
  storage: {prefix: '/registry/prioritylevelconfigurations'},
  storageVersionHash: 'Kir5PVfvNeI=',
  subresources: {
    status: {kind: 'PriorityLevelConfiguration', verbs: readWriteVerbs},
  },
  generation: true,
  unconditionalUpdate: true,
  defaults: setPriorityLevelDefaults,
  keptOnStatusUpdate: allMetadata,
  validate: validatePriorityLevel,
  validateStatusUpdate: validatePriorityLevelStatus,
  columns: [
    nameColumn,
    text('Type', ({spec}) => spec?.type ?? ''),
    text('NominalConcurrencyShares', ({spec}) =>
      spec?.limited ? (spec.limited.nominalConcurrencyShares ?? 0) : '<none>',
    ),
    text('Queues', ({spec}) => spec?.limited?.limitResponse?.queuing?.queues ?? '<none>'),
    text('HandSize', ({spec}) => spec?.limited?.limitResponse?.queuing?.handSize ?? '<none>'),
    text('QueueLengthLimit', ({spec}) => spec?.limited?.limitResponse?.queuing?.queueLengthLimit ?? '<none>'),
    ageColumn,
  ],
})
