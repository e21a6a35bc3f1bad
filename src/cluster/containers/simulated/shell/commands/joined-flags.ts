/** What stands on a command line, without dashes. */
interface JoinedFlags {
  flags: Set<string>
  values: Record<string, string>
  rest: string[]
}

/** Short flags may be joined, and those in `taking` take a value; long ones are taken apart at `=`. */
export function joinedFlags(args: string[], taking: string, longTaking: string[] = []): JoinedFlags {
  const flags = new Set<string>()
  const values: Record<string, string> = {}
  const rest: string[] = []
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index]!
    if (arg.startsWith('--')) {
      const [name = '', value] = arg.slice(2).split(/=(.*)/s)
      if (value !== undefined) values[name] = value
      else if (longTaking.includes(name)) values[name] = args[++index] ?? ''
      else flags.add(name)
      continue
    }
    if (!arg.startsWith('-') || arg === '-') {
      rest.push(arg)
      continue
    }
    for (let at = 1; at < arg.length; at += 1) {
      const letter = arg[at]!
      if (!taking.includes(letter)) {
        flags.add(letter)
        continue
      }
      values[letter] = arg.slice(at + 1) || (args[++index] ?? '')
      break
    }
  }
  return {flags, values, rest}
}
