import type {Deployment} from '../../../api/kinds.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'

export const deployment = defineResource<Deployment>({
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  singular: 'deployment',
  shortNames: ['deploy'],
  categories: ['all'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.apps.v1.Deployment',
  storage: {prefix: '/registry/deployments'},
  storageVersionHash: '8aSe+NMegvE=',
  subresources: {
    scale: {kind: 'Scale', group: 'autoscaling', version: 'v1', verbs: readWriteVerbs},
    status: {kind: 'Deployment', verbs: readWriteVerbs},
  },
  generation: true,
  unconditionalUpdate: true,
})
