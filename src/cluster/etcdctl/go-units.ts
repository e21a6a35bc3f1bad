const sizes = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']

/** Bytes for people: `20 kB`. */
export function humanBytes(bytes: number): string {
  if (bytes < 10) return `${bytes} B`
  const exponent = Math.floor(Math.log10(bytes) / 3)
  const value = Math.floor((bytes / 1_000 ** exponent) * 10 + 0.5) / 10
  return `${value.toFixed(value < 10 ? 1 : 0)} ${sizes[exponent]}`
}

/** A duration as Go prints it, from milliseconds. */
export function goDuration(milliseconds: number): string {
  if (milliseconds >= 1_000) return `${trimmed(milliseconds / 1_000, 9)}s`
  if (milliseconds >= 1) return `${trimmed(milliseconds, 6)}ms`
  return `${trimmed(milliseconds * 1_000, 3)}µs`
}

const trimmed = (value: number, digits: number): string => value.toFixed(digits).replace(/\.?0+$/, '')
