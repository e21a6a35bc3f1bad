import type {Flag, FlagKind, FlagOptions} from './flag.ts'

/** Kubernetes' MapStringString: repeated, `a=1,b=2`. */
export const stringMap = (options: FlagOptions<Record<string, string>>): Flag<Record<string, string>> => ({
  default: {},
  ...options,
  kind: mapKind,
})

const mapKind: FlagKind<Record<string, string>> = {
  parse: (text, earlier = {}) => ({...earlier, ...Object.fromEntries(text.split(',').filter(Boolean).map(pairOf))}),
  show: () => "''",
}

function pairOf(text: string): [string, string] {
  const equals = text.indexOf('=')
  if (equals < 0) throw new Error('malformed pair, expect string=string')
  return [text.slice(0, equals).trim(), text.slice(equals + 1).trim()]
}
