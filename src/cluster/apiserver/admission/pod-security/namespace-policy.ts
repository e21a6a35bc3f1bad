import {type FieldError, invalidValue} from '../../../../api/field-error.ts'
import {type LevelVersion, levelText} from './standards.ts'

/** What a namespace wants of its pods. */
export interface NamespacePolicy {
  enforce: LevelVersion
  audit: LevelVersion
  warn: LevelVersion
}

const levels = ['privileged', 'baseline', 'restricted']
const prefix = 'pod-security.kubernetes.io/'
const modes = ['enforce', 'audit', 'warn'] as const

/** Where labels say nothing. */
const usual: LevelVersion = {level: 'privileged', version: 'latest'}

export const usualPolicy: NamespacePolicy = {enforce: usual, audit: usual, warn: usual}

/** What a namespace's labels come to. Bad ones enforce the strictest level, but are not audited or warned of. */
export function namespacePolicy(
  labels: Record<string, string> = {},
  defaults: NamespacePolicy = usualPolicy,
): {policy: NamespacePolicy; errors: FieldError[]} {
  const policy = {...defaults}
  const errors: FieldError[] = []
  for (const mode of modes) {
    const [level, version] = [labels[prefix + mode], labels[`${prefix}${mode}-version`]]
    const path = (name: string) => `metadata.labels[${prefix}${name}]`
    const [goodLevel, goodVersion] = [level === undefined || levels.includes(level), isVersion(version)]
    if (!goodLevel) errors.push(invalidValue(path(mode), level, `must be one of ${levels.join(', ')}`))
    if (!goodVersion) errors.push(invalidValue(path(`${mode}-version`), version, 'must be "latest" or "v1.x"'))
    policy[mode] = {
      level: goodLevel
        ? ((level as LevelVersion['level']) ?? defaults[mode].level)
        : mode === 'enforce'
          ? 'restricted'
          : 'privileged',
      version: goodVersion ? (version ?? defaults[mode].version) : 'latest',
    }
  }
  const enforced = labels[`${prefix}enforce`]
  const stricter = isStricter(policy.enforce, policy.warn)
  if (labels[`${prefix}warn`] === undefined && enforced !== undefined && levels.includes(enforced) && stricter)
    policy.warn = {
      level: policy.enforce.level,
      version: labels[`${prefix}warn-version`] === undefined ? policy.enforce.version : policy.warn.version,
    }
  return {policy, errors}
}

const isVersion = (version: string | undefined): boolean =>
  version === undefined || version === 'latest' || /^v1\.(0|[1-9]\d*)$/.test(version)

export const isStricter = (one: LevelVersion, other: LevelVersion): boolean =>
  levels.indexOf(one.level) > levels.indexOf(other.level)

/** Whether a policy asks nothing of anybody. */
export const isPrivileged = (policy: NamespacePolicy): boolean =>
  modes.every(mode => policy[mode].level === 'privileged')

/** What labels say in vain of a namespace that is exempt: `enforce=restricted:latest, warn=baseline:v1.30`. */
export const saidInVain = (policy: NamespacePolicy, labels: Record<string, string>): string =>
  modes
    .filter(mode => policy[mode].level !== 'privileged')
    .filter(mode => labels[prefix + mode] !== undefined || labels[`${prefix}${mode}-version`] !== undefined)
    .map(mode => `${mode}=${levelText(policy[mode])}`)
    .join(', ')
