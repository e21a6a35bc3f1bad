import {containersOf, type PodSecurityCheck, quoted, setters} from './check.ts'

const annotationPrefix = 'container.apparmor.security.beta.kubernetes.io/'
const allowedTypes = ['RuntimeDefault', 'Localhost']

/** No pod may turn AppArmor off, by its fields or by the annotations of before. */
export const appArmorProfile: PodSecurityCheck = (spec, annotations) => {
  const isBad = (profile: {type: string} | undefined) => profile !== undefined && !allowedTypes.includes(profile.type)
  const own = spec.securityContext?.appArmorProfile
  const bad = containersOf(spec).filter(({securityContext}) => isBad(securityContext?.appArmorProfile))
  const profiles = [...(isBad(own) ? [own] : []), ...bad.map(({securityContext}) => securityContext?.appArmorProfile)]
  const types = [...new Set(profiles.map(profile => profile?.type ?? ''))].sort()
  const annotated = Object.entries(annotations)
    .filter(([key, value]) => key.startsWith(annotationPrefix) && !isAllowed(value))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .sort()
  const who = [
    ...(isBad(own) || bad.length > 0 ? [setters(isBad(own), bad)] : []),
    ...(annotated.length > 0 ? [annotated.length === 1 ? 'annotation' : 'annotations'] : []),
  ]
  if (who.length === 0) return undefined
  const values = [...types, ...annotated]
  return {
    reason: `forbidden AppArmor profile${values.length === 1 ? '' : 's'}`,
    detail: `${who.join(' and ')} must not set AppArmor profile type to ${quoted(values)}`,
  }
}

const isAllowed = (value: string): boolean =>
  value === '' || value === 'runtime/default' || value.startsWith('localhost/')
