/** A table as etcdctl draws it: centred titles, cells to the right. */
export function tableLines(titles: string[], rows: string[][]): string[] {
  const widths = titles.map((title, column) => Math.max(title.length, ...rows.map(row => row[column]!.length)))
  const rule = `+${widths.map(width => '-'.repeat(width + 2)).join('+')}+`
  const line = (cells: string[], pad: (cell: string, width: number) => string) =>
    `|${cells.map((cell, column) => ` ${pad(cell, widths[column]!)} `).join('|')}|`
  return [
    rule,
    line(titles, centred),
    rule,
    ...rows.map(row => line(row, (cell, width) => cell.padStart(width))),
    ...(rows.length > 0 ? [rule] : []),
  ]
}

function centred(text: string, width: number): string {
  return text.padStart(text.length + Math.floor((width - text.length) / 2)).padEnd(width)
}
