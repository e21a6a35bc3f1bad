import {goUnquote} from './go-quote.ts'

/** Splits a line into words; quotes hold words together, double ones know Go's escapes. */
export function argify(line: string): string[] {
  const words = line.match(/"(?:[^"\\]|\\.)*"|'[^']*'|[^'"\s]\S*[^'"\s]?/g) ?? []
  return words.map(word => {
    if (word.startsWith("'")) return word.slice(1, -1)
    const unquoted = goUnquote(word)
    return unquoted === undefined ? word : Buffer.from(unquoted, 'latin1').toString('utf8')
  })
}
