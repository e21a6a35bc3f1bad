import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'

export const serviceCidr = defineResource({
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'ServiceCIDR',
  plural: 'servicecidrs',
  singular: 'servicecidr',
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.networking.v1.ServiceCIDR',
  storage: {prefix: '/registry/servicecidrs'},
  storageVersionHash: 'gNLvruQhW2g=',
  subresources: {
    status: {kind: 'ServiceCIDR', verbs: readWriteVerbs},
  },
  unconditionalUpdate: true,
})
