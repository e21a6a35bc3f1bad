import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'

export const flowSchema = defineResource({
  group: 'flowcontrol.apiserver.k8s.io',
  version: 'v1',
  kind: 'FlowSchema',
  plural: 'flowschemas',
  singular: 'flowschema',
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.flowcontrol.v1.FlowSchema',
  storage: {prefix: '/registry/flowschemas'},
  storageVersionHash: 'GJVAJZSZBIw=',
  subresources: {
    status: {kind: 'FlowSchema', verbs: readWriteVerbs},
  },
  generation: true,
  createOnUpdate: true,
})
