import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'

export const apiService = defineResource({
  group: 'apiregistration.k8s.io',
  version: 'v1',
  kind: 'APIService',
  plural: 'apiservices',
  singular: 'apiservice',
  categories: ['api-extensions'],
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIService',
  storage: {prefix: '/registry/apiregistration.k8s.io/apiservices'},
  storageVersionHash: 'InPBPD7+PqM=',
  subresources: {
    status: {kind: 'APIService', verbs: readWriteVerbs},
  },
})
