import type {Container, Pod} from '../../../../api/kinds.ts'
import {sameMeaning} from '../../validation/equality.ts'
import {allContainers} from './containers.ts'

type AppArmorProfile = NonNullable<NonNullable<Container['securityContext']>['appArmorProfile']>

export const appArmorPrefix = 'container.apparmor.security.beta.kubernetes.io/'

/** What an annotation of old says; undefined if it says nothing that a field could. */
export function appArmorOf(annotation: string): AppArmorProfile | undefined {
  if (annotation === 'unconfined') return {type: 'Unconfined'}
  if (annotation === 'runtime/default') return {type: 'RuntimeDefault'}
  const [, localhostProfile] = /^localhost\/(.+)$/s.exec(annotation) ?? []
  return localhostProfile ? {type: 'Localhost', localhostProfile} : undefined
}

export const appArmorWarning = (path: string, container: string): string =>
  `${path}[${appArmorPrefix}${container}]: deprecated since v1.30; use the "appArmorProfile" field instead`

/** Fields take over what a new pod's annotations say of its containers (KEP-24), with a warning of each. */
export function takeAppArmorAnnotations(pod: Pod, warn: (message: string) => void): void {
  const {spec, metadata} = pod
  if (!spec || spec.os?.name === 'windows') return
  for (const {container} of allContainers(spec, 'spec')) {
    const annotation = metadata.annotations?.[appArmorPrefix + container.name]
    if (annotation === undefined || container.securityContext?.appArmorProfile) continue
    const profile = appArmorOf(annotation)
    const isTaken = profile !== undefined && isSound(profile)
    if (isTaken && sameMeaning(profile, spec.securityContext?.appArmorProfile)) continue
    if (isTaken) setProfile(container, profile)
    warn(appArmorWarning('metadata.annotations', container.name))
  }
}

const longestPath = 4095

function isSound({localhostProfile: name}: AppArmorProfile): boolean {
  return name === undefined || (name === name.trim() && Buffer.byteLength(name) <= longestPath)
}

function setProfile(container: Container, appArmorProfile: AppArmorProfile): void {
  container.securityContext = {...container.securityContext, appArmorProfile}
}
