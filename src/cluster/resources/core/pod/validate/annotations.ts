import {forbiddenField, invalidValue} from '../../../../../api/field-error.ts'
import type {Container, PodSpec} from '../../../../../api/kinds.ts'
import type {ObjectMeta} from '../../../../../api/object.ts'
import type {Errors} from '../../../validation/errors.ts'
import {descendingPath} from '../../../validation/file-paths.ts'
import {allContainers} from '../containers.ts'
import type {PodRules} from './options.ts'
import {mirrorAnnotation} from './resource-claims.ts'

const deletionCost = 'controller.kubernetes.io/pod-deletion-cost'
const podSeccomp = 'seccomp.security.alpha.kubernetes.io/pod'
const containerSeccomp = 'container.seccomp.security.alpha.kubernetes.io/'
const containerAppArmor = 'container.apparmor.security.beta.kubernetes.io/'

/** Annotations that mean something to the cluster. */
export function* validatePodAnnotations(
  path: string,
  annotations: Record<string, string> | undefined,
  spec: PodSpec,
  rules: PodRules,
): Errors {
  if (!annotations) return
  const mirror = annotations[mirrorAnnotation]
  if (mirror !== undefined && !spec.nodeName)
    yield invalidValue(`${path}[${mirrorAnnotation}]`, mirror, 'must set spec.nodeName if mirror pod annotation is set')
  const cost = annotations[deletionCost]
  if (!rules.anyDeletionCost && cost !== undefined && !isInt32(cost))
    yield invalidValue(`${path}[${deletionCost}]`, cost, 'must be a 32bit integer')
  for (const [key, value] of Object.entries(annotations))
    if (key === podSeccomp || key.startsWith(containerSeccomp)) yield* seccompErrors(`${path}.${key}`, value)
  for (const [key, value] of Object.entries(annotations))
    if (key.startsWith(containerAppArmor)) yield* appArmorErrors(`${path}[${key}]`, key, value, spec)
}

/** Written as Go's ParseInt takes it, without a plus sign or leading zeros. */
function isInt32(text: string): boolean {
  return /^(0|-?[1-9]\d*)$/.test(text) && Math.abs(Number(text)) <= 2 ** 31 && Number(text) !== 2 ** 31
}

function* seccompErrors(path: string, profile: string): Errors {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(profile)) return
  if (profile.startsWith('localhost/')) yield* descendingPath(path, profile.slice('localhost/'.length))
  else yield invalidValue(path, profile, 'must be a valid seccomp profile')
}

function* appArmorErrors(path: string, key: string, profile: string, spec: PodSpec): Errors {
  const name = key.slice(containerAppArmor.length)
  if (!allContainers(spec, 'spec').some(({container}) => container.name === name))
    yield invalidValue(path, name, 'container not found')
  if (profile && !['runtime/default', 'unconfined'].includes(profile) && !profile.startsWith('localhost/'))
    yield invalidValue(path, profile, `invalid AppArmor profile name: ${JSON.stringify(profile)}`)
}

interface Profile {
  type?: string
  localhostProfile?: string
}

/** Where profiles are given both ways, by annotation and by field, both say the same. */
export function* validateProfileAnnotations(path: string, metadata: ObjectMeta | undefined, spec: PodSpec): Errors {
  const annotations = metadata?.annotations
  if (!annotations) return
  yield* mismatch(
    `${path}.securityContext.seccompProfile`,
    'seccomp',
    annotations[podSeccomp],
    spec.securityContext?.seccompProfile,
  )
  for (const {container, path: at} of allContainers(spec, path))
    yield* mismatch(
      `${at}.securityContext.seccompProfile`,
      'seccomp',
      annotations[`${containerSeccomp}${container.name}`],
      container.securityContext?.seccompProfile,
    )
  if (spec.os?.name === 'windows') return
  const profileOf = ({securityContext}: Container) =>
    securityContext?.appArmorProfile ?? spec.securityContext?.appArmorProfile
  for (const {container, path: at} of allContainers(spec, path))
    yield* mismatch(
      `${at}.securityContext.appArmorProfile`,
      'apparmor',
      annotations[`${containerAppArmor}${container.name}`],
      profileOf(container),
    )
}

function* mismatch(path: string, what: string, annotation: string | undefined, profile: Profile | undefined): Errors {
  if (annotation === undefined || !profile) return
  const {type, localhostProfile} = profile
  const words: Record<string, string[]> = {
    Unconfined: ['unconfined'],
    RuntimeDefault: what === 'seccomp' ? ['runtime/default', 'docker/default'] : ['runtime/default'],
  }
  const matches = type === 'Localhost' ? annotation.startsWith('localhost/') : words[type ?? '']?.includes(annotation)
  if (matches === false) yield forbiddenField(`${path}.type`, `${what} type in annotation and field must match`)
  else if (type === 'Localhost' && annotation.slice('localhost/'.length) !== localhostProfile)
    yield forbiddenField(`${path}.localhostProfile`, `${what} profile in annotation and field must match`)
}

/** Annotations that say what a pod is, rather than what one thinks of it, stay. */
export function* validateAnnotationUpdates(
  path: string,
  annotations: Record<string, string> = {},
  old: Record<string, string> = {},
): Errors {
  for (const [key, value] of Object.entries(old)) {
    if (annotations[key] === value) continue
    if (key.startsWith(containerAppArmor))
      yield forbiddenField(`${path}[${key}]`, 'may not remove or update AppArmor annotations')
    if (key === mirrorAnnotation)
      yield forbiddenField(`${path}[${key}]`, 'may not remove or update mirror pod annotation')
  }
  for (const key of Object.keys(annotations)) {
    if (old[key] !== undefined) continue
    if (key.startsWith(containerAppArmor)) yield forbiddenField(`${path}[${key}]`, 'may not add AppArmor annotations')
    if (key === mirrorAnnotation) yield forbiddenField(`${path}[${key}]`, 'may not add mirror pod annotation')
  }
}
