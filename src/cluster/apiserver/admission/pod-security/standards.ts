import type {PodSpec} from '../../../../api/kinds.ts'
import {baseline} from './baseline.ts'
import type {CheckSince, PodSecurityCheck, Violation} from './check.ts'
import {overridden, restricted} from './restricted.ts'

/** A level of the standards, as of a version: `latest` or `v1.22`. */
export interface LevelVersion {
  level: 'privileged' | 'baseline' | 'restricted'
  version: string
}

/** The newest version that there is. */
const newest = 34

export const levelText = ({level, version}: LevelVersion): string => `${level}:${version}`

/** Everything of a pod that a level forbids. */
export function violationsOf(
  policy: LevelVersion,
  spec: PodSpec,
  annotations: Record<string, string> = {},
): Violation[] {
  return checksOf(policy)
    .map(check => check(spec, annotations))
    .filter(violation => violation !== undefined)
}

/** `reason (detail), reason (detail)` */
export const violationsText = (violations: readonly Violation[]): string =>
  violations.map(({reason, detail}) => `${reason} (${detail})`).join(', ')

function checksOf({level, version}: LevelVersion): PodSecurityCheck[] {
  if (level === 'privileged') return []
  const minor = version === 'latest' ? newest : Math.min(newest, Number(version.slice('v1.'.length)))
  const basic = baseline.flatMap(check => asOf(check, minor))
  if (level === 'baseline') return basic
  const replaced = new Set(overridden.filter(([since]) => since <= minor).map(([, check]) => check))
  return [...basic.filter(check => !replaced.has(check)), ...restricted.flatMap(check => asOf(check, minor))]
}

/** A check as it was in a version; none where it came later. */
const asOf = (versions: readonly CheckSince[], minor: number): PodSecurityCheck[] =>
  versions
    .filter(([since]) => since <= minor)
    .map(([, check]) => check)
    .slice(-1)
