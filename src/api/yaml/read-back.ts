/**
 * A text as it comes out of the YAML that Kubernetes reads its own JSON as: JSON leaves U+0085 as it is, which is a line break there, and one within quotes
 * is a space, several are all but one of them; spaces around them go.
 */
export const readBack = (text: string): string =>
  text.includes('\u0085')
    ? text.replaceAll(/ *\u0085[ \u0085]*/g, run => {
        const breaks = run.replaceAll(' ', '').length
        return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)
      })
    : text
