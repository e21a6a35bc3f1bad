import type {ApiResponse} from '../../../../client/transport.ts'
import {decodeBody} from '../../decoding/decode-body.ts'
import {expectedKind} from '../../decoding/expected-kind.ts'
import {readBody} from '../../decoding/read-body.ts'
import {trackManagedFields} from '../../field-manager.ts'
import {matchNamespace} from '../../handlers/create.ts'
import {writeQuery} from '../../handlers/query-options.ts'
import {createAttributes} from '../../registry/create-object.ts'
import {writeScope} from '../../registry/write-scope.ts'
import type {RequestContext} from '../../request-context.ts'
import {outputForm, singleResponse} from '../../responses.ts'
import type {ServerParts} from '../../server-parts.ts'
import {type Review, type ReviewContext, reviews} from './index.ts'

type ReviewParts = Pick<ReviewContext, 'rules' | 'tokens' | 'audiences'>

/** The reviews as handlers, for the API server's `kinds`. */
export const reviewKinds = (parts: ReviewParts): NonNullable<ServerParts['kinds']> =>
  Object.fromEntries(
    Object.entries(reviews).map(([name, review]) => [name, {create: context => answer(context, review, parts)}]),
  )

/** What a client may not say of a new object, whether it is stored or not. */
const systemFields = [
  'creationTimestamp',
  'uid',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'selfLink',
] as const

async function answer(context: RequestContext, review: Review, parts: ReviewParts): Promise<ApiResponse> {
  const {definition, info, request, server, user, warnings} = context
  const {resources, clock, authorizer} = server
  const form = outputForm(context, {tables: false})
  const options = writeQuery(info.query, 'CreateOptions')
  const {fieldValidation} = options
  const draft = decodeBody(readBody(request), expectedKind(definition), {fieldValidation, warnings, resources})
  matchNamespace(draft, definition.namespaced ? info.namespace : '')
  for (const field of systemFields) delete draft.metadata[field]
  const scope = writeScope(context, options)
  const {fieldManager: manager} = scope
  trackManagedFields(draft, {definition, manager, subresource: '', now: clock.now()})
  const attributes = createAttributes(scope, draft)
  await server.admission.admit(attributes, server)
  await server.admission.validate(attributes, server)
  const reviewed = await review(draft, {...parts, user, namespace: info.namespace, clock, authorizer})
  return singleResponse(context, reviewed, form, 201)
}
