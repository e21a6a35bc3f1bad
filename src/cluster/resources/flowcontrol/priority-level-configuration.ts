import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'

export const priorityLevelConfiguration = defineResource({
  group: 'flowcontrol.apiserver.k8s.io',
  version: 'v1',
  kind: 'PriorityLevelConfiguration',
  plural: 'prioritylevelconfigurations',
  singular: 'prioritylevelconfiguration',
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.flowcontrol.v1.PriorityLevelConfiguration',
  storage: {prefix: '/registry/prioritylevelconfigurations'},
  storageVersionHash: 'Kir5PVfvNeI=',
  subresources: {
    status: {kind: 'PriorityLevelConfiguration', verbs: readWriteVerbs},
  },
  generation: true,
  createOnUpdate: true,
})
