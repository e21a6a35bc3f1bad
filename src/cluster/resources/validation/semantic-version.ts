/** A version as semver.org has it, without what is said of its build. */
export interface SemanticVersion {
  numbers: readonly [number, number, number]
  release: readonly string[]
}

const number = '(0|[1-9]\\d*)'
const identifiers = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*'
const form = new RegExp(`^${number}\\.${number}\\.${number}(?:-(${identifiers}))?(?:\\+${identifiers})?$`)

/** Undefined: it is none. */
export function parseVersion(text: string): SemanticVersion | undefined {
  const match = form.exec(text)
  if (!match) return undefined
  const [, major, minor, patch, release] = match
  const parts = release?.split('.') ?? []
  if (parts.some(part => /^0\d+$/.test(part))) return undefined
  return {numbers: [Number(major), Number(minor), Number(patch)], release: parts}
}

export function compareVersions(a: SemanticVersion, b: SemanticVersion): number {
  for (const [index, value] of a.numbers.entries()) if (value !== b.numbers[index]) return value - b.numbers[index]!
  // What is to become a version comes before it.
  if (a.release.length === 0 || b.release.length === 0) return b.release.length - a.release.length
  for (const [index, part] of a.release.entries()) {
    const other = b.release[index]
    if (other === undefined) return 1
    const difference = compareParts(part, other)
    if (difference !== 0) return difference
  }
  return a.release.length - b.release.length
}

/** Numbers come before words. */
function compareParts(a: string, b: string): number {
  const [first, second] = [/^\d+$/.test(a), /^\d+$/.test(b)]
  if (first && second) return Number(a) - Number(b)
  if (first !== second) return first ? -1 : 1
  return a < b ? -1 : a > b ? 1 : 0
}
