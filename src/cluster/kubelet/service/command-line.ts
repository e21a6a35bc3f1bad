import {flagTypes} from './known-settings.ts'
import {Refusal} from './refusal.ts'

/** A kubelet's flags by name, the last of each; a list of names has what was given each time. Throws a Refusal for what it does not know. */
export function readCommandLine(argv: readonly string[]): Map<string, string> {
  const given = new Map<string, string>()
  const waiting = argv.slice(1)
  for (let word = waiting.shift(); word !== undefined; word = waiting.shift()) {
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? []
    if (name === undefined && word.startsWith('-') && word !== '-') readShort(word, waiting)
    else if (name === undefined) throw new Refusal(`unknown command ${word}`)
    else given.set(name, valueGiven(name, value, waiting))
  }
  return given
}

function valueGiven(name: string, value: string | undefined, waiting: string[]): string {
  const type = flagTypes.get(name)
  if (type === undefined) throw new Refusal(`failed to parse kubelet flag: unknown flag: --${name}`)
  const said = value ?? (type === 'bool' ? 'true' : waiting.shift())
  if (said === undefined) throw new Refusal(`failed to parse kubelet flag: flag needs an argument: --${name}`)
  const why = whyNot[type]?.(said)
  if (why === undefined) return said
  throw new Refusal(
    `failed to parse kubelet flag: invalid argument ${JSON.stringify(said)} for "--${name}" flag: ${why}`,
  )
}

const whyNot: Record<string, (value: string) => string | undefined> = {
  bool: value =>
    /^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value)
      ? undefined
      : `strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`,
  int32: value =>
    /^[+-]?\d+$/.test(value) ? undefined : `strconv.ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`,
  duration: value =>
    /^[+-]?(0|(\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))+$/.test(value)
      ? undefined
      : `time: ${/^[+-]?\d+$/.test(value) ? 'missing unit in' : 'invalid'} duration ${JSON.stringify(value)}`,
}

/** `-v 4`, `-v=4`: how much it says. */
function readShort(word: string, waiting: string[]): void {
  const [, letter = '', value] = /^-(.)=?(.*)$/.exec(word) ?? []
  if (letter !== 'v') throw new Refusal(`failed to parse kubelet flag: unknown shorthand flag: '${letter}' in ${word}`)
  if (value === '') waiting.shift()
}
