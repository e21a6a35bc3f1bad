import {duplicate, type FieldError, invalidValue, notSupported, required} from '../../../../api/field-error.ts'
import type {ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding} from '../../../../api/kinds.ts'
import {isDns1123Subdomain, isQualifiedName} from '../../../../api/names.ts'
import {type Errors, each, invalidBecause, requiredString, supportedWord} from '../../validation/errors.ts'
import {validateMatchConditions} from '../webhooks/validate.ts'
import {matchErrors} from './match-resources.ts'
import {paramKindErrors, paramRefErrors} from './params.ts'
import {variableErrors} from './variables.ts'

type Spec = NonNullable<ValidatingAdmissionPolicy['spec']>

const mostAuditAnnotations = 20
/** Bytes. */
const longestValueExpression = 5 * 1024

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
  yield* each('spec.variables', variables, variableErrors)
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
  if ((auditAnnotations?.length ?? 0) > mostAuditAnnotations)
    yield invalidValue(
      'spec.auditAnnotations',
      auditAnnotations?.map(({key, valueExpression}) => ({Key: key, ValueExpression: valueExpression})),
      `must not have more than ${mostAuditAnnotations} auditAnnotations`,
    )
  const keys = new Set<string>()
  yield* each('spec.auditAnnotations', auditAnnotations, function* ({key, valueExpression}, path) {
    const full = `${name}/${key ?? ''}`
    if (name) yield* invalidBecause(`${path}.key`, full, isQualifiedName(full))
    else yield invalidValue(`${path}.key`, key ?? '', 'requires metadata.name be non-empty')
    if (!valueExpression?.trim()) yield required(`${path}.valueExpression`, 'valueExpression is not specified')
    else if (Buffer.byteLength(valueExpression.trim()) > longestValueExpression)
      yield required(`${path}.valueExpression`, `must not exceed ${longestValueExpression} bytes in length`)
    if (keys.has(key)) yield duplicate(`${path}.key`, key)
    keys.add(key)
  })
}

const actions = ['Audit', 'Deny', 'Warn']

export const validatePolicyBinding = ({spec}: ValidatingAdmissionPolicyBinding): FieldError[] => [
  ...bindingErrors(spec ?? {}),
]

function* bindingErrors(spec: NonNullable<ValidatingAdmissionPolicyBinding['spec']>): Errors {
  const {policyName, paramRef, matchResources, validationActions = []} = spec
  yield* requiredString('spec.policyName', policyName, isDns1123Subdomain)
  if (paramRef) yield* paramRefErrors('spec.paramRef', paramRef)
  if (matchResources) yield* matchErrors('spec.matchResources', matchResources)
  const path = 'spec.validationActions'
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
  if (validationActions.length === 0) yield required(path, 'at least one validation action is required')
}
