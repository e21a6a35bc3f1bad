import {forbiddenField, invalidValue, notSupported, required} from '../../../../api/field-error.ts'
import type {ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding} from '../../../../api/kinds.ts'
import {isDns1035Label, isDns1123Subdomain, isPathSegmentName} from '../../../../api/names.ts'
import {type Errors, invalidBecause} from '../../validation/errors.ts'
import {validateLabelSelector} from '../../validation/labels.ts'

type ParamKind = NonNullable<NonNullable<ValidatingAdmissionPolicy['spec']>['paramKind']>
type ParamRef = NonNullable<NonNullable<ValidatingAdmissionPolicyBinding['spec']>['paramRef']>

/** The kind of a policy's parameters. */
export function* paramKindErrors(path: string, {apiVersion, kind}: ParamKind): Errors {
  yield* apiVersionErrors(`${path}.apiVersion`, apiVersion)
  if (!kind) yield required(`${path}.kind`)
  else {
    const messages = isDns1035Label(kind.toLowerCase())
    if (messages.length > 0)
      yield invalidValue(`${path}.kind`, kind, `may have mixed case, but should otherwise match: ${messages.join(',')}`)
  }
}

function* apiVersionErrors(path: string, apiVersion: string | undefined): Errors {
  if (!apiVersion) {
    yield required(path)
    return
  }
  const parts = apiVersion.split('/')
  if (parts.length > 2) {
    yield invalidValue(path, apiVersion, `unexpected GroupVersion string: ${apiVersion}`)
    return
  }
  const [version = '', group = ''] = parts.reverse()
  const messages = group ? isDns1123Subdomain(group) : []
  if (messages.length > 0) yield invalidValue(path, group, messages.join(','))
  if (!version) yield invalidValue(path, apiVersion, 'version must be specified')
  else if (isDns1035Label(version).length > 0) yield invalidValue(path, version, isDns1035Label(version).join(','))
}

/** Which parameters a binding names. */
export function* paramRefErrors(path: string, {name, selector, parameterNotFoundAction: action}: ParamRef): Errors {
  const exclusive = 'name and selector are mutually exclusive'
  if (name) {
    yield* invalidBecause(`${path}.name`, name, isPathSegmentName(name))
    if (selector) yield forbiddenField(`${path}.name`, exclusive)
  }
  yield* validateLabelSelector(`${path}.selector`, selector)
  if (name && selector) yield forbiddenField(`${path}.selector`, exclusive)
  if (!name && !selector) yield required(path, 'one of name or selector must be specified')
  if (!action) yield required(`${path}.parameterNotFoundAction`)
  else if (action !== 'Deny' && action !== 'Allow')
    yield notSupported(`${path}.parameterNotFoundAction`, action, ['Deny', 'Allow'])
}
