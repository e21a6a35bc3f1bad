import {duplicate} from '../../../../api/field-error.ts'
import type {ValidatingAdmissionPolicy} from '../../../../api/kinds.ts'
import {isPathSegmentName} from '../../../../api/names.ts'
import {type Errors, each, invalidBecause, supportedWord} from '../../validation/errors.ts'
import {validateLabelSelector} from '../../validation/labels.ts'
import {validateRule} from '../webhooks/rules.ts'

export type MatchResources = NonNullable<NonNullable<ValidatingAdmissionPolicy['spec']>['matchConstraints']>

/** What writes a policy, or a binding of it, is about. */
export function* matchErrors(path: string, match: MatchResources): Errors {
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
