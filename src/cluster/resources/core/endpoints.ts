import type {Endpoints} from '../../../api/kinds.ts'
import {defineResource} from '../define-resource.ts'
import {everyVerb} from '../verbs.ts'

export const endpoints = defineResource<Endpoints>({
  group: '',
  version: 'v1',
  kind: 'Endpoints',
  plural: 'endpoints',
  singular: 'endpoints',
  shortNames: ['ep'],
  namespaced: true,
  verbs: everyVerb,
  schema: 'io.k8s.api.core.v1.Endpoints',
  storage: {prefix: '/registry/services/endpoints'},
  storageVersionHash: 'fWeeMqaN/OA=',
  createOnUpdate: true,
  unconditionalUpdate: true,
})
