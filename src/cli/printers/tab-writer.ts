export interface TabOptions {
  minWidth?: number
  padding?: number
}

interface Layout {
  minWidth: number
  padding: number
  widths: number[]
  output: string[]
}

/**
 * Aligns lines of cells as Go's tabwriter does: a column is a run of lines that have a cell there which another one follows, and is as
 * wide as its widest cell plus padding. The last cell of a line is never padded. kubectl's minimum is 6 and its padding 3.
 */
export function alignLines(
  lines: readonly (readonly string[])[],
  {minWidth = 6, padding = 3}: TabOptions = {},
): string {
  const layout: Layout = {minWidth, padding, widths: [], output: []}
  formatBlock(lines, 0, lines.length, layout)
  return layout.output.join('')
}

/** The same for text whose cells are separated by tabs. */
export const alignText = (text: string, options: TabOptions = {}): string => {
  const lines = text.split('\n').map(line => line.split('\t'))
  return alignLines(lines, options).slice(0, -1)
}

function formatBlock(lines: readonly (readonly string[])[], from: number, to: number, layout: Layout): void {
  const column = layout.widths.length
  let printed = from
  let at = from
  while (at < to) {
    if (!hasCell(lines[at], column)) {
      at++
      continue
    }
    printLines(lines.slice(printed, at), layout)
    const end = blockEnd(lines, at, to, column)
    const cells = lines.slice(at, end).map(line => displayWidth(line[column] ?? ''))
    const widest = cells.reduce((a, b) => Math.max(a, b), 0)
    layout.widths.push(Math.max(layout.minWidth, widest + layout.padding))
    formatBlock(lines, at, end, layout)
    layout.widths.pop()
    printed = end
    at = end
  }
  printLines(lines.slice(printed, to), layout)
}

const hasCell = (line: readonly string[] | undefined, column: number): boolean => column < (line?.length ?? 0) - 1

function blockEnd(lines: readonly (readonly string[])[], from: number, to: number, column: number): number {
  let end = from
  while (end < to && hasCell(lines[end], column)) end++
  return end
}

function printLines(lines: readonly (readonly string[])[], {widths, output}: Layout): void {
  for (const line of lines) {
    const padded = line.map((cell, column) =>
      column < line.length - 1 ? cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(cell))) : cell,
    )
    output.push(`${padded.join('')}\n`)
  }
}

/** Characters, not UTF-16 units. */
const displayWidth = (text: string): number => (/[\ud800-\udfff]/.test(text) ? [...text].length : text.length)
