import type {ReplicationController} from '../../../api/kinds.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'

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
  subresources: {
    scale: {kind: 'Scale', group: 'autoscaling', version: 'v1', verbs: readWriteVerbs},
    status: {kind: 'ReplicationController', verbs: readWriteVerbs},
  },
  generation: true,
  unconditionalUpdate: true,
})
