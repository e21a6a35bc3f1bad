/** Rows as crictl prints them: columns of at least 20 characters, at least 3 apart. */
export function table(rows: readonly string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(20, ...rows.map(row => row[column]!.length + 3)))
  const lines = rows.map(row =>
    row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column]!))).join(''),
  )
  return lines.map(line => `${line}\n`).join('')
}

/** How an id is shortened. */
export const short = (id: string): string => id.replace(/^sha256:/, '').slice(0, 13)

/** `3 minutes ago`, as Docker's tools say it. */
export function ago(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  const minutes = Math.floor(seconds / 60)
  const hours = Math.round(seconds / 3600)
  if (seconds < 1) return 'Less than a second ago'
  if (seconds === 1) return '1 second ago'
  if (seconds < 60) return `${seconds} seconds ago`
  if (minutes === 1) return 'About a minute ago'
  if (minutes < 60) return `${minutes} minutes ago`
  if (hours === 1) return 'About an hour ago'
  if (hours < 48) return `${hours} hours ago`
  const days = Math.floor(hours / 24)
  if (days < 14) return `${days} days ago`
  return days < 60 ? `${Math.floor(days / 7)} weeks ago` : `${Math.floor(days / 30)} months ago`
}

/** `74.3MB`: three digits, powers of a thousand. */
export function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${Number(value.toPrecision(3))}${units[unit]}`
}
