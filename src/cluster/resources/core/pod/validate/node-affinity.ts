import {forbiddenField, invalidValue, required} from '../../../../../api/field-error.ts'
import type {Affinity, NodeSelector, NodeSelectorTerm} from '../../../../../api/kinds.ts'
import {isDns1123Subdomain, isLabelValue} from '../../../../../api/names.ts'
import {type Errors, each, invalidBecause} from '../../../validation/errors.ts'
import {validateLabelName} from '../../../validation/labels.ts'

type NodeAffinity = NonNullable<Affinity['nodeAffinity']>
type Requirement = NonNullable<NodeSelectorTerm['matchExpressions']>[number]

export function* validateNodeAffinity(path: string, affinity: NodeAffinity, anyValue: boolean): Errors {
  const needed = affinity.requiredDuringSchedulingIgnoredDuringExecution
  if (needed) yield* validateNodeSelector(`${path}.requiredDuringSchedulingIgnoredDuringExecution`, needed, anyValue)
  const preferred = affinity.preferredDuringSchedulingIgnoredDuringExecution
  yield* each(`${path}.preferredDuringSchedulingIgnoredDuringExecution`, preferred, function* (term, at) {
    yield* validateWeight(`${at}.weight`, term.weight)
    yield* validateNodeSelectorTerm(`${at}.preference`, term.preference, true)
  })
}

export function* validateWeight(path: string, weight: number | undefined): Errors {
  if ((weight ?? 0) <= 0 || (weight ?? 0) > 100) yield invalidValue(path, weight ?? 0, 'must be in the range 1-100')
}

export function* validateNodeSelector(path: string, {nodeSelectorTerms}: NodeSelector, anyValue = false): Errors {
  if (!nodeSelectorTerms?.length)
    yield required(`${path}.nodeSelectorTerms`, 'must have at least one node selector term')
  yield* each(`${path}.nodeSelectorTerms`, nodeSelectorTerms, (term, at) =>
    validateNodeSelectorTerm(at, term, anyValue),
  )
}

function* validateNodeSelectorTerm(path: string, term: NodeSelectorTerm, anyValue: boolean): Errors {
  yield* each(`${path}.matchExpressions`, term.matchExpressions, (requirement, at) =>
    validateExpression(at, requirement, anyValue),
  )
  yield* each(`${path}.matchFields`, term.matchFields, validateField)
}

function* validateExpression(path: string, {key, operator, values = []}: Requirement, anyValue: boolean): Errors {
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) yield required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'")
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0)
      yield forbiddenField(`${path}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")
  } else if (operator === 'Gt' || operator === 'Lt') {
    if (values.length !== 1)
      yield required(`${path}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'")
  } else {
    yield invalidValue(`${path}.operator`, operator, 'not a valid selector operator')
  }
  yield* validateLabelName(`${path}.key`, key)
  if (!anyValue) yield* each(`${path}.values`, values, (value, at) => invalidBecause(at, value, isLabelValue(value)))
}

function* validateField({key, operator, values = []}: Requirement, path: string): Errors {
  if (operator !== 'In' && operator !== 'NotIn')
    yield invalidValue(`${path}.operator`, operator, 'not a valid selector operator')
  else if (values.length !== 1)
    yield required(
      `${path}.values`,
      "must be only one value when `operator` is 'In' or 'NotIn' for node field selector",
    )
  if (key !== 'metadata.name') yield invalidValue(`${path}.key`, key, 'not a valid field selector key')
  else yield* each(`${path}.values`, values, (value, at) => invalidBecause(at, value, isDns1123Subdomain(value)))
}
