import type {ControllerRevision} from '../../../api/kinds.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'

export const controllerRevision = defineResource<ControllerRevision>({
  group: 'apps',
  version: 'v1',
  kind: 'ControllerRevision',
  plural: 'controllerrevisions',
  singular: 'controllerrevision',
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.apps.v1.ControllerRevision',
  storage: {prefix: '/registry/controllerrevisions'},
  storageVersionHash: '85nkx63pcBU=',
  unconditionalUpdate: true,
})
