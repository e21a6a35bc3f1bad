/** A regular expression for names that match both, in whichever order; `focus` is a row of expressions with `.*` between them. */
export function narrowed(focus: string, by: string): string {
  const parts = partsOf(focus)
  return Array.from({length: parts.length + 1}, (_, at) =>
    [...parts.slice(0, at), `(?:${by})`, ...parts.slice(at)].join('.*'),
  ).join('|')
}

/** The row's expressions; one, where a group has `.*` inside. */
function partsOf(focus: string): string[] {
  const parts = focus.split('.*')
  return parts.every(part => isBalanced(part.replace(/\\./g, ''))) ? parts : [focus]
}

const isBalanced = (part: string): boolean => part.split('(').length === part.split(')').length
