import {forbiddenField, invalidValue, notSupported, required, tooLong} from '../../../../../api/field-error.ts'
import type {Container, PodSpec} from '../../../../../api/kinds.ts'
import {goJson} from '../../../go-types/go-json.ts'
import {type Errors, supportedWord} from '../../../validation/errors.ts'
import {descendingPath} from '../../../validation/file-paths.ts'
import {validId} from '../../../validation/numbers.ts'
import type {PodRules} from './options.ts'
import {validateSysctls} from './sysctls.ts'
import {validateWindowsOptions} from './windows.ts'

type PodContext = NonNullable<PodSpec['securityContext']>
type ContainerContext = NonNullable<Container['securityContext']>
type SeccompProfile = NonNullable<PodContext['seccompProfile']>
type AppArmorProfile = NonNullable<PodContext['appArmorProfile']>

export function* validatePodSecurityContext(path: string, spec: PodSpec, rules: PodRules): Errors {
  const context = spec.securityContext
  if (!context) return
  yield* validId(`${path}.fsGroup`, context.fsGroup)
  yield* validId(`${path}.runAsUser`, context.runAsUser)
  yield* validId(`${path}.runAsGroup`, context.runAsGroup)
  for (const [index, group] of (context.supplementalGroups ?? []).entries())
    yield* validId(`${path}.supplementalGroups[${index}]`, group)
  if (spec.shareProcessNamespace && spec.hostPID)
    yield invalidValue(
      `${path}.shareProcessNamespace`,
      true,
      'ShareProcessNamespace and HostPID cannot both be enabled',
    )
  yield* validateSysctls(`${path}.sysctls`, spec, rules)
  yield* supportedWord(`${path}.fsGroupChangePolicy`, context.fsGroupChangePolicy, ['Always', 'OnRootMismatch'])
  yield* validateSeccompProfile(`${path}.seccompProfile`, context.seccompProfile)
  yield* validateWindowsOptions(`${path}.windowsOptions`, context.windowsOptions)
  yield* validateAppArmorProfile(`${path}.appArmorProfile`, context.appArmorProfile)
  yield* supportedWord(`${path}.supplementalGroupsPolicy`, context.supplementalGroupsPolicy, ['Merge', 'Strict'])
  const changePolicies = rules.anySeLinuxChangePolicy ? ['MountOption', 'Recursive'] : ['Recursive']
  yield* supportedWord(`${path}.seLinuxChangePolicy`, context.seLinuxChangePolicy, changePolicies)
}

export function* validateContainerSecurityContext(
  path: string,
  context: ContainerContext | undefined,
  hostUsers: boolean,
): Errors {
  if (!context) return
  yield* validId(`${path}.runAsUser`, context.runAsUser)
  yield* validId(`${path}.runAsGroup`, context.runAsGroup)
  if (context.procMount !== undefined) {
    if (context.procMount !== 'Default' && context.procMount !== 'Unmasked')
      yield notSupported(`${path}.procMount`, context.procMount, ['Default', 'Unmasked'])
    if (hostUsers && context.procMount === 'Unmasked')
      yield invalidValue(`${path}.procMount`, context.procMount, '`hostUsers` must be false to use `Unmasked`')
  }
  yield* validateSeccompProfile(`${path}.seccompProfile`, context.seccompProfile)
  if (context.allowPrivilegeEscalation === false) {
    const rule = 'cannot set `allowPrivilegeEscalation` to false and'
    const value = goJson('SecurityContext', context)
    if (context.privileged) yield invalidValue(path, value, `${rule} \`privileged\` to true`)
    for (const capability of context.capabilities?.add ?? [])
      if (capability === 'CAP_SYS_ADMIN') yield invalidValue(path, value, `${rule} \`capabilities.Add\` CAP_SYS_ADMIN`)
  }
  yield* validateWindowsOptions(`${path}.windowsOptions`, context.windowsOptions)
  yield* validateAppArmorProfile(`${path}.appArmorProfile`, context.appArmorProfile)
}

function* validateSeccompProfile(path: string, profile: SeccompProfile | undefined): Errors {
  if (!profile) return
  yield* profileType(`${path}.type`, profile.type, 'type is required when seccompProfile is set')
  const {type, localhostProfile} = profile
  if (type !== 'Localhost') {
    if (localhostProfile !== undefined)
      yield invalidValue(
        `${path}.localhostProfile`,
        {Type: type ?? '', LocalhostProfile: localhostProfile},
        'can only be set when seccomp type is Localhost',
      )
  } else if (localhostProfile === undefined) {
    yield required(`${path}.localhostProfile`, 'must be set when seccomp type is Localhost')
  } else {
    yield* descendingPath(`${path}.localhostProfile`, localhostProfile)
  }
}

const profileTypes = ['Localhost', 'RuntimeDefault', 'Unconfined']

function* profileType(path: string, type: string | undefined, missing: string): Errors {
  if (!type) yield required(path, missing)
  else yield* supportedWord(path, type, profileTypes)
}

const localhostProfileLimit = 4095

function* validateAppArmorProfile(path: string, profile: AppArmorProfile | undefined): Errors {
  if (!profile) return
  const {type, localhostProfile} = profile
  const at = `${path}.localhostProfile`
  const missing = 'must be set when AppArmor type is Localhost'
  if (type === 'RuntimeDefault' || type === 'Unconfined') {
    if (localhostProfile !== undefined)
      yield invalidValue(at, localhostProfile, 'can only be set when AppArmor type is Localhost')
  } else if (type !== 'Localhost') {
    yield* profileType(`${path}.type`, type, 'type is required when appArmorProfile is set')
  } else if (localhostProfile === undefined) {
    yield required(at, missing)
  } else {
    if (localhostProfile.trim() !== localhostProfile)
      yield invalidValue(at, localhostProfile, 'must not be padded with whitespace')
    else if (localhostProfile === '') yield required(at, missing)
    if (localhostProfile.length > localhostProfileLimit) yield tooLong(at, localhostProfileLimit)
  }
}

/** User namespaces leave no room for the host's other ones. */
export function* validateHostUsers(path: string, spec: PodSpec): Errors {
  if (spec.hostUsers !== false) return
  const why = 'when `hostUsers` is false'
  if (spec.hostNetwork) yield forbiddenField(`${path}.hostNetwork`, why)
  if (spec.hostPID) yield forbiddenField(`${path}.HostPID`, why)
  if (spec.hostIPC) yield forbiddenField(`${path}.HostIPC`, why)
}
