import type {ReplicaSet} from '../../../api/kinds.ts'
import {ageColumn, integer, nameColumn, text, wide} from '../columns.ts'
import {containerColumns} from '../container-columns.ts'
import {setPodTemplateDefaults} from '../core/pod/defaults.ts'
import {templateHook} from '../core/pod/disabled-fields.ts'
import {podNameWarnings, templateWarnings} from '../core/pod/template-warnings.ts'
import {defineResource} from '../define-resource.ts'
import {dropGated} from '../gated-fields.ts'
import {selectorText} from '../selector-text.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'
import {validateReplicaSet, validateReplicaSetStatus, validateReplicaSetUpdate} from './replica-set/validate.ts'
import {terminatingReplicas} from './terminating-replicas.ts'

export const replicaSet = defineResource<ReplicaSet>({
  group: 'apps',
  version: 'v1',
  kind: 'ReplicaSet',
  plural: 'replicasets',
  singular: 'replicaset',
  shortNames: ['rs'],
  categories: ['all'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.apps.v1.ReplicaSet',
  storage: {prefix: '/registry/replicasets'},
  storageVersionHash: 'P1RzHs8/mWQ=',
  subresources: {
    scale: {kind: 'Scale', group: 'autoscaling', version: 'v1', verbs: readWriteVerbs},
    status: {kind: 'ReplicaSet', verbs: readWriteVerbs},
  },
  generation: true,
  unconditionalUpdate: true,
  defaults({spec}) {
    if (!spec) return
    setPodTemplateDefaults(spec.template)
    spec.replicas ??= 1
  },
  prepareForStatusUpdate(set, old, {features}) {
    set.spec = old.spec
    dropGated([terminatingReplicas], set, {features, old})
  },
  completeEmpty(object) {
    object.spec = {replicas: 0, ...object.spec} as typeof object.spec
  },
  dropDisabled: templateHook,
  validate: validateReplicaSet,
  validateUpdate: validateReplicaSetUpdate,
  validateStatusUpdate: validateReplicaSetStatus,
  warnings: (object, old) => [...(old ? [] : podNameWarnings(object)), ...templateWarnings(object, old)],
  columns: [
    nameColumn,
    integer('Desired', ({spec}) => spec?.replicas ?? 0),
    integer('Current', ({status}) => status?.replicas ?? 0),
    integer('Ready', ({status}) => status?.readyReplicas ?? 0),
    ageColumn,
    ...containerColumns<ReplicaSet>(({spec}) => spec?.template?.spec?.containers),
    wide(text('Selector', ({spec}) => selectorText(spec?.selector) || '<none>')),
  ],
})
