import type {FlagSet} from '../flags/flag.ts'

/** Whether a line gives a flag: by its name, by its letter, or among several letters. */
export function isGiven(name: string, flags: FlagSet, argv: readonly string[]): boolean {
  const letter = flags[name]?.short
  const letters = new Set(Object.values(flags).flatMap(({short}) => short ?? []))
  return argv.some(word => {
    if (word === `--${name}` || word.startsWith(`--${name}=`)) return true
    if (!letter || word.startsWith('--')) return false
    if (word.startsWith(`-${letter}`)) return true
    const all = word.slice(1)
    return /^-[a-zA-Z]+$/.test(word) && [...all].every(one => letters.has(one)) && all.includes(letter)
  })
}
