import {
  duplicate,
  type FieldError,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
} from '../../../../api/field-error.ts'
import type {ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding} from '../../../../api/kinds.ts'
import {
  isCIdentifier,
  isDns1035Label,
  isDns1123Subdomain,
  isPathSegmentName,
  isQualifiedName,
} from '../../../../api/names.ts'
import {type Errors, each, invalidBecause, requiredString, supportedWord} from '../../validation/errors.ts'
import {validateLabelSelector} from '../../validation/labels.ts'
import {validateRule} from '../webhooks/rules.ts'
import {validateMatchConditions} from '../webhooks/validate.ts'

type Spec = NonNullable<ValidatingAdmissionPolicy['spec']>
type MatchResources = NonNullable<Spec['matchConstraints']>

export const validatePolicy = ({metadata, spec}: ValidatingAdmissionPolicy): FieldError[] => [
  ...specErrors(metadata.name ?? '', spec ?? {}),
]

function* specErrors(name: string, spec: Spec): Errors {
  const {
    failurePolicy,
    paramKind,
    matchConstraints,
    matchConditions = [],
    variables,
    validations,
    auditAnnotations,
  } = spec
  yield* supportedWord('spec.failurePolicy', failurePolicy, ['Fail', 'Ignore'])
  if (paramKind) yield* paramKindErrors('spec.paramKind', paramKind)
  if (!matchConstraints) yield required('spec.matchConstraints')
  else {
    yield* matchErrors('spec.matchConstraints', matchConstraints)
    if (!matchConstraints.resourceRules?.length) yield required('spec.matchConstraints.resourceRules')
  }
  yield* validateMatchConditions('spec.matchConditions', matchConditions)
  yield* each('spec.variables', variables, function* (variable, path) {
    if (!variable.name) yield required(`${path}.name`, 'name is not specified')
    else if (isCIdentifier(variable.name).length > 0)
      yield invalidValue(`${path}.name`, variable.name, 'must be a valid CEL identifier')
    if (!variable.expression?.trim()) yield required(`${path}.expression`, 'expression is not specified')
  })
  if (!validations?.length && !auditAnnotations?.length) {
    const why = 'validations or auditAnnotations must contain at least one item'
    yield required('spec.validations', why)
    yield required('spec.auditAnnotations', why)
    return
  }
  yield* each('spec.validations', validations, function* ({expression, messageExpression, message, reason}, path) {
    if (!expression?.trim()) yield required(`${path}.expression`, 'expression is not specified')
    if (messageExpression && !messageExpression.trim())
      yield invalidValue(`${path}.messageExpression`, messageExpression, 'must be non-empty if specified')
    if (message && !message.trim()) yield invalidValue(`${path}.message`, message, 'must be non-empty if specified')
    else if (message && /[\n\r]/.test(message.trim()))
      yield invalidValue(`${path}.message`, message, 'must not contain line breaks')
    yield* supportedWord(`${path}.reason`, reason, ['Forbidden', 'Invalid', 'RequestEntityTooLarge'])
  })
  yield* each('spec.auditAnnotations', auditAnnotations, function* ({key, valueExpression}, path) {
    const full = `${name}/${key ?? ''}`
    if (name) yield* invalidBecause(`${path}.key`, full, isQualifiedName(full))
    else yield invalidValue(`${path}.key`, key ?? '', 'requires metadata.name be non-empty')
    if (!valueExpression?.trim()) yield required(`${path}.valueExpression`, 'valueExpression is not specified')
  })
}

function* paramKindErrors(path: string, {apiVersion, kind}: NonNullable<Spec['paramKind']>): Errors {
  if (!apiVersion) yield required(`${path}.apiVersion`)
  else if (apiVersion.split('/').length > 2)
    yield invalidValue(`${path}.apiVersion`, apiVersion, `unexpected GroupVersion string: ${apiVersion}`)
  else {
    const [version = '', group = ''] = apiVersion.split('/').reverse()
    yield* invalidBecause(`${path}.apiVersion`, apiVersion, group ? isDns1123Subdomain(group) : [])
    yield* invalidBecause(`${path}.apiVersion`, apiVersion, isDns1035Label(version))
  }
  if (!kind) yield required(`${path}.kind`)
  else {
    const messages = isDns1035Label(kind.toLowerCase())
    if (messages.length > 0)
      yield invalidValue(`${path}.kind`, kind, `may have mixed case, but should otherwise match: ${messages.join(',')}`)
  }
}

function* matchErrors(path: string, match: MatchResources): Errors {
  yield* supportedWord(`${path}.matchPolicy`, match.matchPolicy, ['Equivalent', 'Exact'])
  yield* validateLabelSelector(`${path}.namespaceSelector`, match.namespaceSelector)
  yield* validateLabelSelector(`${path}.objectSelector`, match.objectSelector)
  yield* each(`${path}.resourceRules`, match.resourceRules, namedRuleErrors)
  yield* each(`${path}.excludeResourceRules`, match.excludeResourceRules, namedRuleErrors)
}

function* namedRuleErrors(rule: NonNullable<MatchResources['resourceRules']>[number], path: string): Errors {
  const names = rule.resourceNames ?? []
  for (const [index, name] of names.entries()) {
    yield* invalidBecause(`${path}.resourceNames[${index}]`, name, isPathSegmentName(name))
    if (names.indexOf(name) < index) yield duplicate(`${path}.resourceNames[${index}]`, name)
  }
  yield* validateRule(rule, path)
}

const actions = ['Audit', 'Deny', 'Warn']

export const validatePolicyBinding = ({spec}: ValidatingAdmissionPolicyBinding): FieldError[] => [
  ...bindingErrors(spec ?? {}),
]

function* bindingErrors(spec: NonNullable<ValidatingAdmissionPolicyBinding['spec']>): Errors {
  const {policyName, paramRef, matchResources, validationActions = []} = spec
  yield* requiredString('spec.policyName', policyName, isDns1123Subdomain)
  if (paramRef) {
    const {name, selector, parameterNotFoundAction: action} = paramRef
    const exclusive = 'name and selector are mutually exclusive'
    if (name) {
      yield* invalidBecause('spec.paramRef.name', name, isPathSegmentName(name))
      if (selector) yield forbiddenField('spec.paramRef.name', exclusive)
    }
    yield* validateLabelSelector('spec.paramRef.selector', selector)
    if (name && selector) yield forbiddenField('spec.paramRef.selector', exclusive)
    if (!name && !selector) {
      yield required('spec.paramRef', 'one of name or selector must be specified')
    }
    if (!action) yield required('spec.paramRef.parameterNotFoundAction')
    else if (action !== 'Deny' && action !== 'Allow')
      yield notSupported('spec.paramRef.parameterNotFoundAction', action, ['Deny', 'Allow'])
  }
  if (matchResources) yield* matchErrors('spec.matchResources', matchResources)
  const path = 'spec.validationActions'
  if (validationActions.length === 0) yield required(path)
  for (const [index, action] of validationActions.entries()) {
    if (!actions.includes(action)) yield notSupported(`${path}[${index}]`, action, actions)
    if (validationActions.indexOf(action) < index)
      yield {field: `${path}[${index}]`, type: 'FieldValueDuplicate', value: action, detail: ''}
  }
  if (validationActions.includes('Deny') && validationActions.includes('Warn'))
    yield invalidValue(
      path,
      validationActions,
      'must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)',
    )
}
