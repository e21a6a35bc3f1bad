import {type FieldError, invalidValue, notSupported, required} from '../../../../api/field-error.ts'
import type {ClusterRole, ClusterRoleBinding, PolicyRule, Role, RoleBinding} from '../../../../api/kinds.ts'
import {isDns1123Subdomain, isPathSegmentName} from '../../../../api/names.ts'
import {sameMeaning} from '../../validation/equality.ts'
import {type Errors, each, invalidBecause, requiredString} from '../../validation/errors.ts'
import {validateLabelSelector} from '../../validation/labels.ts'
import {isUsableSelector} from '../../validation/selector.ts'

export const group = 'rbac.authorization.k8s.io'

export const validateRole = ({rules}: Role): FieldError[] => [
  ...each('rules', rules, (rule, path) => ruleErrors(path, rule, true)),
]

export const validateClusterRole = ({rules, aggregationRule}: ClusterRole): FieldError[] => [
  ...each('rules', rules, (rule, path) => ruleErrors(path, rule, false)),
  ...(aggregationRule ? aggregationErrors(aggregationRule) : []),
]

function* ruleErrors(path: string, rule: PolicyRule, isNamespaced: boolean): Errors {
  const {verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = []} = rule
  if (!verbs?.length) yield required(`${path}.verbs`, 'verbs must contain at least one value')
  if (nonResourceURLs.length > 0) {
    const at = `${path}.nonResourceURLs`
    if (isNamespaced) yield invalidValue(at, nonResourceURLs, 'namespaced rules cannot apply to non-resource URLs')
    if (apiGroups.length + resources.length + resourceNames.length > 0)
      yield invalidValue(at, nonResourceURLs, 'rules cannot apply to both regular resources and non-resource URLs')
    return
  }
  if (apiGroups.length === 0) yield required(`${path}.apiGroups`, 'resource rules must supply at least one api group')
  if (resources.length === 0) yield required(`${path}.resources`, 'resource rules must supply at least one resource')
}

function* aggregationErrors({clusterRoleSelectors}: NonNullable<ClusterRole['aggregationRule']>): Errors {
  const path = 'aggregationRule.clusterRoleSelectors'
  if (!clusterRoleSelectors?.length)
    yield required(path, 'at least one clusterRoleSelector required if aggregationRule is non-nil')
  yield* each(path, clusterRoleSelectors, function* (selector, at) {
    yield* validateLabelSelector(at, selector)
    if (!isUsableSelector(selector)) yield invalidValue(at, null, 'invalid label selector.')
  })
}

export const validateRoleBinding = (binding: RoleBinding): FieldError[] => [
  ...bindingErrors(binding, ['Role', 'ClusterRole'], true),
]

export const validateClusterRoleBinding = (binding: ClusterRoleBinding): FieldError[] => [
  ...bindingErrors(binding, ['ClusterRole'], false),
]

/** A binding is to the role it was made for. */
export const roleRefChange = ({roleRef}: RoleBinding, old: RoleBinding): FieldError[] =>
  sameMeaning(roleRef, old.roleRef)
    ? []
    : [
        invalidValue(
          'roleRef',
          {APIGroup: roleRef.apiGroup, Kind: roleRef.kind, Name: roleRef.name},
          'cannot change roleRef',
        ),
      ]

function* bindingErrors({roleRef, subjects}: RoleBinding, kinds: string[], isNamespaced: boolean): Errors {
  const {apiGroup, kind, name} = roleRef
  if (apiGroup !== group) yield notSupported('roleRef.apiGroup', apiGroup, [group])
  if (!kinds.includes(kind)) yield notSupported('roleRef.kind', kind, kinds)
  yield* requiredString('roleRef.name', name, isPathSegmentName)
  yield* each('subjects', subjects, (subject, path) => subjectErrors(path, subject, isNamespaced))
}

function* subjectErrors(
  path: string,
  {kind, name, namespace, apiGroup = ''}: NonNullable<RoleBinding['subjects']>[number],
  isNamespaced: boolean,
): Errors {
  if (!name) yield required(`${path}.name`)
  if (kind === 'ServiceAccount') {
    if (name) yield* invalidBecause(`${path}.name`, name, isDns1123Subdomain(name))
    if (apiGroup) yield notSupported(`${path}.apiGroup`, apiGroup, [''])
    if (!isNamespaced && !namespace) yield required(`${path}.namespace`)
  } else if (kind === 'User' || kind === 'Group') {
    if (apiGroup !== group) yield notSupported(`${path}.apiGroup`, apiGroup, [group])
  } else {
    yield notSupported(`${path}.kind`, kind, ['ServiceAccount', 'User', 'Group'])
  }
}
