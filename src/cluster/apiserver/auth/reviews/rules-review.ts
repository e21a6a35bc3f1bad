import {badRequest} from '../../../../api/status-error.ts'
import type {Review} from './review.ts'

/** All that the one who asks may do in a namespace. */
export const selfSubjectRulesReview: Review = async (draft, {user, rules: resolver}) => {
  const {namespace} = (draft['spec'] ?? {}) as {namespace?: string}
  if (!namespace) throw badRequest('no namespace on request')
  const {rules, error, incomplete} = await resolver.rulesFor(user, namespace)
  const resourceRules = rules
    .filter(rule => rule.resources?.length)
    .map(({verbs, apiGroups, resources, resourceNames}) => ({
      verbs,
      apiGroups,
      resources,
      ...(resourceNames?.length && {resourceNames}),
    }))
  const nonResourceRules = rules
    .filter(rule => rule.nonResourceURLs?.length)
    .map(({verbs, nonResourceURLs}) => ({verbs, nonResourceURLs}))
  return {
    kind: draft.kind,
    apiVersion: draft.apiVersion,
    metadata: {},
    spec: {},
    status: {
      resourceRules,
      nonResourceRules,
      incomplete: incomplete ?? false,
      ...(error !== undefined && {evaluationError: error}),
    },
  }
}
