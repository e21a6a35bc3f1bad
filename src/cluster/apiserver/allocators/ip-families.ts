import {type FieldError, invalidValue} from '../../../api/field-error.ts'
import {validateClusterIps} from '../../resources/core/service/cluster-ips.ts'
import {needsClusterIp, type ServiceSpec} from './service-needs.ts'

/**
 * Fills in the IP families of a service and how many it wants, in a cluster that speaks IPv4 alone; what is returned is wrong with those that it names.
 * Only headless services without a selector may have families that the cluster does not speak.
 */
export function initIpFamilies(spec: ServiceSpec, old: ServiceSpec | undefined): FieldError[] {
  if (!needsClusterIp(spec) || keepsPreferDualStack(spec, old)) return []
  const free = spec.clusterIP === 'None' && Object.keys(spec.selector ?? {}).length === 0
  spec.ipFamilyPolicy ??= old?.ipFamilyPolicy ?? (free ? 'RequireDualStack' : 'SingleStack')
  const malformed = [...validateClusterIps(spec, old)]
  if (malformed.length > 0) return malformed
  const errors = [...(old ? releases(spec, old) : []), ...tooMany(spec), ...inferred(spec)]
  if (errors.length > 0) return errors
  if (free) {
    if (!spec.ipFamilies?.length) spec.ipFamilies = ['IPv4']
    if (spec.ipFamilies.length < 2 && spec.ipFamilyPolicy !== 'SingleStack')
      spec.ipFamilies = [...spec.ipFamilies, spec.ipFamilies[0] === 'IPv4' ? 'IPv6' : 'IPv4']
    return []
  }
  const unserved = notServed(spec)
  if (unserved.length === 0 && !spec.ipFamilies?.length) spec.ipFamilies = ['IPv4']
  return unserved
}

const policyPath = 'spec.ipFamilyPolicy'

function keepsPreferDualStack(spec: ServiceSpec, old: ServiceSpec | undefined): boolean {
  const prefers = [spec.ipFamilyPolicy, old?.ipFamilyPolicy ?? spec.ipFamilyPolicy].every(
    policy => policy === 'PreferDualStack',
  )
  return (
    old !== undefined &&
    prefers &&
    old.type === spec.type &&
    same(old.clusterIPs, spec.clusterIPs) &&
    same(old.ipFamilies, spec.ipFamilies)
  )
}

/** Asking for one family releases the other; asking for fewer without saying so is a mistake. */
function* releases(spec: ServiceSpec, old: ServiceSpec): Generator<FieldError> {
  const {clusterIPs = [], ipFamilies = [], ipFamilyPolicy} = spec
  if (ipFamilyPolicy === 'SingleStack') {
    if (same(old.clusterIPs, clusterIPs) && clusterIPs.length > 1) spec.clusterIPs = clusterIPs.slice(0, 1)
    if (same(old.ipFamilies, ipFamilies) && ipFamilies.length > 1) spec.ipFamilies = ipFamilies.slice(0, 1)
    return
  }
  const fewer = (now: readonly string[], before: readonly string[] = []) => now.length > 0 && now.length < before.length
  const refuse = (what: string) =>
    invalidValue(policyPath, ipFamilyPolicy ?? null, `must be 'SingleStack' to release the secondary ${what}`)
  if (fewer(clusterIPs, old.clusterIPs)) yield refuse('cluster IP')
  if (fewer(ipFamilies, old.ipFamilies)) yield refuse('IP family')
}

function* tooMany({clusterIPs = [], ipFamilies = [], ipFamilyPolicy}: ServiceSpec): Generator<FieldError> {
  if (ipFamilyPolicy !== 'SingleStack') return
  const refuse = (what: string) =>
    invalidValue(
      policyPath,
      ipFamilyPolicy,
      `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`,
    )
  if (clusterIPs.length === 2) yield refuse('cluster IPs')
  if (ipFamilies.length === 2) yield refuse('IP families')
}

/** Families that the addresses imply. */
function* inferred(spec: ServiceSpec): Generator<FieldError> {
  for (const [index, ip] of (spec.clusterIPs ?? []).entries()) {
    if (ip === 'None') return
    if (index < (spec.ipFamilies?.length ?? 0)) continue
    const family = ip.includes(':') ? 'IPv6' : 'IPv4'
    if (family === 'IPv4') spec.ipFamilies = [...(spec.ipFamilies ?? []), family]
    else yield invalidValue(`spec.clusterIPs[${index}]`, spec.clusterIPs, `${family} is not configured on this cluster`)
  }
}

function notServed({ipFamilies = [], ipFamilyPolicy}: ServiceSpec): FieldError[] {
  const dual =
    ipFamilyPolicy === 'RequireDualStack'
      ? [invalidValue(policyPath, ipFamilyPolicy, 'this cluster is not configured for dual-stack services')]
      : []
  const families = ipFamilies.flatMap((family, index) =>
    family === 'IPv4' ? [] : [invalidValue(`spec.ipFamilies[${index}]`, family, 'not configured on this cluster')],
  )
  return [...dual, ...families]
}

const same = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
  a.length === b.length && a.every((each, index) => each === b[index])
