import {type FieldError, invalidValue, required} from '../../../../api/field-error.ts'
import type {ResourceQuota} from '../../../../api/kinds.ts'
import {asGiven} from '../../../../api/schema/index.ts'
import {immutableMessage} from '../../validation/equality.ts'
import {type Errors, eachEntry} from '../../validation/errors.ts'
import {
  isQuotaResource,
  type ResourceList,
  validateQuantity,
  validateQuotaResourceName,
} from '../../validation/quantities.ts'

type Spec = NonNullable<ResourceQuota['spec']>

export const validateResourceQuota = ({spec = {}, status}: ResourceQuota): FieldError[] => [
  ...specErrors('spec', spec),
  ...amounts('status.hard', status?.hard),
  ...amounts('status.used', status?.used),
]

export function validateResourceQuotaUpdate({spec = {}}: ResourceQuota, old: ResourceQuota): FieldError[] {
  const sorted = (scopes: string[] | undefined) => [...new Set(scopes ?? [])].sort().join()
  const changed = sorted(spec.scopes) !== sorted(old.spec?.scopes)
  const errors = [...specErrors('spec', spec)]
  return changed ? [...errors, invalidValue('spec.scopes', asGiven(spec, 'scopes', []), immutableMessage)] : errors
}

export const validateResourceQuotaStatus = ({status}: ResourceQuota): FieldError[] => [
  ...amounts('status.hard', status?.hard),
  ...amounts('status.used', status?.used),
]

const amounts = (path: string, list: ResourceList | undefined): Errors =>
  eachEntry(path, list, function* (name, quantity, at) {
    yield* validateQuotaResourceName(at, name)
    yield* validateQuantity(at, name, quantity)
  })

const scopes = [
  'Terminating',
  'NotTerminating',
  'BestEffort',
  'NotBestEffort',
  'PriorityClass',
  'VolumeAttributesClass',
  'CrossNamespacePodAffinity',
]
const compute = ['cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory']
const contradictions = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
]

/** Whether a scope says anything of a resource. */
function applies(scope: string, resource: string): boolean {
  if (scope === 'BestEffort') return resource === 'pods'
  if (scope === 'VolumeAttributesClass') return ['persistentvolumeclaims', 'requests.storage'].includes(resource)
  return !scopes.includes(scope) || resource === 'pods' || compute.includes(resource)
}

function* specErrors(path: string, spec: Spec): Errors {
  yield* amounts(`${path}.hard`, spec.hard)
  const resources = Object.keys(spec.hard ?? {})
    .sort()
    .filter(isQuotaResource)
  const list = spec.scopes ?? []
  for (const scope of list) {
    if (!scopes.includes(scope)) yield invalidValue(`${path}.scopes`, list, 'unsupported scope')
    for (const name of resources)
      if (!applies(scope, name)) yield invalidValue(`${path}.scopes`, list, 'unsupported scope applied to resource')
  }
  for (const pair of contradictions)
    if (pair.every(scope => list.includes(scope))) yield invalidValue(`${path}.scopes`, list, 'conflicting scopes')
  if (spec.scopeSelector) yield* selectorErrors(`${path}.scopeSelector.matchExpressions`, spec, resources)
}

function* selectorErrors(path: string, spec: Spec, resources: string[]): Errors {
  const expressions = spec.scopeSelector?.matchExpressions ?? []
  const shown = {
    MatchExpressions: expressions.map(({scopeName, operator, values}) => ({
      ScopeName: scopeName,
      Operator: operator,
      Values: values ?? null,
    })),
  }
  for (const {scopeName, operator, values = []} of expressions) {
    if (!scopes.includes(scopeName)) yield invalidValue(`${path}.scopeName`, scopeName, 'unsupported scope')
    for (const name of resources)
      if (!applies(scopeName, name)) yield invalidValue(path, shown, 'unsupported scope applied to resource')
    const isValued =
      scopeName === 'PriorityClass' || scopeName === 'VolumeAttributesClass' || !scopes.includes(scopeName)
    if (!isValued && operator !== 'Exists')
      yield invalidValue(
        `${path}.operator`,
        operator,
        "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity",
      )
    yield* operatorErrors(path, operator, values)
  }
  const named = expressions.map(({scopeName}) => scopeName)
  for (const pair of contradictions)
    if (pair.every(scope => named.includes(scope)))
      yield invalidValue(path, asGiven(spec, 'scopes', []), 'conflicting scopes')
}

function* operatorErrors(path: string, operator: string, values: string[]): Errors {
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0)
      yield required(
        `${path}.values`,
        "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector",
      )
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0)
      yield invalidValue(
        `${path}.values`,
        values,
        "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector",
      )
  } else {
    yield invalidValue(`${path}.operator`, operator, 'not a valid selector operator')
  }
}
