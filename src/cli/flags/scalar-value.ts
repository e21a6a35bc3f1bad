/** Go's strconv.ParseInt with base 0: decimal, 0x, 0o, 0b and underscores between digits. */
export function parseInteger(text: string): number {
  const plain = text.replace(/^([+-]?)0([0-7]+)$/, '$10o$2').replaceAll('_', '')
  const match = /^([+-]?)(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|\d+)$/.exec(plain)
  if (!match) throw new Error(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`)
  const value = Number(match[2]) * (match[1] === '-' ? -1 : 1)
  if (Math.abs(value) >= 2 ** 63)
    throw new Error(`strconv.ParseInt: parsing ${JSON.stringify(text)}: value out of range`)
  return value
}

/** The same where Go keeps 32 bits of it. */
export function parseInteger32(text: string): number {
  const value = parseInteger(text)
  if (value >= 2 ** 31 || value < -(2 ** 31))
    throw new Error(`strconv.ParseInt: parsing ${JSON.stringify(text)}: value out of range`)
  return value
}
