import {deepEqual} from '../../../api/json/deep-equal.ts'
import {isReachable, mayHaveNodePorts, needsClusterIp, needsHealthCheckPort, type ServiceSpec} from './service-needs.ts'

/** Fills a changed service with the allocations that it had and did not mention, and drops those that its new type has no use for. */
export function carryOver(spec: ServiceSpec, old: ServiceSpec): void {
  followFirstAddress(spec, old)
  if (needsClusterIp(old) && needsClusterIp(spec)) {
    spec.clusterIP ||= old.clusterIP
    if (!spec.clusterIPs?.length && spec.clusterIP === old.clusterIP) spec.clusterIPs = old.clusterIPs
  }
  if (needsClusterIp(old) && !needsClusterIp(spec)) dropAddresses(spec, old)
  if (mayHaveNodePorts(old) && mayHaveNodePorts(spec)) carryNodePorts(spec, old)
  if (mayHaveNodePorts(old) && !mayHaveNodePorts(spec)) dropNodePorts(spec, old)
  if (needsHealthCheckPort(old) && needsHealthCheckPort(spec)) spec.healthCheckNodePort ||= old.healthCheckNodePort
  if (needsHealthCheckPort(old) && !needsHealthCheckPort(spec) && spec.healthCheckNodePort === old.healthCheckNodePort)
    delete spec.healthCheckNodePort
  dropOutsideTraffic(spec, old)
  for (const field of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'healthCheckNodePort'] as const)
    if (spec[field] === undefined) delete spec[field]
}

/** Fields that only services for outside traffic have go with the type, unless the client has changed them too. */
function dropOutsideTraffic(spec: ServiceSpec, old: ServiceSpec): void {
  if (isReachable(old) && !isReachable(spec) && spec.externalTrafficPolicy === old.externalTrafficPolicy)
    delete spec.externalTrafficPolicy
  if (old.type !== 'LoadBalancer' || spec.type === 'LoadBalancer') return
  for (const field of ['allocateLoadBalancerNodePorts', 'loadBalancerClass'] as const)
    if (spec[field] === old[field]) delete spec[field]
}

/** Clients that know only clusterIP change clusterIPs with it. */
function followFirstAddress(spec: ServiceSpec, old: ServiceSpec): void {
  const {clusterIP = '', clusterIPs = []} = spec
  const same = JSON.stringify(clusterIPs) === JSON.stringify(old.clusterIPs ?? [])
  if (clusterIP !== (old.clusterIP ?? '') && same && clusterIPs.length > 0) {
    if (clusterIP === '') delete spec.clusterIPs
    else spec.clusterIPs = [clusterIP]
  } else if (clusterIP && clusterIPs.length === 0 && clusterIP !== old.clusterIP) spec.clusterIPs = [clusterIP]
}

/** What the client has not changed goes; what he has is for validation to refuse. */
function dropAddresses(spec: ServiceSpec, old: ServiceSpec): void {
  if ((spec.clusterIP ?? '') === (old.clusterIP ?? '') && deepEqual(spec.clusterIPs ?? [], old.clusterIPs ?? [])) {
    delete spec.clusterIP
    delete spec.clusterIPs
  }
  if (deepEqual(spec.ipFamilies, old.ipFamilies)) delete spec.ipFamilies
  if (spec.ipFamilyPolicy === old.ipFamilyPolicy) delete spec.ipFamilyPolicy
}

function carryNodePorts(spec: ServiceSpec, old: ServiceSpec): void {
  const known = new Map((old.ports ?? []).map(port => [port.name ?? '', port.nodePort]))
  const used = new Set((spec.ports ?? []).map(port => port.nodePort))
  for (const port of spec.ports ?? []) {
    const before = known.get(port.name ?? '')
    if (port.nodePort || !before || used.has(before)) continue
    port.nodePort = before
    used.add(before)
  }
}

function dropNodePorts(spec: ServiceSpec, old: ServiceSpec): void {
  const before = new Set((old.ports ?? []).map(port => port.nodePort))
  const untouched = (spec.ports ?? []).every(port => !port.nodePort || before.has(port.nodePort))
  if (untouched) for (const port of spec.ports ?? []) delete port.nodePort
}
