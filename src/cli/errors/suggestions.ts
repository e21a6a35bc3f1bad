/** What users of other programs type. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  delete: ['rm'],
  get: ['list', 'ps'],
  wait: ['list', 'ps'],
}

/** The commands a typo may have meant: at most two edits away, or beginning as it does, or known under that name elsewhere. */
export const suggestionsFor = (typed: string, names: readonly string[]): string[] =>
  names.filter(
    name =>
      distance(typed.toLowerCase(), name.toLowerCase()) <= 2 ||
      name.toLowerCase().startsWith(typed.toLowerCase()) ||
      otherNames[name]?.includes(typed.toLowerCase()),
  )

/** Levenshtein's. */
function distance(from: string, to: string): number {
  let row = Array.from({length: to.length + 1}, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
