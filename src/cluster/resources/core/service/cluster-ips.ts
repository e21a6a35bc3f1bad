import {duplicate, invalidValue, notSupported, required} from '../../../../api/field-error.ts'
import {type Errors, supportedWord} from '../../validation/errors.ts'
import {validateLegacyIp} from '../../validation/ip.ts'
import {isDualStack, parseIp} from '../../validation/ip-address.ts'
import {isHeadless, type ServiceSpec} from './traffic.ts'

/** A service's own addresses: one for each family, in the order of the families. */
export function* validateClusterIps(spec: ServiceSpec, old?: ServiceSpec): Errors {
  if (spec.type === 'ExternalName') return
  const {clusterIP, clusterIPs = [], ipFamilies = []} = spec
  const path = 'spec.clusterIPs'
  if (clusterIP && clusterIPs.length === 0) yield required(path)
  else if (clusterIP && clusterIPs[0] !== clusterIP)
    yield invalidValue(path, clusterIPs, 'first value must match `clusterIP`')
  else if (!clusterIP && clusterIPs.length > 0)
    yield invalidValue(path, clusterIPs, 'must be empty when `clusterIP` is not specified')
  yield* familyErrors(spec)
  const addressErrors = [...addresses(path, clusterIPs, old?.clusterIPs)]
  yield* addressErrors
  if (clusterIPs.length > 2) yield invalidValue(path, clusterIPs, 'may only hold up to 2 values')
  if (addressErrors.length > 0) return
  const parsed = clusterIPs.map(parseIp)
  const known = parsed.filter(ip => ip !== undefined)
  if (clusterIPs.length > 1 && !isDualStack(known))
    yield invalidValue(path, clusterIPs, 'may specify no more than one IP for each IP family')
  if (isHeadless(spec)) return
  for (const [index, ip] of parsed.slice(0, ipFamilies.length).entries()) {
    const expected = ipFamilies[index]!
    if (ip && families.includes(expected) && expected !== `IPv${ip.version}`)
      yield invalidValue(
        `${path}[${index}]`,
        clusterIPs[index],
        `expected an ${expected} value as indicated by \`ipFamilies[${index}]\``,
      )
  }
}

const families = ['IPv4', 'IPv6']

function* familyErrors({ipFamilies = [], ipFamilyPolicy}: ServiceSpec): Errors {
  const seen = new Set<string>()
  for (const [index, family] of ipFamilies.entries()) {
    const path = `spec.ipFamilies[${index}]`
    if (!families.includes(family)) yield notSupported(path, family, families)
    if (seen.has(family)) yield duplicate(path, family)
    seen.add(family)
  }
  const policies = ['PreferDualStack', 'RequireDualStack', 'SingleStack']
  yield* supportedWord('spec.ipFamilyPolicy', ipFamilyPolicy, policies)
}

function* addresses(path: string, clusterIPs: string[], old: string[] | undefined): Errors {
  for (const [index, ip] of clusterIPs.entries()) {
    if (index > 0 || ip !== 'None') yield* validateLegacyIp(`${path}[${index}]`, ip, old)
    else if (clusterIPs.length > 1) yield invalidValue(path, clusterIPs, "'None' must be the first and only value")
  }
}
