import type {Ingress} from '../../../api/kinds.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'

export const ingress = defineResource<Ingress>({
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'Ingress',
  plural: 'ingresses',
  singular: 'ingress',
  shortNames: ['ing'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.networking.v1.Ingress',
  storage: {prefix: '/registry/ingress'},
  storageVersionHash: '39NQlfNR+bo=',
  subresources: {
    status: {kind: 'Ingress', verbs: readWriteVerbs},
  },
  generation: true,
  unconditionalUpdate: true,
})
