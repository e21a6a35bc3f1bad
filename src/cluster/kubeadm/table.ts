/** As Go's tabwriter lays them out with at least 10 characters a column and 3 between them. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, at) => Math.max(10, ...rows.map(row => (row[at] ?? '').length + 3)))
  return rows
    .map(row => `${row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at]!))).join('')}\n`)
    .join('')
}
