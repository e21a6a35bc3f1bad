const units: Record<string, number> = {'': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000}

/** `5`, `1.5m`, `infinity`; milliseconds. */
export function durationOf(text: string): number {
  if (text === 'infinity' || text === 'inf') return Number.POSITIVE_INFINITY
  const match = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(text)
  return match ? Number(match[1]) * units[match[2]!]! : Number.NaN
}
