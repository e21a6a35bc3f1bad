/** Something wrong with an expression, at an offset into its source. */
export interface Problem {
  at: number
  message: string
}

const mostProblems = 100

/** Problems as cel-go shows them, in the order of the source, each with its line and a pointer. */
export function problemsText(source: string, problems: readonly Problem[]): string {
  const sorted = problems
    .map((problem, index) => ({...problem, index}))
    .sort((a, b) => a.at - b.at || a.index - b.index)
  const shown = sorted.slice(0, mostProblems).map(problem => problemText(source, problem))
  const more = sorted.length - mostProblems
  return [...shown, ...(more > 0 ? [`${more} more errors were truncated`] : [])].join('\n')
}

function problemText(source: string, {at, message}: Problem): string {
  // cel-go finds no place, and nothing to show, in a source that is empty.
  if (source === '') return `ERROR: <input>:1:0: ${message}`
  const before = source.slice(0, at)
  const line = before.split('\n').length
  const column = [...before.slice(before.lastIndexOf('\n') + 1)].length
  const text = (source.split('\n')[line - 1] ?? '').replaceAll('\t', ' ')
  const pointer = [...text]
    .slice(0, column)
    .map(letter => (wide(letter) ? '．' : '.'))
    .join('')
  const mark = wide([...text][column] ?? '') ? '＾' : '^'
  return `ERROR: <input>:${line}:${column + 1}: ${message}\n | ${text}\n | ${pointer.padEnd(column, '.')}${mark}`
}

const wide = (letter: string): boolean => (letter.codePointAt(0) ?? 0) > 127
