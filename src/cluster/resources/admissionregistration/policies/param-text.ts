import type {ValidatingAdmissionPolicyBinding} from '../../../../api/kinds.ts'
import {goLabelSelector} from '../../../../api/selectors/go-label-selector.ts'

type ParamRef = NonNullable<ValidatingAdmissionPolicyBinding['spec']>['paramRef']

/** A binding's parameter in a table. One without a namespace may be cluster-scoped or not: it is in `*`. */
export function paramText(param: ParamRef): string {
  if (!param) return '<unset>'
  if (param.name) return `${param.namespace || '*'}/${param.name}`
  return param.selector ? goLabelSelector(param.selector) : '<unset>'
}
