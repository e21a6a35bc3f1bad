import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'

export const ingressClass = defineResource({
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'IngressClass',
  plural: 'ingressclasses',
  singular: 'ingressclass',
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.networking.v1.IngressClass',
  storage: {prefix: '/registry/ingressclasses'},
  storageVersionHash: 'l/iqIbDgFyQ=',
  generation: true,
  unconditionalUpdate: true,
})
