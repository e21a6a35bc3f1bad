import type {JsonObject} from '../../../../api/object.ts'
import {type Operator, parseFieldSelector, parseRequirements} from '../../../../api/selectors/index.ts'
import type {Attributes} from '../interfaces.ts'

/** The spec of the SubjectAccessReview that asks a webhook whether somebody may do something. */
export function accessReviewSpec(attributes: Attributes): JsonObject {
  const {user, verb, path} = attributes
  return {
    ...(attributes.resourceRequest
      ? {resourceAttributes: resourceAttributes(attributes)}
      : {nonResourceAttributes: filled({path, verb})}),
    ...(user.name && {user: user.name}),
    ...(user.groups.length > 0 && {groups: user.groups}),
    ...(user.extra && Object.keys(user.extra).length > 0 && {extra: user.extra}),
    ...(user.uid && {uid: user.uid}),
  } as JsonObject
}

/** The whole review; v1beta1 calls the groups something else. */
export function accessReview(spec: JsonObject, version: string): JsonObject {
  const {groups, ...rest} = spec
  const own = version === 'v1' ? spec : {...rest, ...(groups !== undefined && {group: groups})}
  return {
    kind: 'SubjectAccessReview',
    apiVersion: `authorization.k8s.io/${version}`,
    metadata: {},
    spec: own,
    status: {allowed: false},
  }
}

function resourceAttributes(attributes: Attributes): JsonObject {
  const {namespace, verb, group, version, resource, subresource, name, fieldSelector, labelSelector} = attributes
  const fields = requirements(fieldSelector, fieldRequirements)
  const labels = requirements(labelSelector, labelRequirements)
  return {
    ...filled({namespace, verb, group, version, resource, subresource, name}),
    ...(fields.length > 0 && {fieldSelector: {requirements: fields}}),
    ...(labels.length > 0 && {labelSelector: {requirements: labels}}),
  }
}

const filled = (fields: Record<string, string>): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value))

/** A selector that nobody understands does not narrow the question. */
function requirements(text: string | undefined, read: (text: string) => JsonObject[]): JsonObject[] {
  if (!text) return []
  try {
    return read(text)
  } catch {
    return []
  }
}

const fieldRequirements = (text: string): JsonObject[] =>
  parseFieldSelector(text).terms.map(({field, operator, value}) => ({
    key: field,
    operator: operator === '=' ? 'In' : 'NotIn',
    values: [value],
  }))

const labelOperators: Partial<Record<Operator, string>> = {
  '=': 'In',
  '==': 'In',
  in: 'In',
  '!=': 'NotIn',
  notin: 'NotIn',
  exists: 'Exists',
  '!': 'DoesNotExist',
}

/** Comparisons of numbers cannot be told; without them the question is only wider. */
const labelRequirements = (text: string): JsonObject[] =>
  parseRequirements(text).flatMap(({key, operator, values}) => {
    const told = labelOperators[operator]
    return told ? [{key, operator: told, ...(values.length > 0 && {values: [...values]})}] : []
  })
