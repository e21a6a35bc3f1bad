import {defineResource} from '../define-resource.ts'

export const tokenReview = defineResource({
  group: 'authentication.k8s.io',
  version: 'v1',
  kind: 'TokenReview',
  plural: 'tokenreviews',
  singular: 'tokenreview',
  namespaced: false,
  verbs: ['create'],
  schema: 'io.k8s.api.authentication.v1.TokenReview',
})
