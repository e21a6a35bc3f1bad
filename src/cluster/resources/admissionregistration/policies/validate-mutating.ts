import {type FieldError, invalidValue, notSupported, required} from '../../../../api/field-error.ts'
import type {MutatingAdmissionPolicy, MutatingAdmissionPolicyBinding} from '../../../../api/kinds.ts'
import {isDns1123Subdomain} from '../../../../api/names.ts'
import {type Errors, each, requiredString, requiredWord, supportedWord} from '../../validation/errors.ts'
import {validateMatchConditions} from '../webhooks/validate.ts'
import {type MatchResources, matchErrors} from './match-resources.ts'
import {paramKindErrors, paramRefErrors} from './params.ts'
import {variableErrors} from './variables.ts'

type Spec = NonNullable<MutatingAdmissionPolicy['spec']>
type Mutation = NonNullable<Spec['mutations']>[number]

export const validateMutatingPolicy = ({spec}: MutatingAdmissionPolicy): FieldError[] => [...specErrors(spec ?? {})]

function* specErrors(spec: Spec): Errors {
  const {failurePolicy, paramKind, matchConstraints, matchConditions, variables, mutations, reinvocationPolicy} = spec
  yield* supportedWord('spec.failurePolicy', failurePolicy, ['Fail', 'Ignore'])
  if (paramKind) yield* paramKindErrors('spec.paramKind', paramKind)
  if (!matchConstraints) yield required('spec.matchConstraints')
  else yield* matchConstraintErrors('spec.matchConstraints', matchConstraints as MatchResources)
  yield* validateMatchConditions('spec.matchConditions', matchConditions ?? [])
  yield* each('spec.variables', variables, variableErrors)
  if (!mutations?.length) yield required('spec.mutations', 'mutations must contain at least one item')
  yield* each('spec.mutations', mutations, mutationErrors)
  yield* requiredWord('spec.reinvocationPolicy', reinvocationPolicy, ['IfNeeded', 'Never'])
}

function* matchConstraintErrors(path: string, match: MatchResources): Errors {
  yield* matchErrors(path, match)
  if (!match.resourceRules?.length) yield required(`${path}.resourceRules`)
  yield* operationErrors(path, match)
}

const operations = ['*', 'CONNECT', 'CREATE', 'UPDATE']

/** What is deleted cannot be changed. */
function* operationErrors(path: string, {resourceRules = []}: MatchResources): Errors {
  for (const rule of resourceRules)
    for (const operation of rule.operations ?? [])
      if (!operations.includes(operation)) yield notSupported(`${path}.resourceRules.operations`, operation, operations)
}

const forms = {ApplyConfiguration: 'applyConfiguration', JSONPatch: 'jsonPatch'} as const
type Form = (typeof forms)[keyof typeof forms]

function* mutationErrors(mutation: Mutation, path: string): Errors {
  const {patchType} = mutation
  if (!patchType) {
    yield required(`${path}.patchType`)
    return
  }
  if (!Object.hasOwn(forms, patchType)) {
    yield notSupported(`${path}.patchType`, patchType, Object.keys(forms))
    return
  }
  const own: Form = forms[patchType as keyof typeof forms]
  const other: Form = own === 'jsonPatch' ? 'applyConfiguration' : 'jsonPatch'
  if (!mutation[own]) yield required(`${path}.${own}`, `must be specified when patchType is ${patchType}`)
  else if (!mutation[own].expression?.trim()) yield required(`${path}.${own}.expression`)
  if (mutation[other])
    yield invalidValue(`${path}.${other}`, `{${other}}`, `must not be specified when patchType is ${patchType}`)
}

export const validateMutatingPolicyBinding = ({spec}: MutatingAdmissionPolicyBinding): FieldError[] => [
  ...bindingErrors(spec ?? {}),
]

function* bindingErrors(spec: NonNullable<MutatingAdmissionPolicyBinding['spec']>): Errors {
  const {policyName, paramRef, matchResources} = spec
  yield* requiredString('spec.policyName', policyName, isDns1123Subdomain)
  if (paramRef) yield* paramRefErrors('spec.paramRef', paramRef)
  if (!matchResources) return
  yield* matchErrors('spec.matchResources', matchResources as MatchResources)
  yield* operationErrors('spec.matchResources', matchResources as MatchResources)
}
