import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'

export const resourceClaim = defineResource({
  group: 'resource.k8s.io',
  version: 'v1',
  kind: 'ResourceClaim',
  plural: 'resourceclaims',
  singular: 'resourceclaim',
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.resource.v1.ResourceClaim',
  storage: {prefix: '/registry/resourceclaims'},
  storageVersionHash: 'wgAZaHcZxUg=',
  subresources: {
    status: {kind: 'ResourceClaim', verbs: readWriteVerbs},
  },
  unconditionalUpdate: true,
})
