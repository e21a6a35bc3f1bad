import {forbiddenField, invalidValue} from '../../../../../api/field-error.ts'
import type {PodSpec} from '../../../../../api/kinds.ts'
import {isDns1123Subdomain} from '../../../../../api/names.ts'
import {type Errors, invalidBecause} from '../../../validation/errors.ts'
import {allContainers} from '../containers.ts'

type Options = NonNullable<NonNullable<PodSpec['securityContext']>['windowsOptions']>

const specLimitKiB = 64
const domainLimit = 256
const userLimit = 104
const netBios = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/
const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?'
const dnsDomain = new RegExp(`^${label}(?:\\.${label})*$`)

export function* validateWindowsOptions(path: string, options: Options | undefined): Errors {
  if (!options) return
  const {gmsaCredentialSpecName: name, gmsaCredentialSpec: spec, runAsUserName: user} = options
  if (name !== undefined) yield* invalidBecause(`${path}.gmsaCredentialSpecName`, name, isDns1123Subdomain(name))
  if (spec === '')
    yield invalidValue(`${path}.gmsaCredentialSpec`, spec, 'gmsaCredentialSpec cannot be an empty string')
  else if (spec !== undefined && Buffer.byteLength(spec) > specLimitKiB * 1024)
    yield invalidValue(`${path}.gmsaCredentialSpec`, spec, `gmsaCredentialSpec size must be under ${specLimitKiB} KiB`)
  if (user !== undefined) yield* invalidBecause(`${path}.runAsUserName`, user, userMessages(user))
}

function userMessages(text: string): string[] {
  if (text === '') return ['runAsUserName cannot be an empty string']
  if (/\p{Cc}/u.test(text)) return ['runAsUserName cannot contain control characters']
  const parts = text.split('\\')
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash']
  const user = parts.at(-1) ?? ''
  const domain = parts.length === 2 ? (parts[0] ?? '') : undefined
  const messages: string[] = []
  if (domain !== undefined && domain.length >= domainLimit)
    messages.push(`runAsUserName's Domain length must be under ${domainLimit} characters`)
  if (domain !== undefined && !netBios.test(domain) && !dnsDomain.test(domain))
    messages.push("runAsUserName's Domain doesn't match the NetBios nor the DNS format")
  if (user === '') messages.push("runAsUserName's User cannot be empty")
  if (user.length > userLimit)
    messages.push(`runAsUserName's User length must not be longer than ${userLimit} characters`)
  if (/^[. ]+$/.test(user)) messages.push("runAsUserName's User cannot contain only periods or spaces")
  if (/["/\\:;|=,+*?<>@[\]]/.test(user))
    messages.push('runAsUserName\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]')
  return messages
}

/** A HostProcess pod is one through and through. */
export function* validateHostProcess(path: string, spec: PodSpec): Errors {
  const pod = spec.securityContext?.windowsOptions?.hostProcess
  const containers = allContainers(spec, path)
  let count = 0
  for (const {container, path: at} of containers) {
    const own = container.securityContext?.windowsOptions?.hostProcess
    if (pod !== undefined && own !== undefined && pod !== own)
      yield invalidValue(
        `${at}.securityContext.windowsOptions.hostProcess`,
        own,
        `pod hostProcess value must be identical if both are specified, was ${pod}`,
      )
    if (own ?? pod) count += 1
  }
  if (count === 0) return
  if (count !== containers.length)
    yield invalidValue(
      path,
      '',
      'If pod contains any hostProcess containers then all containers must be HostProcess containers',
    )
  if (!spec.hostNetwork)
    yield invalidValue(
      `${path}.hostNetwork`,
      false,
      'hostNetwork must be true if pod contains any hostProcess containers',
    )
}

const podFields = [
  ['securityContext', 'appArmorProfile'],
  ['securityContext', 'seLinuxOptions'],
  ['hostUsers'],
  ['hostPID'],
  ['hostIPC'],
  ['securityContext', 'seccompProfile'],
  ['securityContext', 'fsGroup'],
  ['securityContext', 'fsGroupChangePolicy'],
  ['securityContext', 'sysctls'],
  ['shareProcessNamespace'],
  ['securityContext', 'runAsUser'],
  ['securityContext', 'runAsGroup'],
  ['securityContext', 'supplementalGroups'],
  ['securityContext', 'supplementalGroupsPolicy'],
  ['securityContext', 'seLinuxChangePolicy'],
]

const containerFields = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
]

/** A pod for Windows may have none of what only Linux knows, and the other way round. */
export function* validateForOs(path: string, spec: PodSpec): Errors {
  if (spec.os?.name === 'linux') {
    const why = 'windows options cannot be set for a linux pod'
    if (spec.securityContext?.windowsOptions) yield forbiddenField(`${path}.securityContext.windowsOptions`, why)
    for (const {container, path: at} of allContainers(spec, path))
      if (container.securityContext?.windowsOptions) yield forbiddenField(`${at}.securityContext.windowsOptions`, why)
    return
  }
  const why = 'cannot be set for a windows pod'
  for (const field of podFields) {
    const value = field.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], spec)
    if (value !== undefined) yield forbiddenField(`${path}.${field.join('.')}`, why)
  }
  for (const {container, path: at} of allContainers(spec, path)) {
    const context = (container.securityContext ?? {}) as Record<string, unknown>
    for (const field of containerFields)
      if (context[field] !== undefined) yield forbiddenField(`${at}.securityContext.${field}`, why)
  }
}
