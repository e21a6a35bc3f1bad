export interface Options {
  /** What was said of options, by their long names; those that take no value are 'true'. */
  given: Map<string, string>
  words: string[]
}

const letters: Record<string, string> = {
  a: 'all',
  q: 'quiet',
  f: 'follow',
  t: 'timestamps',
  p: 'pod',
  s: 'state',
  o: 'output',
  i: 'interactive',
  r: 'runtime-endpoint',
}

const taking = new Set([
  'name',
  'pod',
  'state',
  'output',
  'tail',
  'timeout',
  'namespace',
  'runtime-endpoint',
  'image',
  'label',
])

/** Reads a command's options as crictl does; `letters` that mean something else for it are given. */
export function readOptions(args: readonly string[], own: Record<string, string> = {}): Options {
  const given = new Map<string, string>()
  const words: string[] = []
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at]!
    if (words.length > 0 && own['stop'] === 'after-first') {
      words.push(word)
      continue
    }
    const long = /^--([\w-]+)(?:=(.*))?$/.exec(word)
    const flags = long
      ? [long[1]!]
      : /^-[a-z]+$/i.test(word)
        ? [...word.slice(1)].map(letter => own[letter] ?? letters[letter] ?? letter)
        : []
    if (flags.length === 0) words.push(word)
    for (const [index, flag] of flags.entries()) {
      const takes = taking.has(flag) && index === flags.length - 1
      given.set(flag, long?.[2] ?? (takes ? (args[++at] ?? '') : 'true'))
    }
  }
  return {given, words}
}
