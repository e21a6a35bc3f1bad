import {parseGoDuration} from '../../api/duration.ts'
import type {Flag, FlagValues} from './command.ts'

export interface Parsed {
  args: string[]
  /** Those of `args` that came after `--`. */
  rest: string[]
  given: FlagValues
}

/** Parses as pflag does: flags anywhere, `--name=value`, `--name value`, `-w value`, `-wvalue`; all after `--` are arguments. */
export function parseFlags(argv: string[], flags: Flag[]): Parsed {
  const args: string[] = []
  const given: FlagValues = {}
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index]!
    if (word === '--') {
      const rest = argv.slice(index + 1)
      return {args: [...args, ...rest], rest, given}
    }
    if (!word.startsWith('-') || word === '-') {
      args.push(word)
      continue
    }
    const {flag, value, shown} = split(word, flags)
    if (value !== undefined || typeof flag.fallback === 'boolean') {
      given[flag.name] = convert(flag, value ?? 'true', shown)
      continue
    }
    index += 1
    const next = argv[index]
    if (next === undefined) throw new Error(needsArgument(word))
    given[flag.name] = convert(flag, next, shown)
  }
  return {args, rest: [], given}
}

interface Split {
  flag: Flag
  value?: string
  /** How pflag names it in its messages. */
  shown: string
}

function split(word: string, flags: Flag[]): Split {
  if (word.startsWith('--')) {
    const [name = '', ...rest] = word.slice(2).split('=')
    if (name === '' || name.startsWith('-')) throw new Error(`bad flag syntax: ${word}`)
    const flag = flags.find(candidate => candidate.name === name)
    if (!flag) throw new Error(`unknown flag: --${name}`)
    return {flag, value: rest.length > 0 ? rest.join('=') : undefined, shown: shownName(flag)}
  }
  const letter = word[1]!
  const flag = flags.find(candidate => candidate.letter === letter)
  if (!flag) throw new Error(`unknown shorthand flag: '${letter}' in ${word}`)
  const value = word.length > 2 ? word.slice(2).replace(/^=/, '') : undefined
  return {flag, value, shown: shownName(flag)}
}

const shownName = ({name, letter}: Flag): string => (letter ? `-${letter}, --${name}` : `--${name}`)

const needsArgument = (word: string): string =>
  word.startsWith('--') ? `flag needs an argument: ${word}` : `flag needs an argument: '${word[1]}' in ${word}`

function convert(flag: Flag, value: string, shown: string): boolean | number | string | string[] {
  const {fallback} = flag
  const refuse = (why: string) => new Error(`invalid argument "${value}" for "${shown}" flag: ${why}`)
  if (Array.isArray(fallback)) return value.split(',')
  if (flag.duration) checkDuration(value, refuse)
  if (typeof fallback === 'string') return value
  if (typeof fallback === 'number') {
    if (!/^[+-]?\d+$/.test(value)) throw refuse(`strconv.ParseInt: parsing "${value}": invalid syntax`)
    return Number(value)
  }
  if (/^(1|t|T|true|TRUE|True)$/.test(value)) return true
  if (/^(0|f|F|false|FALSE|False)$/.test(value)) return false
  throw refuse(`strconv.ParseBool: parsing "${value}": invalid syntax`)
}

function checkDuration(value: string, refuse: (why: string) => Error): void {
  try {
    parseGoDuration(value)
  } catch (error) {
    throw refuse((error as Error).message)
  }
}
