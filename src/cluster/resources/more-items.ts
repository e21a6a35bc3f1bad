/** The first three items, and how many more there are: `a,b,c + 2 more...`. */
export function firstThree(items: readonly string[], none: string): string {
  const head = items.slice(0, 3).join(',')
  if (items.length > 3) return `${head} + ${items.length - 3} more...`
  return head || none
}
