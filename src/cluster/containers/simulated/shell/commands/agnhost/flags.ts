/** `--name=VALUE`, `--name VALUE` and `--name`, by name. */
export function flagsOf(args: readonly string[]): Record<string, string> {
  const flags: Record<string, string> = {}
  for (let index = 0; index < args.length; index += 1) {
    const [, name, value] = /^--?([^=]+)(?:=(.*))?$/s.exec(args[index]!) ?? []
    if (!name) continue
    const next = args[index + 1]
    if (value !== undefined) flags[name] = value
    else if (next !== undefined && !next.startsWith('-')) flags[name] = args[++index]!
    else flags[name] = 'true'
  }
  return flags
}
