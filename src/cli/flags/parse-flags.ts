import type {Flag, FlagSet, FlagValues} from './flag.ts'
import {FlagError} from './flag-error.ts'

export interface ParsedFlags<Flags extends FlagSet> {
  values: FlagValues<Flags>
  /** The flags that were given, whatever their values. */
  changed: ReadonlySet<string>
  /** Every flag that was given, with its text, in order. */
  occurrences: readonly {name: string; text: string}[]
  args: string[]
  /** How many arguments stand before `--`; -1 without one. */
  argsBeforeDash: number
  /** `-h` or `--help` was given. */
  help: boolean
}

/**
 * Reads a command line as pflag does: shorthands combine (`-it`), values follow or are joined (`-owide`, `-o=wide`), flags and
 * arguments may mix unless `interspersed` is false, `--` ends the flags. Throws a FlagError with pflag's words.
 */
export function parseFlags<Flags extends FlagSet>(
  flags: Flags,
  argv: readonly string[],
  {interspersed = true}: {interspersed?: boolean} = {},
): ParsedFlags<Flags> {
  const reader = new Reader(flags)
  const args: string[] = []
  let argsBeforeDash = -1
  const rest = [...argv]
  while (rest.length > 0) {
    const word = rest.shift() as string
    if (word === '--') {
      argsBeforeDash = args.length
      args.push(...rest)
      break
    }
    if (word.startsWith('--')) reader.long(word, rest)
    else if (word.startsWith('-') && word !== '-') reader.shorthands(word, rest)
    else if (interspersed) args.push(word)
    else {
      args.push(word, ...rest)
      break
    }
  }
  return {
    values: reader.values(),
    changed: new Set(reader.given.keys()),
    occurrences: reader.occurrences,
    args,
    argsBeforeDash,
    help: reader.help,
  }
}

/** Throws if a required flag was not given. */
export function checkRequired(flags: FlagSet, changed: ReadonlySet<string>): void {
  const missing = Object.entries(flags).filter(([name, flag]) => flag.required && !changed.has(name))
  if (missing.length === 0) return
  const names = missing.map(([name]) => JSON.stringify(name)).sort()
  throw new Error(`required flag(s) ${names.join(', ')} not set`)
}

class Reader<Flags extends FlagSet> {
  readonly given = new Map<string, unknown>()
  readonly occurrences: {name: string; text: string}[] = []
  help = false
  private readonly flags: Flags
  private readonly byShort: Map<string, string>

  constructor(flags: Flags) {
    this.flags = flags
    this.byShort = new Map(Object.entries(flags).flatMap(([name, {short}]) => (short ? [[short, name]] : [])))
  }

  values(): FlagValues<Flags> {
    const pairs = Object.entries(this.flags).map(([name, flag]) => [
      name,
      this.given.has(name) ? this.given.get(name) : flag.default,
    ])
    return Object.fromEntries(pairs)
  }

  long(word: string, rest: string[]): void {
    const body = word.slice(2)
    if (body === '' || body.startsWith('-') || body.startsWith('=')) throw new FlagError(`bad flag syntax: ${word}`)
    const equals = body.indexOf('=')
    const typed = equals < 0 ? body : body.slice(0, equals)
    const name = typed.replaceAll('_', '-')
    const flag = this.find(name)
    if (!flag) {
      if (name !== 'help') throw new FlagError(`unknown flag: --${typed}`)
      this.help = true
      return
    }
    if (equals >= 0) return this.set(name, flag, body.slice(equals + 1))
    if (flag.bare !== undefined) return this.set(name, flag, flag.bare)
    const value = rest.shift()
    if (value === undefined) throw new FlagError(`flag needs an argument: --${name}`)
    this.set(name, flag, value)
  }

  shorthands(word: string, rest: string[]): void {
    let letters = word.slice(1)
    while (letters !== '') {
      const letter = letters[0] as string
      const name = this.byShort.get(letter)
      const flag = name === undefined ? undefined : this.find(name)
      if (!flag || name === undefined) {
        if (letter !== 'h') throw new FlagError(`unknown shorthand flag: ${goRune(letter)} in -${letters}`)
        this.help = true
        return
      }
      if (letters.length > 2 && letters[1] === '=') return this.set(name, flag, letters.slice(2))
      if (flag.bare !== undefined) {
        this.set(name, flag, flag.bare)
        letters = letters.slice(1)
        continue
      }
      if (letters.length > 1) return this.set(name, flag, letters.slice(1))
      const value = rest.shift()
      if (value === undefined) throw new FlagError(`flag needs an argument: ${goRune(letter)} in -${letters}`)
      return this.set(name, flag, value)
    }
  }

  private find(name: string): Flag<unknown> | undefined {
    return Object.hasOwn(this.flags, name) ? this.flags[name] : undefined
  }

  private set(name: string, flag: Flag<unknown>, text: string): void {
    try {
      this.given.set(name, flag.kind.parse(text, this.given.get(name)))
      this.occurrences.push({name, text})
    } catch (error) {
      const shown = flag.short ? `-${flag.short}, --${name}` : `--${name}`
      throw new FlagError(`invalid argument ${JSON.stringify(text)} for "${shown}" flag: ${(error as Error).message}`)
    }
  }
}

const goRune = (letter: string): string => (letter === "'" ? "'\\''" : `'${letter}'`)
