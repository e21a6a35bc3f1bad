/** `key=value` words; throws for all that are not. */
export function parsePairs(pairs: readonly string[], what: string): Map<string, string> {
  const wrong = pairs.filter(pair => !/^[^=]+=/.test(pair))
  if (wrong.length > 0) throw new Error(`invalid ${what} format: ${wrong.join(', ')}`)
  return new Map(pairs.map(pair => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]))
}
