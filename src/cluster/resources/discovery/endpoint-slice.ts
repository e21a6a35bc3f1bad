import type {EndpointSlice} from '../../../api/kinds.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'

export const endpointSlice = defineResource<EndpointSlice>({
  group: 'discovery.k8s.io',
  version: 'v1',
  kind: 'EndpointSlice',
  plural: 'endpointslices',
  singular: 'endpointslice',
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.discovery.v1.EndpointSlice',
  storage: {prefix: '/registry/endpointslices'},
  storageVersionHash: 'qgS0xkrxYAI=',
  unconditionalUpdate: true,
})
