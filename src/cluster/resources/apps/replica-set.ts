import type {ReplicaSet} from '../../../api/kinds.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'

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
})
