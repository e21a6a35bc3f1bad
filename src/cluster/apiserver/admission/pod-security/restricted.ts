import {baselineCapabilities, baselineSeccomp, hostPathVolumes} from './baseline.ts'
import {type CheckSince, containersOf, exceptOnWindows, named, type PodSecurityCheck, quoted, setters} from './check.ts'

const freeVolumes = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
]

const allowPrivilegeEscalation: PodSecurityCheck = spec => {
  const bad = containersOf(spec).filter(({securityContext}) => securityContext?.allowPrivilegeEscalation !== false)
  return bad.length > 0
    ? {
        reason: 'allowPrivilegeEscalation != false',
        detail: `${named(bad)} must set securityContext.allowPrivilegeEscalation=false`,
      }
    : undefined
}

const restrictedCapabilities: PodSecurityCheck = spec => {
  const all = containersOf(spec)
  const keeping = all.filter(({securityContext}) => !securityContext?.capabilities?.drop?.includes('ALL'))
  const added = (container: (typeof all)[number]) =>
    (container.securityContext?.capabilities?.add ?? []).filter(name => name !== 'NET_BIND_SERVICE')
  const adding = all.filter(container => added(container).length > 0)
  const names = [...new Set(adding.flatMap(added))].sort()
  const told = [
    ...(keeping.length > 0 ? [`${named(keeping)} must set securityContext.capabilities.drop=["ALL"]`] : []),
    ...(adding.length > 0
      ? [`${named(adding)} must not include ${quoted(names)} in securityContext.capabilities.add`]
      : []),
  ]
  return told.length > 0 ? {reason: 'unrestricted capabilities', detail: told.join('; ')} : undefined
}

const restrictedVolumes: PodSecurityCheck = ({volumes = []}) => {
  const kindOf = (volume: (typeof volumes)[number]) =>
    Object.keys(volume).find(key => key !== 'name' && volume[key as keyof typeof volume] !== undefined) ?? 'unknown'
  const bad = volumes.filter(volume => !freeVolumes.includes(kindOf(volume)))
  if (bad.length === 0) return undefined
  const kinds = [...new Set(bad.map(kindOf))].sort()
  const verb = bad.length === 1 ? 'uses' : 'use'
  const what = kinds.length === 1 ? 'restricted volume type' : 'restricted volume types'
  return {reason: 'restricted volume types', detail: `${named(bad, 'volume')} ${verb} ${what} ${quoted(kinds)}`}
}

const runAsNonRoot: PodSecurityCheck = spec => {
  const reason = 'runAsNonRoot != true'
  const pod = spec.securityContext?.runAsNonRoot
  const all = containersOf(spec)
  const refusing = all.filter(({securityContext}) => securityContext?.runAsNonRoot === false)
  const silent = all.filter(({securityContext}) => securityContext?.runAsNonRoot === undefined)
  if (pod === false || refusing.length > 0)
    return {reason, detail: `${setters(pod === false, refusing)} must not set securityContext.runAsNonRoot=false`}
  if (pod === true || silent.length === 0) return undefined
  return {reason, detail: `pod or ${named(silent)} must set securityContext.runAsNonRoot=true`}
}

const runAsUser: PodSecurityCheck = spec => {
  const pod = spec.securityContext?.runAsUser === 0
  const bad = containersOf(spec).filter(({securityContext}) => securityContext?.runAsUser === 0)
  return pod || bad.length > 0
    ? {reason: 'runAsUser=0', detail: `${setters(pod, bad)} must not set runAsUser=0`}
    : undefined
}

const restrictedSeccomp: PodSecurityCheck = spec => {
  const isGood = (type: string | undefined) => type === 'RuntimeDefault' || type === 'Localhost'
  const own = spec.securityContext?.seccompProfile?.type
  const all = containersOf(spec)
  const wrong = all.filter(({securityContext}) => {
    const type = securityContext?.seccompProfile?.type
    return type !== undefined && !isGood(type)
  })
  const podIsWrong = own !== undefined && !isGood(own)
  const silent = all.filter(({securityContext}) => securityContext?.seccompProfile?.type === undefined)
  const types = [own, ...wrong.map(({securityContext}) => securityContext?.seccompProfile?.type)].filter(
    type => type !== undefined && !isGood(type),
  ) as string[]
  const reason = 'seccompProfile'
  if (podIsWrong || wrong.length > 0) {
    const detail = `${setters(podIsWrong, wrong)} must not set securityContext.seccompProfile.type to ${quoted([...new Set(types)].sort())}`
    return {reason, detail}
  }
  if (isGood(own) || silent.length === 0) return undefined
  const wanted = 'must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"'
  return {reason, detail: `pod or ${named(silent)} ${wanted}`}
}

/** The checks of baseline that a stricter one takes the place of, from a version on. */
export const overridden: readonly CheckSince[] = [
  [22, baselineCapabilities],
  [0, hostPathVolumes],
  [19, baselineSeccomp],
]

/** What hardened pods must do besides. */
export const restricted: readonly (readonly CheckSince[])[] = [
  [
    [8, allowPrivilegeEscalation],
    [25, exceptOnWindows(allowPrivilegeEscalation)],
  ],
  [
    [22, restrictedCapabilities],
    [25, exceptOnWindows(restrictedCapabilities)],
  ],
  [[0, restrictedVolumes]],
  [[0, runAsNonRoot]],
  [[23, runAsUser]],
  [
    [19, restrictedSeccomp],
    [25, exceptOnWindows(restrictedSeccomp)],
  ],
]
