/** Breaks lines at spaces so that none is longer than the limit; longer words stay whole, on lines of their own, and breaks of the text's own are kept. */
export const wordWrap = (text: string, limit: number): string =>
  text
    .split('\n')
    .map(line => wrapLine(line, limit))
    .join('\n')

function wrapLine(line: string, limit: number): string {
  let out = ''
  let width = 0
  for (const [, spaces = '', word = ''] of line.matchAll(/([^\S\u00a0]*)([\S\u00a0]*)/g)) {
    const length = [...word].length
    const fits = width + spaces.length + length <= limit
    if (word === '') {
      if (width + spaces.length <= limit) out += spaces
      continue
    }
    if (fits || width + spaces.length <= 1) {
      out += spaces + word
      width += spaces.length + length
    } else {
      out += `\n${word}`
      width = length
    }
  }
  return out
}
