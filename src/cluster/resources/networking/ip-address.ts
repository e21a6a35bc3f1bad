import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'

export const ipAddress = defineResource({
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'IPAddress',
  plural: 'ipaddresses',
  singular: 'ipaddress',
  shortNames: ['ip'],
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.networking.v1.IPAddress',
  storage: {prefix: '/registry/ipaddresses'},
  storageVersionHash: '3f/plJFChNE=',
  unconditionalUpdate: true,
})
