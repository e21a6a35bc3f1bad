import {type FieldError, invalidValue} from '../../../../api/field-error.ts'
import type {JsonObject, KubeObject} from '../../../../api/object.ts'
import {badRequest, invalid} from '../../../../api/status-error.ts'
import type {UserInfo} from '../../server-request.ts'
import type {Attributes} from '../interfaces.ts'
import type {Review, ReviewContext} from './review.ts'
import {readFieldSelector, readLabelSelector, validateSelectors} from './selectors.ts'

const group = 'authorization.k8s.io'

interface AccessSpec {
  resourceAttributes?: Record<string, string> & {fieldSelector?: JsonObject; labelSelector?: JsonObject}
  nonResourceAttributes?: {path?: string; verb?: string}
  user?: string
  uid?: string
  groups?: string[]
  extra?: Record<string, string[]>
}

/** May somebody do something? */
export const subjectAccessReview: Review = async (draft, context) => {
  const spec = specOf(draft)
  refuse([...validate(spec, validateSubject(spec)), ...validateMetadata(draft, 'must be empty')])
  return judge(draft, spec, subjectOf(spec), context)
}

/** May the one who asks? */
export const selfSubjectAccessReview: Review = async (draft, context) => {
  const spec = specOf(draft)
  refuse([...validate(spec), ...validateMetadata(draft, 'must be empty')])
  return judge(draft, spec, context.user, context)
}

/** May somebody, in the review's own namespace? */
export const localSubjectAccessReview: Review = async (draft, context) => {
  const spec = specOf(draft)
  const {namespace = ''} = draft.metadata
  refuse([
    ...validate(spec, validateSubject(spec)),
    ...validateMetadata(draft, 'must be empty except for namespace', ['namespace']),
    ...validateLocal(spec, namespace),
  ])
  if (!context.namespace) throw badRequest(`namespace is required on this type: ${context.namespace}`)
  if (context.namespace !== namespace)
    throw badRequest(`spec.resourceAttributes.namespace must match namespace: ${context.namespace}`)
  return judge(draft, spec, subjectOf(spec), context)
}

const specOf = (draft: KubeObject): AccessSpec => (draft['spec'] ?? {}) as AccessSpec

function refuse(errors: FieldError[]): void {
  if (errors.length > 0) throw invalid({group, kind: ''}, '', errors)
}

/** What is asked about is one thing, by someone who may have to be named. */
const validate = (spec: AccessSpec, subject: FieldError[] = []): FieldError[] => [
  ...validateKind(spec),
  ...subject,
  ...(spec.resourceAttributes ? validateSelectors(spec.resourceAttributes) : []),
]

function validateKind({resourceAttributes, nonResourceAttributes}: AccessSpec): FieldError[] {
  if (resourceAttributes && nonResourceAttributes) {
    const detail = 'cannot be specified in combination with resourceAttributes'
    return [invalidValue('spec.nonResourceAttributes', internal(nonResourceAttributes), detail)]
  }
  if (resourceAttributes || nonResourceAttributes) return []
  const detail = 'exactly one of nonResourceAttributes or resourceAttributes must be specified'
  return [invalidValue('spec.resourceAttributes', null, detail)]
}

/** As Go's internal type would be quoted. */
const internal = ({path = '', verb = ''}: NonNullable<AccessSpec['nonResourceAttributes']>) => ({
  Path: path,
  Verb: verb,
})

const validateSubject = ({user = '', groups = []}: AccessSpec): FieldError[] =>
  user || groups.length > 0 ? [] : [invalidValue('spec.user', user, 'at least one of user or group must be specified')]

function validateMetadata({metadata}: KubeObject, detail: string, allowed: string[] = []): FieldError[] {
  const ignored = [...allowed, 'managedFields']
  const filled = Object.entries(metadata).some(
    ([name, value]) => !ignored.includes(name) && value !== null && value !== undefined && value !== '',
  )
  if (!filled) return []
  const {name, generateName, namespace, ...rest} = metadata
  return [invalidValue('metadata', {name, generateName, namespace, ...rest}, detail)]
}

function validateLocal({resourceAttributes, nonResourceAttributes}: AccessSpec, namespace: string): FieldError[] {
  const field = 'spec.resourceAttributes.namespace'
  const inside = resourceAttributes?.['namespace'] ?? ''
  return [
    ...(resourceAttributes && inside !== namespace
      ? [invalidValue(field, inside, 'must match metadata.namespace')]
      : []),
    ...(nonResourceAttributes
      ? [
          invalidValue(
            'spec.nonResourceAttributes',
            internal(nonResourceAttributes),
            'disallowed on this kind of request',
          ),
        ]
      : []),
  ]
}

const subjectOf = ({user = '', uid, groups = [], extra}: AccessSpec): UserInfo => ({
  name: user,
  groups,
  ...(uid && {uid}),
  ...(extra && {extra}),
})

async function judge(draft: KubeObject, spec: AccessSpec, user: UserInfo, {authorizer}: ReviewContext) {
  const {attributes, ignored} = attributesOf(spec, user)
  const {allowed, denied, reason, error} = await authorizer.authorize(attributes)
  const evaluationError = [...(error ? [error] : []), ...ignored].join('; ')
  const status = {allowed, ...(denied && {denied}), ...(reason && {reason}), ...(evaluationError && {evaluationError})}
  return {...draft, status}
}

/** `ignored`: what of the selectors could not be understood. */
function attributesOf(
  {resourceAttributes, nonResourceAttributes}: AccessSpec,
  user: UserInfo,
): {attributes: Attributes; ignored: string[]} {
  const none = {group: '', version: '', resource: '', subresource: '', namespace: '', name: '', path: ''}
  if (!resourceAttributes)
    return {
      attributes: {
        ...none,
        user,
        resourceRequest: false,
        verb: nonResourceAttributes?.verb ?? '',
        path: nonResourceAttributes?.path ?? '',
      },
      ignored: [],
    }
  const {verb = '', version, fieldSelector, labelSelector, ...rest} = resourceAttributes
  const selectors = {
    ...(fieldSelector && {fieldSelector: readFieldSelector(fieldSelector)}),
    ...(labelSelector && {labelSelector: readLabelSelector(labelSelector)}),
  }
  const entries = Object.entries(selectors)
  return {
    attributes: {
      ...none,
      ...rest,
      user,
      verb,
      resourceRequest: true,
      version: version || '*',
      path: '',
      ...Object.fromEntries(entries.map(([name, {text}]) => [name, text])),
    },
    ignored: entries.flatMap(([name, {ignored}]) =>
      ignored ? [`spec.resourceAttributes.${name} ${ignored} due to parse error`] : [],
    ),
  }
}
