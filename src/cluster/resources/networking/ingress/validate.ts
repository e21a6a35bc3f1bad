import {type FieldError, invalidValue, notSupported, required} from '../../../../api/field-error.ts'
import type {Ingress} from '../../../../api/kinds.ts'
import {isDns1035Label, isDns1123Subdomain, isPortName, isWildcardDns1123Subdomain} from '../../../../api/names.ts'
import {asGiven} from '../../../../api/schema/index.ts'
import {type Errors, each, invalidBecause, requiredString} from '../../validation/errors.ts'
import {validateLegacyIp} from '../../validation/ip.ts'
import {parseIp} from '../../validation/ip-address.ts'
import {validatePortNumber} from '../../validation/ports.ts'
import {validateLocalReference} from '../local-reference.ts'

type Spec = NonNullable<Ingress['spec']>
type Rule = NonNullable<Spec['rules']>[number]
type Path = NonNullable<Rule['http']>['paths'][number]
type Backend = NonNullable<Spec['defaultBackend']>

const classAnnotation = 'kubernetes.io/ingress.class'

export function validateIngress(ingress: Ingress): FieldError[] {
  const errors = validateIngressUpdate(ingress)
  const annotation = ingress.metadata.annotations?.[classAnnotation]
  const name = ingress.spec?.ingressClassName
  if (annotation !== undefined && name !== undefined && annotation !== name)
    errors.push(
      invalidValue(
        `annotations.${classAnnotation}`,
        annotation,
        'must match `ingressClassName` when both are specified',
      ),
    )
  return errors
}

export const validateIngressUpdate = ({spec}: Ingress): FieldError[] => [...specErrors('spec', spec ?? {})]

export const validateIngressStatus = ({status}: Ingress, old: Ingress): FieldError[] => {
  const before = (old.status?.loadBalancer?.ingress ?? []).flatMap(({ip}) => ip ?? [])
  return [
    ...each('status.loadBalancer.ingress', status?.loadBalancer?.ingress, function* ({ip, hostname}, path) {
      if (ip) yield* validateLegacyIp(`${path}.ip`, ip, before)
      if (hostname) yield* dnsName(`${path}.hostname`, hostname)
    }),
  ]
}

function* dnsName(path: string, name: string): Errors {
  yield* invalidBecause(path, name, isDns1123Subdomain(name))
  if (parseIp(name)) yield invalidValue(path, name, 'must be a DNS name, not an IP address')
}

function* specErrors(path: string, spec: Spec): Errors {
  const {rules = [], defaultBackend, tls, ingressClassName} = spec
  if (rules.length === 0 && !defaultBackend)
    yield invalidValue(path, asGiven(spec, 'rules', []), 'either `defaultBackend` or `rules` must be specified')
  if (defaultBackend) yield* backendErrors(`${path}.defaultBackend`, defaultBackend)
  yield* each(`${path}.rules`, rules, ruleErrors)
  yield* each(`${path}.tls`, tls, function* ({hosts, secretName}, at) {
    yield* each(`${at}.hosts`, hosts, (host, here) => hostErrors(host, here))
    if (secretName) yield* invalidBecause(`${at}.secretName`, secretName, isDns1123Subdomain(secretName))
  })
  if (ingressClassName !== undefined)
    yield* invalidBecause(`${path}.ingressClassName`, ingressClassName, isDns1123Subdomain(ingressClassName))
}

const hostErrors = (host: string, path: string): Errors =>
  invalidBecause(path, host, host.includes('*') ? isWildcardDns1123Subdomain(host) : isDns1123Subdomain(host))

function* ruleErrors({host, http}: Rule, path: string): Errors {
  if (host && parseIp(host)) yield invalidValue(`${path}.host`, host, 'must be a DNS name, not an IP address')
  if (host) yield* hostErrors(host, `${path}.host`)
  if (!http) return
  if (!http.paths?.length) yield required(`${path}.http.paths`)
  yield* each(`${path}.http.paths`, http.paths, pathErrors)
}

function* pathErrors({path: value = '', pathType, backend}: Path, path: string): Errors {
  if (pathType === undefined || pathType === null) {
    yield required(`${path}.pathType`, 'pathType must be specified')
    return
  }
  const at = `${path}.path`
  const isAbsolute = value.startsWith('/')
  if (pathType === 'Exact' || pathType === 'Prefix') {
    if (!isAbsolute) yield invalidValue(at, value, 'must be an absolute path')
    for (const sequence of ['//', '/./', '/../', '%2f', '%2F'])
      if (value.includes(sequence)) yield invalidValue(at, value, `must not contain '${sequence}'`)
    for (const suffix of ['/..', '/.'])
      if (value.endsWith(suffix)) yield invalidValue(at, value, `cannot end with '${suffix}'`)
  } else if (pathType !== 'ImplementationSpecific') {
    yield notSupported(`${path}.pathType`, pathType, ['Exact', 'ImplementationSpecific', 'Prefix'])
  } else if (value && !isAbsolute) {
    yield invalidValue(at, value, 'must be an absolute path')
  }
  yield* backendErrors(`${path}.backend`, backend ?? {})
}

function* backendErrors(path: string, {resource, service}: Backend): Errors {
  if (resource && service) yield invalidValue(path, '', 'cannot set both resource and service backends')
  else if (resource) yield* validateLocalReference(`${path}.resource`, resource)
  else if (service) yield* serviceErrors(path, service)
  else yield invalidValue(path, '', 'resource or service backend is required')
}

function* serviceErrors(path: string, {name, port = {}}: NonNullable<Backend['service']>): Errors {
  yield* requiredString(`${path}.service.name`, name, isDns1035Label)
  if (port.name && port.number) yield invalidValue(path, '', 'cannot set both port name & port number')
  else if (port.name) yield* invalidBecause(`${path}.service.port.name`, port.name, isPortName(port.name))
  else if (port.number) yield* validatePortNumber(`${path}.service.port.number`, port.number)
  else yield required(path, 'port name or number is required')
}
