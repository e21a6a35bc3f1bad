import type {StatefulSet} from '../../../api/kinds.ts'
import {ageColumn, nameColumn, text} from '../columns.ts'
import {containerColumns} from '../container-columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'

export const statefulSet = defineResource<StatefulSet>({
  group: 'apps',
  version: 'v1',
  kind: 'StatefulSet',
  plural: 'statefulsets',
  singular: 'statefulset',
  shortNames: ['sts'],
  categories: ['all'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.apps.v1.StatefulSet',
  storage: {prefix: '/registry/statefulsets'},
  storageVersionHash: 'H+vl74LkKdo=',
  subresources: {
    scale: {kind: 'Scale', group: 'autoscaling', version: 'v1', verbs: readWriteVerbs},
    status: {kind: 'StatefulSet', verbs: readWriteVerbs},
  },
  generation: true,
  unconditionalUpdate: true,
  columns: [
    nameColumn,
    text('Ready', ({spec, status}) => `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`),
    ageColumn,
    ...containerColumns<StatefulSet>(({spec}) => spec?.template.spec?.containers),
  ],
})
