import {containersOf, type PodSecurityCheck} from './check.ts'

const prefix = 'seccomp.security.alpha.kubernetes.io/'

/** Before there were fields for it, annotations said which system calls a container may make. */
export const seccompAnnotations: PodSecurityCheck = (spec, annotations) => {
  const keys = [`${prefix}pod`, ...containersOf(spec).map(({name}) => `container.${prefix}${name}`)]
  const bad = keys
    .filter(key => annotations[key] !== undefined && !isAllowed(annotations[key]))
    .map(key => `${key}=${JSON.stringify(annotations[key])}`)
    .sort()
  if (bad.length === 0) return undefined
  return {
    reason: 'seccompProfile',
    detail: `forbidden annotation${bad.length === 1 ? '' : 's'} ${[...new Set(bad)].join(', ')}`,
  }
}

const isAllowed = (value: string): boolean =>
  value === 'runtime/default' || value === 'docker/default' || value.startsWith('localhost/')
