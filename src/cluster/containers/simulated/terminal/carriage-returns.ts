const lineFeed = 10
const carriageReturn = 13

/** What a terminal makes of a program's output: each new line begins at its left edge. */
export function withCarriageReturns(data: Uint8Array | string): Uint8Array {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data
  if (!bytes.includes(lineFeed)) return bytes
  const result: number[] = []
  for (const [at, byte] of bytes.entries()) {
    if (byte === lineFeed && bytes[at - 1] !== carriageReturn) result.push(carriageReturn)
    result.push(byte)
  }
  return Uint8Array.from(result)
}
