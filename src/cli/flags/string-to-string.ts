import {parseCsv} from './csv.ts'
import type {Flag, FlagKind, FlagOptions} from './flag.ts'

/** pflag's StringToString: repeated, `a=1,b=2`, where several pairs are read as CSV. */
export const stringToString = (options: FlagOptions<Record<string, string>>): Flag<Record<string, string>> => ({
  default: {},
  ...options,
  kind: pairsKind,
})

const pairsKind: FlagKind<Record<string, string>> = {
  parse: (text, earlier = {}) => ({...earlier, ...Object.fromEntries(pairsOf(text).map(pairOf))}),
  show: () => '[]',
}

/** A single pair may hold commas and quotes. */
function pairsOf(text: string): string[] {
  const signs = text.split('=').length - 1
  if (signs === 0) throw new Error(`${text} must be formatted as key=value`)
  return signs === 1 ? [text.replace(/^"+|"+$/g, '')] : parseCsv(text)
}

function pairOf(pair: string): [string, string] {
  const equals = pair.indexOf('=')
  if (equals < 0) throw new Error(`${pair} must be formatted as key=value`)
  return [pair.slice(0, equals), pair.slice(equals + 1)]
}
