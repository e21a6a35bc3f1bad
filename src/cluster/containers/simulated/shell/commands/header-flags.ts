/** What `-H NAME: VALUE` and `--header` say, all of them. */
export function headersIn(args: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [index, arg] of args.entries()) {
    const line = /^(-H|--header)$/.test(arg) ? args[index + 1] : /^(?:-H|--header=)(.+)$/s.exec(arg)?.[1]
    const colon = line?.indexOf(':') ?? -1
    if (line && colon > 0) headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim()
  }
  return headers
}
