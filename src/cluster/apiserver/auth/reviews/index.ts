/** The kinds that are asked, not stored. They know authentication and authorization, but no store. */
import {localSubjectAccessReview, selfSubjectAccessReview, subjectAccessReview} from './access-review.ts'
import type {Review} from './review.ts'
import {selfSubjectRulesReview} from './rules-review.ts'
import {selfSubjectReview} from './self-subject-review.ts'
import {tokenReview} from './token-review.ts'

export type {Review, ReviewContext} from './review.ts'

/** By `group/resource`. */
export const reviews: Record<string, Review> = {
  'authentication.k8s.io/selfsubjectreviews': selfSubjectReview,
  'authentication.k8s.io/tokenreviews': tokenReview,
  'authorization.k8s.io/localsubjectaccessreviews': localSubjectAccessReview,
  'authorization.k8s.io/selfsubjectaccessreviews': selfSubjectAccessReview,
  'authorization.k8s.io/selfsubjectrulesreviews': selfSubjectRulesReview,
  'authorization.k8s.io/subjectaccessreviews': subjectAccessReview,
}
