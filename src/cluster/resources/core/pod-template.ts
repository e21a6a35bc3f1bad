import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'

export const podTemplate = defineResource({
  group: '',
  version: 'v1',
  kind: 'PodTemplate',
  plural: 'podtemplates',
  singular: 'podtemplate',
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.core.v1.PodTemplate',
  storage: {prefix: '/registry/podtemplates'},
  storageVersionHash: 'LIXB2x4IFpk=',
  unconditionalUpdate: true,
})
