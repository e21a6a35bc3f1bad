/** A documentation comment's text, without the asterisks of its lines. */
export function textOf(comment) {
  return comment
    .split('\n')
    .map(line => line.replace(/^\s*\* ?/, ''))
    .join('\n')
    .trim()
}
