/** Parts a command line of resources and `key=value` or `key-` words; throws if a resource follows a pair. */
export function resourcesAndPairs(args: readonly string[], what: string): {resources: string[]; pairs: string[]} {
  const first = args.findIndex(isPair)
  if (first < 0) return {resources: [...args], pairs: []}
  const pairs = args.slice(first)
  const stray = pairs.find(word => !isPair(word))
  if (stray !== undefined) throw new Error(`all resources must be specified before ${what} changes: ${stray}`)
  return {resources: args.slice(0, first), pairs}
}

const isPair = (word: string): boolean =>
  (word.includes('=') && !word.startsWith('=')) || (word.endsWith('-') && word !== '-')
