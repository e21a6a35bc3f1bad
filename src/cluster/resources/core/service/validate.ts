import {duplicate, type FieldError, forbiddenField, invalidValue, required} from '../../../../api/field-error.ts'
import type {Service} from '../../../../api/kinds.ts'
import {isDns1123Label, isDns1123Subdomain, isQualifiedName} from '../../../../api/names.ts'
import {type Errors, each, invalidBecause, requiredWord, supportedWord} from '../../validation/errors.ts'
import {validateEndpointIp, validateLegacyCidr, validateLegacyIp} from '../../validation/ip.ts'
import {parseIp} from '../../validation/ip-address.ts'
import {validateLabels} from '../../validation/labels.ts'
import {protocols, validatePort, validatePortNumber} from '../../validation/ports.ts'
import {validateClusterIps} from './cluster-ips.ts'
import {isHeadless, needsHealthCheck, type ServiceSpec, takesOutsideTraffic} from './traffic.ts'
import {validateClusterIpChange, validateIpFamilyChange} from './update.ts'

export const validateService = (service: Service): FieldError[] => [...serviceErrors(service)]

export const validateServiceUpdate = (service: Service, old: Service): FieldError[] => [
  ...validateClusterIpChange(specOf(service), specOf(old)),
  ...validateIpFamilyChange(specOf(service), specOf(old)),
  ...loadBalancerClassErrors(specOf(service), specOf(old)),
  ...healthCheckChange(specOf(service), specOf(old)),
  ...serviceErrors(service, old),
]

export const validateServiceStatus = (service: Service, old: Service): FieldError[] => [...statusErrors(service, old)]

const specOf = ({spec}: Service): ServiceSpec => spec ?? {}

const sourceRanges = 'service.beta.kubernetes.io/load-balancer-source-ranges'

function* serviceErrors(service: Service, old?: Service): Errors {
  const spec = specOf(service)
  const {type, ports = []} = spec
  yield* topologyErrors(service)
  if (ports.length === 0 && !isHeadless(spec) && type !== 'ExternalName') yield required('spec.ports')
  yield* typeErrors(spec)
  const names = new Set<string>()
  yield* each('spec.ports', ports, (port, path) => portErrors(path, port, ports.length > 1, names))
  yield* validateLabels('spec.selector', spec.selector)
  yield* affinityErrors(spec)
  yield* validateClusterIps(spec, old?.spec)
  yield* each('spec.externalIPs', spec.externalIPs, function* (ip, path) {
    const errors = [...validateLegacyIp(path, ip, old?.spec?.externalIPs)]
    yield* errors.length > 0 ? errors : validateEndpointIp(path, ip)
  })
  yield* requiredWord('spec.type', type, ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'])
  yield* portCollisions(spec)
  yield* sourceRangeErrors(service, old)
  const isBalanced = type === 'LoadBalancer'
  if (spec.allocateLoadBalancerNodePorts !== undefined && !isBalanced)
    yield forbiddenField('spec.allocateLoadBalancerNodePorts', "may only be used when `type` is 'LoadBalancer'")
  if (isBalanced && spec.allocateLoadBalancerNodePorts === undefined) yield required('allocateLoadBalancerNodePorts')
  yield* loadBalancerClassErrors(spec)
  yield* trafficErrors(spec)
}

function* topologyErrors({metadata}: Service): Errors {
  const [hints, mode] = ['service.kubernetes.io/topology-aware-hints', 'service.kubernetes.io/topology-mode']
  const [hintsValue, modeValue] = [metadata.annotations?.[hints], metadata.annotations?.[mode]]
  if (hintsValue !== undefined && modeValue !== undefined && hintsValue !== modeValue)
    yield invalidValue(
      `metadata.annotations[${mode}]`,
      modeValue,
      `must match annotations[${hints}] when both are specified`,
    )
}

function* typeErrors(spec: ServiceSpec): Errors {
  const {type} = spec
  if ((type === 'LoadBalancer' || type === 'NodePort') && isHeadless(spec))
    yield invalidValue('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${type} services`)
  if (type !== 'ExternalName') return
  const why = 'may not be set for ExternalName services'
  if (spec.clusterIPs?.length) yield forbiddenField('spec.clusterIPs', why)
  if (spec.ipFamilies?.length) yield forbiddenField('spec.ipFamilies', why)
  if (spec.ipFamilyPolicy !== undefined) yield forbiddenField('spec.ipFamilyPolicy', why)
  const name = (spec.externalName ?? '').replace(/\.$/, '')
  if (!name) yield required('spec.externalName')
  else yield* invalidBecause('spec.externalName', name, isDns1123Subdomain(name))
}

type Port = NonNullable<ServiceSpec['ports']>[number]

function* portErrors(path: string, port: Port, needsName: boolean, names: Set<string>): Errors {
  const {name, appProtocol} = port
  if (name) {
    yield* invalidBecause(`${path}.name`, name, isDns1123Label(name))
    if (names.has(name)) yield duplicate(`${path}.name`, name)
    names.add(name)
  } else if (needsName) {
    yield required(`${path}.name`)
  }
  yield* validatePortNumber(`${path}.port`, port.port)
  yield* requiredWord(`${path}.protocol`, port.protocol, protocols)
  yield* validatePort(`${path}.targetPort`, port.targetPort)
  if (appProtocol !== undefined) yield* invalidBecause(`${path}.appProtocol`, appProtocol, isQualifiedName(appProtocol))
}

function* affinityErrors({sessionAffinity, sessionAffinityConfig}: ServiceSpec): Errors {
  yield* requiredWord('spec.sessionAffinity', sessionAffinity, ['ClientIP', 'None'])
  const path = 'spec.sessionAffinityConfig'
  if (sessionAffinity === 'None' && sessionAffinityConfig)
    yield forbiddenField(path, 'must not be set when session affinity is None')
  if (sessionAffinity !== 'ClientIP') return
  const why = 'when session affinity type is ClientIP'
  const seconds = sessionAffinityConfig?.clientIP?.timeoutSeconds
  if (!sessionAffinityConfig) yield required(path, why)
  else if (!sessionAffinityConfig.clientIP) yield required(`${path}.clientIP`, why)
  else if (seconds === undefined) yield required(`${path}.clientIP.timeoutSeconds`, why)
  else if (seconds <= 0 || seconds > 86_400)
    yield invalidValue(`${path}.clientIP.timeoutSeconds`, seconds, 'must be greater than 0 and less than 86400')
}

function* portCollisions({type, ports = []}: ServiceSpec): Errors {
  if (type === 'ClusterIP')
    for (const [index, {nodePort}] of ports.entries())
      if (nodePort) yield forbiddenField(`spec.ports[${index}].nodePort`, "may not be used when `type` is 'ClusterIP'")
  const nodePorts = new Set<string>()
  for (const [index, {nodePort, protocol}] of ports.entries()) {
    if (!nodePort) continue
    if (nodePorts.has(`${protocol}/${nodePort}`)) yield duplicate(`spec.ports[${index}].nodePort`, nodePort)
    nodePorts.add(`${protocol}/${nodePort}`)
  }
  const seen = new Set<string>()
  for (const [index, {port, protocol}] of ports.entries()) {
    if (seen.has(`${protocol}/${port}`))
      yield duplicate(`spec.ports[${index}]`, {
        Name: '',
        Protocol: protocol ?? '',
        AppProtocol: null,
        Port: port,
        TargetPort: 0,
        NodePort: 0,
      })
    seen.add(`${protocol}/${port}`)
  }
}

function* sourceRangeErrors({metadata, spec}: Service, old?: Service): Errors {
  const isBalanced = spec?.type === 'LoadBalancer'
  const misplaced = "may only be used when `type` is 'LoadBalancer'"
  const ranges = spec?.loadBalancerSourceRanges ?? []
  const annotation = metadata.annotations?.[sourceRanges]
  if (ranges.length > 0) {
    if (!isBalanced) yield forbiddenField('spec.LoadBalancerSourceRanges', misplaced)
    const before = old?.spec?.loadBalancerSourceRanges?.map(range => range.trim())
    yield* each('spec.LoadBalancerSourceRanges', ranges, (range, path) =>
      validateLegacyCidr(path, range.trim(), before),
    )
  } else if (annotation !== undefined) {
    const path = `metadata.annotations[${sourceRanges}]`
    if (!isBalanced) yield forbiddenField(path, misplaced)
    if (old?.metadata.annotations?.[sourceRanges] === annotation || !annotation.trim()) return
    for (const range of annotation.trim().split(',')) yield* validateLegacyCidr(path, range.trim())
  }
}

function* loadBalancerClassErrors(spec: ServiceSpec, old?: ServiceSpec): Errors {
  const path = 'spec.loadBalancerClass'
  const value = spec.loadBalancerClass
  const isBalanced = spec.type === 'LoadBalancer'
  if (old?.type === 'LoadBalancer' && isBalanced && old.loadBalancerClass !== value)
    yield invalidValue(path, value ?? null, 'may not change once set')
  if (value === undefined) return
  if (isBalanced) yield* invalidBecause(path, value, isQualifiedName(value))
  else yield forbiddenField(path, "may only be used when `type` is 'LoadBalancer'")
}

function* trafficErrors(spec: ServiceSpec): Errors {
  const {type, externalTrafficPolicy, healthCheckNodePort, internalTrafficPolicy} = spec
  if (takesOutsideTraffic(spec))
    yield* requiredWord('spec.externalTrafficPolicy', externalTrafficPolicy, ['Cluster', 'Local'])
  else if (externalTrafficPolicy)
    yield invalidValue(
      'spec.externalTrafficPolicy',
      externalTrafficPolicy,
      'may only be set for externally-accessible services',
    )
  if (needsHealthCheck(spec)) {
    if (!healthCheckNodePort) yield required('spec.healthCheckNodePort')
    else yield* validatePortNumber('spec.healthCheckNodePort', healthCheckNodePort)
  } else if (healthCheckNodePort) {
    yield invalidValue(
      'spec.healthCheckNodePort',
      healthCheckNodePort,
      "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
    )
  }
  const isInternal = type === 'NodePort' || type === 'LoadBalancer' || type === 'ClusterIP'
  if (internalTrafficPolicy === undefined && isInternal) yield required('spec.internalTrafficPolicy')
  yield* supportedWord('spec.internalTrafficPolicy', internalTrafficPolicy, ['Cluster', 'Local'])
  const distributions = ['PreferClose', 'PreferSameZone', 'PreferSameNode']
  yield* supportedWord('spec.trafficDistribution', spec.trafficDistribution, distributions)
}

function* healthCheckChange(spec: ServiceSpec, old: ServiceSpec): Errors {
  if (needsHealthCheck(spec) && needsHealthCheck(old) && spec.healthCheckNodePort !== old.healthCheckNodePort)
    yield forbiddenField('spec.healthCheckNodePort', 'field is immutable')
}

function* statusErrors({spec, status}: Service, old: Service): Errors {
  const path = 'status.loadBalancer.ingress'
  const ingress = status?.loadBalancer?.ingress ?? []
  if (spec?.type !== 'LoadBalancer' && ingress.length > 0) {
    yield forbiddenField(path, "may only be used when `spec.type` is 'LoadBalancer'")
    return
  }
  const before = (old.status?.loadBalancer?.ingress ?? []).map(({ip}) => ip).filter(ip => ip !== undefined)
  yield* each(path, ingress, function* ({ip, ipMode, hostname}, at) {
    if (ip) yield* validateLegacyIp(`${at}.ip`, ip, before)
    if (ipMode === undefined && ip) yield required(`${at}.ipMode`, 'must be specified when `ip` is set')
    else if (ipMode !== undefined && !ip)
      yield forbiddenField(`${at}.ipMode`, 'may not be specified when `ip` is not set')
    else yield* supportedWord(`${at}.ipMode`, ipMode, ['Proxy', 'VIP'])
    if (!hostname) return
    yield* invalidBecause(`${at}.hostname`, hostname, isDns1123Subdomain(hostname))
    if (parseIp(hostname)) yield invalidValue(`${at}.hostname`, hostname, 'must be a DNS name, not an IP address')
  })
}
