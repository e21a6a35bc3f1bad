import {type FieldError, invalidValue, notSupported, required} from '../../../../api/field-error.ts'
import type {APIService} from '../../../../api/kinds.ts'
import {isDns1035Label, isDns1123Subdomain, isPathSegmentName, isPortNumber} from '../../../../api/names.ts'
import {type Errors, each, invalidBecause} from '../../validation/errors.ts'

export const validateApiService = (service: APIService): FieldError[] => [...errorsOf(service)]

/** A service's name is that of what it serves. */
export function apiServiceNameErrors(given: string, _prefix: boolean, {spec}: APIService): string[] {
  const name = `${spec?.version ?? ''}.${spec?.group ?? ''}`
  const found = isPathSegmentName(given)
  return found.length > 0 || given === name
    ? found
    : [`must be \`spec.version+"."+spec.group\`: ${JSON.stringify(name)}`]
}

export const validateApiServiceStatus = ({status}: APIService): FieldError[] => [
  ...each('status.conditions', status?.conditions, function* (condition, path) {
    const words = ['True', 'False', 'Unknown']
    if (!words.includes(condition.status)) yield notSupported(`${path}.status`, condition.status, words)
  }),
]

function* errorsOf({spec}: APIService): Errors {
  const {group = '', version = '', groupPriorityMinimum = 0, versionPriority = 0, service} = spec ?? {}
  if (!group && version !== 'v1')
    yield required('spec.group', 'only v1 may have an empty group and it better be legacy kube')
  if (group) yield* invalidBecause('spec.group', group, isDns1123Subdomain(group))
  yield* invalidBecause('spec.version', version, isDns1035Label(version))
  if (groupPriorityMinimum <= 0 || groupPriorityMinimum > 20_000)
    yield invalidValue('spec.groupPriorityMinimum', groupPriorityMinimum, 'must be positive and less than 20000')
  if (versionPriority <= 0 || versionPriority > 1000)
    yield invalidValue('spec.versionPriority', versionPriority, 'must be positive and less than 1000')
  const {caBundle = '', insecureSkipTLSVerify = false} = spec ?? {}
  const at = 'spec.insecureSkipTLSVerify'
  if (!service) {
    if (caBundle)
      yield invalidValue(
        'spec.caBundle',
        `${Buffer.byteLength(caBundle, 'base64')} bytes`,
        'local APIServices may not have a caBundle',
      )
    if (insecureSkipTLSVerify) yield invalidValue(at, true, 'local APIServices may not have insecureSkipTLSVerify')
    return
  }
  if (!service.namespace) yield required('spec.service.namespace')
  if (!service.name) yield required('spec.service.name')
  const messages = isPortNumber(service.port ?? 0)
  if (messages.length > 0)
    yield invalidValue('spec.service.port', service.port ?? 0, `port is not valid: ${messages.join(', ')}`)
  if (insecureSkipTLSVerify && caBundle) yield invalidValue(at, true, 'may not be true if caBundle is present')
}
