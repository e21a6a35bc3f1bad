import {quote} from '../../go/quote.ts'
import {CelError, CelOpaque} from '../run/values.ts'
import type {Overload} from './function-set.ts'

/** A semantic version as CEL holds it. */
class CelSemver extends CelOpaque {
  readonly typeName = 'kubernetes.Semver'
  readonly numbers: readonly bigint[]
  readonly release: readonly string[]

  constructor(numbers: readonly bigint[], release: readonly string[]) {
    super()
    this.numbers = numbers
    this.release = release
  }

  equals(other: unknown): boolean {
    return other instanceof CelSemver && order(this, other) === 0
  }
}

/** Kubernetes' semantic versions. */
export const semvers: Record<string, Overload['run']> = {
  'semver(string) Semver string_to_semver': parseSemver,
  'semver(string, bool) Semver string_bool_to_semver': (text: string, normalize: boolean) =>
    parseSemver(normalize ? normalized(text) : text),
  'isSemver(string) bool is_semver_string': (text: string) => works(text),
  'isSemver(string, bool) bool is_semver_string_bool': (text: string, normalize: boolean) =>
    works(normalize ? normalized(text) : text),
  'Semver.isGreaterThan(Semver) bool semver_is_greater_than': (a: CelSemver, b: CelSemver) => order(a, b) > 0,
  'Semver.isLessThan(Semver) bool semver_is_less_than': (a: CelSemver, b: CelSemver) => order(a, b) < 0,
  'Semver.compareTo(Semver) int semver_compare_to': (a: CelSemver, b: CelSemver) => BigInt(order(a, b)),
  'Semver.major() int semver_major': ({numbers}: CelSemver) => numbers[0],
  'Semver.minor() int semver_minor': ({numbers}: CelSemver) => numbers[1],
  'Semver.patch() int semver_patch': ({numbers}: CelSemver) => numbers[2],
}

/** Throws a CelError where the text is no semantic version. */
export function parseSemver(text: string): CelSemver {
  if (text === '') throw new CelError('Version string empty')
  const parts = text.split('.')
  if (parts.length < 3) throw new CelError('No Major.Minor.Patch elements found')
  const [major = '', minor = ''] = parts
  const last = parts.slice(2).join('.')
  const [, patch = '', pre, build] = /^([^-+]*)(?:-([^+]*))?(?:\+(.*))?$/s.exec(last) ?? []
  const numbers = [
    ['major', major],
    ['minor', minor],
    ['patch', patch],
  ].map(([what, digits = '']) => {
    const name = `${what![0]!.toUpperCase()}${what!.slice(1)}`
    if (!/^\d+$/.test(digits)) {
      if (what === 'patch' || what === 'minor' || what === 'major')
        throw new CelError(`Invalid character(s) found in ${what} number ${quote(digits)}`)
    }
    if (digits.length > 1 && digits.startsWith('0'))
      throw new CelError(`${name} number must not contain leading zeroes ${quote(digits)}`)
    return BigInt(digits)
  })
  const release = pre === undefined ? [] : pre.split('.')
  for (const part of release) checkRelease(part)
  for (const part of build === undefined ? [] : build.split('.')) {
    if (part === '') throw new CelError('Build meta data is empty')
    if (!/^[0-9A-Za-z-]+$/.test(part))
      throw new CelError(`Invalid character(s) found in build meta data ${quote(part)}`)
  }
  return new CelSemver(numbers, release)
}

function checkRelease(part: string): void {
  if (part === '') throw new CelError('Prerelease is empty')
  if (/^\d+$/.test(part) && part.length > 1 && part.startsWith('0'))
    throw new CelError(`Numeric PreRelease version must not contain leading zeroes ${quote(part)}`)
  if (!/^[0-9A-Za-z-]+$/.test(part)) throw new CelError(`Invalid character(s) found in prerelease ${quote(part)}`)
}

function works(text: string): boolean {
  try {
    parseSemver(text)
    return true
  } catch {
    return false
  }
}

/** Without a leading v and leading zeroes, and with all three numbers. */
function normalized(text: string): string {
  const [, core = '', rest = ''] = /^([^-+]*)(.*)$/s.exec(text.replace(/^v/, '')) ?? []
  const numbers = core.split('.').map(number => number.replace(/^0+(?=\d)/, ''))
  while (numbers.length < 3) numbers.push('0')
  return numbers.join('.') + rest
}

function order(a: CelSemver, b: CelSemver): number {
  for (const [index, number] of a.numbers.entries()) {
    const other = b.numbers[index]!
    if (number !== other) return number < other ? -1 : 1
  }
  if (a.release.length === 0 || b.release.length === 0)
    return a.release.length === b.release.length ? 0 : a.release.length === 0 ? 1 : -1
  for (let index = 0; index < Math.min(a.release.length, b.release.length); index += 1) {
    const difference = orderRelease(a.release[index]!, b.release[index]!)
    if (difference !== 0) return difference
  }
  return Math.sign(a.release.length - b.release.length)
}

function orderRelease(a: string, b: string): number {
  const [first, second] = [/^\d+$/.test(a), /^\d+$/.test(b)]
  if (first && second) return BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0
  if (first !== second) return first ? -1 : 1
  return a < b ? -1 : a > b ? 1 : 0
}
