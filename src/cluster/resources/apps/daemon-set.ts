import type {DaemonSet} from '../../../api/kinds.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'

export const daemonSet = defineResource<DaemonSet>({
  group: 'apps',
  version: 'v1',
  kind: 'DaemonSet',
  plural: 'daemonsets',
  singular: 'daemonset',
  shortNames: ['ds'],
  categories: ['all'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.apps.v1.DaemonSet',
  storage: {prefix: '/registry/daemonsets'},
  storageVersionHash: 'dd7pWHUlMKQ=',
  subresources: {
    status: {kind: 'DaemonSet', verbs: readWriteVerbs},
  },
  generation: true,
  unconditionalUpdate: true,
})
