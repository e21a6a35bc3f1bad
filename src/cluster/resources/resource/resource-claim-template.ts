import {ageColumn, nameColumn} from '../columns.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'
import {setDeviceRequestDefaults} from './device-requests.ts'

export const resourceClaimTemplate = defineResource({
  group: 'resource.k8s.io',
  version: 'v1',
  kind: 'ResourceClaimTemplate',
  plural: 'resourceclaimtemplates',
  singular: 'resourceclaimtemplate',
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.resource.v1.ResourceClaimTemplate',
  storage: {prefix: '/registry/resourceclaimtemplates'},
  storageVersionHash: '24m0okHrUtk=',
  unconditionalUpdate: true,
  defaults: template => setDeviceRequestDefaults((template as {spec?: {spec?: object}}).spec?.spec),
  columns: [nameColumn, ageColumn],
})
