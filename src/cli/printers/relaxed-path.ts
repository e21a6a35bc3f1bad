const pattern = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/

/** `metadata.name`, `.metadata.name`, `{metadata.name}`: all as `{.metadata.name}`. */
export function relaxedPath(expression: string): string {
  if (expression === '') return expression
  const match = pattern.exec(expression)
  if (!match)
    throw new Error(
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    )
  return `{.${match[1] || match[2]}}`
}
