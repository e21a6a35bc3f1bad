import type {FlagSet} from '../flags/flag.ts'

export interface FlagBefore {
  /** The flag whose value is being typed; undefined for none, or none that is known. */
  flag: string | undefined
  /** The value so far, or the word. */
  typed: string
  /** The words that are complete. */
  rest: readonly string[]
}

/** Whether the word that is being typed is a flag's value: `--output=js`, `-o=js`, or what follows `-o`. */
export function flagBefore(flags: FlagSet, words: readonly string[], typed: string): FlagBefore {
  const none = {flag: undefined, typed, rest: words}
  if (typed.startsWith('-')) {
    const equals = typed.indexOf('=')
    if (equals < 0) return none
    const flag = nameOf(flags, typed.slice(0, equals))
    return {flag: flag ?? '', typed: typed.slice(equals + 1), rest: words}
  }
  const last = words.at(-1) ?? ''
  if (!/^-[^=]+$/.test(last) || last === '--') return none
  const flag = nameOf(flags, last)
  if (flag === undefined || flags[flag]?.bare !== undefined) return none
  return {flag, typed, rest: words.slice(0, -1)}
}

/** Of shorthands in one word, the last is meant. */
function nameOf(flags: FlagSet, word: string): string | undefined {
  if (word.startsWith('--')) return Object.hasOwn(flags, word.slice(2)) ? word.slice(2) : undefined
  return Object.keys(flags).find(name => flags[name]?.short === word.at(-1))
}
