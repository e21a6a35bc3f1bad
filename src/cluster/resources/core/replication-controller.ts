import type {ReplicationController} from '../../../api/kinds.ts'
import {validateReplicaSetStatus} from '../apps/replica-set/validate.ts'
import {ageColumn, integer, nameColumn, text, wide} from '../columns.ts'
import {containerColumns} from '../container-columns.ts'
import {defineResource} from '../define-resource.ts'
import {labelsText} from '../selector-text.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {templateHook} from './pod/disabled-fields.ts'
import {podNameWarnings, templateWarnings} from './pod/template-warnings.ts'
import {setReplicationControllerDefaults} from './replication-controller/defaults.ts'
import {validateReplicationController, validateReplicationControllerUpdate} from './replication-controller/validate.ts'

export const replicationController = defineResource<ReplicationController>({
  group: '',
  version: 'v1',
  kind: 'ReplicationController',
  plural: 'replicationcontrollers',
  singular: 'replicationcontroller',
  shortNames: ['rc'],
  categories: ['all'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.core.v1.ReplicationController',
  storage: {prefix: '/registry/controllers'},
  storageVersionHash: 'Jond2If31h0=',
  defaultPropagation: 'Orphan',
  subresources: {
    scale: {kind: 'Scale', group: 'autoscaling', version: 'v1', verbs: readWriteVerbs},
    status: {kind: 'ReplicationController', verbs: readWriteVerbs},
  },
  generation: true,
  unconditionalUpdate: true,
  fieldSelectors: {'status.replicas': ({status}) => String(status?.replicas ?? 0)},
  defaults: setReplicationControllerDefaults,
  dropDisabled: templateHook,
  validate: validateReplicationController,
  validateUpdate: validateReplicationControllerUpdate,
  validateStatusUpdate: validateReplicaSetStatus,
  warnings: controllerWarnings,
  columns: [
    nameColumn,
    integer('Desired', ({spec}) => spec?.replicas ?? 0),
    integer('Current', ({status}) => status?.replicas ?? 0),
    integer('Ready', ({status}) => status?.readyReplicas ?? 0),
    ageColumn,
    ...containerColumns<ReplicationController>(({spec}) => spec?.template?.spec?.containers),
    wide(text('Selector', ({spec}) => labelsText(spec?.selector))),
  ],
})

/** An update is warned of the template that it replaces: Kubernetes has the two the wrong way round here. */
function controllerWarnings(controller: ReplicationController, old?: ReplicationController): string[] {
  return old ? templateWarnings(old, controller) : [...podNameWarnings(controller), ...templateWarnings(controller)]
}
