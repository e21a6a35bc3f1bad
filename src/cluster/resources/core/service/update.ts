import {invalidValue} from '../../../../api/field-error.ts'
import type {Errors} from '../../validation/errors.ts'
import {isHeadless, type ServiceSpec} from './traffic.ts'

/** A service keeps its first address; the second one comes and goes with the family policy. */
export function* validateClusterIpChange(spec: ServiceSpec, old: ServiceSpec): Errors {
  if (spec.type === 'ExternalName' || old.type === 'ExternalName' || (isHeadless(spec) && isHeadless(old))) return
  const [now, before] = [spec.clusterIPs ?? [], old.clusterIPs ?? []]
  const changed = 'may not change once set'
  if (before.length === now.length) {
    for (const [index, ip] of before.entries())
      if (ip !== now[index]) yield invalidValue(`spec.clusterIPs[${index}]`, now, changed)
    return
  }
  if (before.length > now.length && now.length === 0)
    yield invalidValue(
      'spec.clusterIPs[0]',
      now.length === 0 ? (spec.clusterIPs ?? null) : now,
      'primary clusterIP can not be unset',
    )
  if (before.length > 0 && now.length > 0 && before[0] !== now[0])
    yield invalidValue('spec.clusterIPs[0]', now, changed)
  if (before.length > now.length && now.length === 1) yield* releaseErrors(spec, 'clusterIP')
}

export function* validateIpFamilyChange(spec: ServiceSpec, old: ServiceSpec): Errors {
  if (spec.type === 'ExternalName' || old.type === 'ExternalName') return
  if (isHeadless(spec) || isHeadless(old)) return
  const [now, before] = [spec.ipFamilies ?? [], old.ipFamilies ?? []]
  const path = 'spec.ipFamilies[0]'
  if (before.length === now.length) {
    for (const [index, family] of before.entries())
      if (family !== now[index]) yield invalidValue(path, now, 'may not change once set')
    return
  }
  const shrinks = before.length > now.length
  if (shrinks && !spec.clusterIPs?.length) yield invalidValue(path, now, 'primary ipFamily can not be unset')
  if (before.length > 0 && now.length > 0 && before[0] !== now[0])
    yield invalidValue(path, spec.clusterIPs ?? null, 'may not change once set')
  if (shrinks && now.length === 1) yield* releaseErrors(spec, 'ipFamily')
}

function* releaseErrors({ipFamilyPolicy}: ServiceSpec, what: string): Errors {
  if (ipFamilyPolicy !== 'SingleStack')
    yield invalidValue(
      'spec.ipFamilyPolicy',
      ipFamilyPolicy ?? null,
      `must be set to 'SingleStack' when releasing the secondary ${what}`,
    )
}
