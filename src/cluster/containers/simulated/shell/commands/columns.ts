/** Names in columns, as wide as the widest and sorted downwards, as `ls` lists them at a terminal. */
export function inColumns(names: readonly string[], width: number): string {
  if (names.length === 0) return ''
  for (let rows = 1; rows < names.length; rows += 1) {
    const columns: string[][] = []
    for (let at = 0; at < names.length; at += rows) columns.push(names.slice(at, at + rows))
    const widths = columns.map(column => Math.max(...column.map(name => name.length)) + 2)
    if (widths.reduce((sum, each) => sum + each, -2) > width) continue
    return Array.from({length: rows}, (_, row) =>
      columns
        .flatMap((column, at) => (column[row] === undefined ? [] : [column[row]!.padEnd(widths[at]!)]))
        .join('')
        .trimEnd(),
    )
      .map(line => `${line}\n`)
      .join('')
  }
  return names.map(name => `${name}\n`).join('')
}
