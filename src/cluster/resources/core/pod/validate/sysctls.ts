import {duplicate, invalidValue, required} from '../../../../../api/field-error.ts'
import type {PodSpec} from '../../../../../api/kinds.ts'
import type {Errors} from '../../../validation/errors.ts'
import type {PodRules} from './options.ts'

const pattern = '^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$'
const nameFormat = new RegExp(pattern)
const nameLimit = 253

export function* validateSysctls(path: string, spec: PodSpec, rules: PodRules): Errors {
  const seen = new Set<string>()
  for (const [index, {name}] of (spec.securityContext?.sysctls ?? []).entries()) {
    const at = `${path}[${index}].name`
    if (!name) yield required(at)
    else if (name.length > nameLimit || !nameFormat.test(name))
      yield invalidValue(at, name, `must have at most ${nameLimit} characters and match regex ${pattern}`)
    else if (seen.has(name)) yield duplicate(at, name)
    if (!rules.anySysctl) yield* hostErrors(at, name, spec)
    seen.add(name)
  }
}

/** Sysctls of a namespace that the pod shares with its host are the host's. */
export function* hostErrors(path: string, name: string, {hostNetwork, hostIPC}: PodSpec): Errors {
  const dotted = normalize(name)
  if (hostNetwork && dotted.startsWith('net.'))
    yield invalidValue(path, name, "may not be specified when 'hostNetwork' is true")
  else if (hostIPC && (/^(kernel\.(shm|msg)|fs\.mqueue\.)/.test(dotted) || dotted === 'kernel.sem'))
    yield invalidValue(path, name, "may not be specified when 'hostIPC' is true")
}

/** Names come with dots or with slashes as separators; whichever is first decides. */
function normalize(name: string): string {
  const separator = /[./]/.exec(name)?.[0]
  return separator === '/' ? name.replaceAll('.', '\0').replaceAll('/', '.').replaceAll('\0', '/') : name
}
