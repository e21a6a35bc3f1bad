import type {CustomResourceDefinition} from '../../../api/kinds.ts'
import {type ConditionState, conditionOf, isTrue, withCondition} from '../../resources/apiextensions/crd/conditions.ts'
import {approvalState} from '../../resources/apiextensions/crd/validate/index.ts'
import {acceptNames} from './accepted-names.ts'

type Status = NonNullable<CustomResourceDefinition['status']>

/** The status that a definition deserves: its names, whether they are accepted and served, whether its group approves. */
export function definitionStatus(
  definition: CustomResourceDefinition,
  all: readonly CustomResourceDefinition[],
  now: string,
): Status {
  const {names, condition} = acceptNames(definition, all)
  let conditions = withCondition(definition.status?.conditions ?? [], condition, now)
  conditions = withCondition(conditions, established(definition, condition.status === 'True'), now)
  const approval = approvalCondition(definition)
  if (approval) conditions = withCondition(conditions, approval, now)
  return {
    ...definition.status,
    conditions,
    acceptedNames: names,
    storedVersions: definition.status?.storedVersions ?? [],
  }
}

function established(definition: CustomResourceDefinition, accepted: boolean): ConditionState {
  const type = 'Established'
  const old = conditionOf(definition, type)
  if (isTrue(definition, type)) return old!
  if (!accepted) return old ?? {type, status: 'False', reason: 'NotAccepted', message: 'not all names are accepted'}
  return {
    type,
    status: 'True',
    reason: 'InitialNamesAccepted',
    message: 'the initial names have been accepted',
  }
}

function approvalCondition(definition: CustomResourceDefinition): ConditionState | undefined {
  const {state, reason: message} = approvalState(definition)
  const type = 'KubernetesAPIApprovalPolicyConformant'
  switch (state) {
    case 'invalid':
      return {type, status: 'False', reason: 'InvalidAnnotation', message}
    case 'missing':
      return {type, status: 'False', reason: 'MissingAnnotation', message}
    case 'approved':
      return {type, status: 'True', reason: 'ApprovedAnnotation', message}
    case 'bypassed':
      return {type, status: 'False', reason: 'UnapprovedAnnotation', message}
    default:
      return undefined
  }
}
