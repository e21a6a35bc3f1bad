import {parseDuration} from '../../api/duration.ts'
import {parseBool} from '../../api/go/parse-bool.ts'
import {parseCsv} from './csv.ts'
import {parseInteger, parseInteger32} from './scalar-value.ts'

/** How a flag's type reads its text; names follow pflag's, because kubectl's help and errors do. */
export interface FlagKind<T> {
  /** Reads one occurrence; `earlier` holds what earlier occurrences of the flag gave. Throws an Error with Go's words. */
  parse(text: string, earlier: T | undefined): T
  /** The default as help shows it. */
  show(value: T): string
}

export interface FlagOptions<T> {
  short?: string
  usage: string
  default?: T
  /** What the flag means without a value: `--dry-run` is `--dry-run=unchanged`. */
  bare?: string
  required?: boolean
  hidden?: boolean
  deprecated?: string
}

/** One declared flag; its name is the key under which a flag set holds it. */
export interface Flag<T> extends FlagOptions<T> {
  kind: FlagKind<T>
  default: T
}

// biome-ignore lint/suspicious/noExplicitAny: a set holds flags of every type, and the type of each is kept in the set's own type
export type FlagSet = Record<string, Flag<any>>
export type FlagValues<Flags extends FlagSet> = {[Name in keyof Flags]: Flags[Name]['default']}

const boolKind: FlagKind<boolean> = {parse: parseBool, show: String}
const stringKind: FlagKind<string> = {parse: text => text, show: value => `'${value}'`}
const intKind: FlagKind<number> = {parse: parseInteger, show: String}
const int32Kind: FlagKind<number> = {parse: parseInteger32, show: String}
const durationKind: FlagKind<number> = {parse: parseDuration, show: goSpan}
const showList = (values: string[]): string => `[${values.join(',')}]`
const sliceKind: FlagKind<string[]> = {
  parse: (text, earlier = []) => [...earlier, ...parseCsv(text)],
  show: showList,
}
const arrayKind: FlagKind<string[]> = {parse: (text, earlier = []) => [...earlier, text], show: showList}

export const bool = (options: FlagOptions<boolean>): Flag<boolean> => ({
  default: false,
  bare: 'true',
  ...options,
  kind: boolKind,
})
export const string = (options: FlagOptions<string>): Flag<string> => ({default: '', ...options, kind: stringKind})
/** Text that `check` may refuse. */
export const checked = (check: (text: string) => string, options: FlagOptions<string>): Flag<string> => ({
  ...string(options),
  kind: {...stringKind, parse: check},
})
export const int = (options: FlagOptions<number>): Flag<number> => ({default: 0, ...options, kind: intKind})
export const int32 = (options: FlagOptions<number>): Flag<number> => ({default: 0, ...options, kind: int32Kind})
/** A Go duration, in milliseconds. */
export const duration = (options: FlagOptions<number>): Flag<number> => ({default: 0, ...options, kind: durationKind})
/** The same where Go's own flag package reads it, which does not say what is wrong. */
export const standardDuration = (options: FlagOptions<number>): Flag<number> => ({
  ...duration(options),
  kind: {...durationKind, parse: text => parsedOr(text, 'parse error')},
})
/** pflag's StringSlice: repeated, and each occurrence is comma-separated. */
export const stringSlice = (options: FlagOptions<string[]>): Flag<string[]> => ({
  default: [],
  ...options,
  kind: sliceKind,
})
/** pflag's StringArray: repeated, commas are text. */
export const stringArray = (options: FlagOptions<string[]>): Flag<string[]> => ({
  default: [],
  ...options,
  kind: arrayKind,
})

/** The flag under another default. */
export const withDefault = <T>(flag: Flag<T>, value: T): Flag<T> => ({...flag, default: value})
/** The flag with another explanation. */
export const explained = <T>(flag: Flag<T>, usage: string): Flag<T> => ({...flag, usage})

function parsedOr(text: string, complaint: string): number {
  try {
    return parseDuration(text)
  } catch {
    throw new Error(complaint)
  }
}

/** Whole durations as Go prints them: `20s`, `1m0s`, `0s`. */
function goSpan(milliseconds: number): string {
  const seconds = milliseconds / 1000
  if (seconds < 60) return `${seconds}s`
  const minutes = Math.floor(seconds / 60)
  const rest = `${minutes % 60}m${seconds % 60}s`
  return minutes < 60 ? rest : `${Math.floor(minutes / 60)}h${rest}`
}
