import {defineResource} from '../define-resource.ts'
import {everyVerb, readWriteVerbs} from '../verbs.ts'

export const volumeAttachment = defineResource({
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'VolumeAttachment',
  plural: 'volumeattachments',
  singular: 'volumeattachment',
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.storage.v1.VolumeAttachment',
  storage: {prefix: '/registry/volumeattachments'},
  storageVersionHash: 'tJx/ezt6UDU=',
  subresources: {
    status: {kind: 'VolumeAttachment', verbs: readWriteVerbs},
  },
})
