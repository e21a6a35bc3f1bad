/** A parsed regular expression. */
export type RegexpNode =
  | {op: 'empty'}
  | {op: 'set'; ranges: readonly Range[]}
  | {op: 'assert'; what: 'begin' | 'end' | 'line-begin' | 'line-end' | 'word' | 'not-word'}
  | {op: 'group'; body: RegexpNode; index?: number; name?: string}
  | {op: 'sequence'; parts: RegexpNode[]}
  | {op: 'choice'; parts: RegexpNode[]}
  | {op: 'repeat'; body: RegexpNode; least: number; most: number; greedy: boolean}

/** Code points from and to, both included. */
export type Range = readonly [from: number, to: number]

export const lastCodePoint = 0x10ffff

/** The ranges in order, without overlaps. */
export function normalized(ranges: readonly Range[]): Range[] {
  const merged: [number, number][] = []
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = merged[merged.length - 1]
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}

/** All code points that are in none of the ranges. */
export function complement(ranges: readonly Range[]): Range[] {
  const rest: Range[] = []
  let next = 0
  for (const [from, to] of normalized(ranges)) {
    if (from > next) rest.push([next, from - 1])
    next = to + 1
  }
  if (next <= lastCodePoint) rest.push([next, lastCodePoint])
  return rest
}

/** The ranges and what differs from theirs in case only. */
export function foldCase(ranges: readonly Range[]): Range[] {
  const folded: Range[] = [...ranges]
  for (const [from, to] of ranges) {
    if (to - from > 2000) continue
    for (let code = from; code <= to; code += 1) {
      const letter = String.fromCodePoint(code)
      for (const other of [letter.toLowerCase(), letter.toUpperCase()])
        if ([...other].length === 1) folded.push([other.codePointAt(0)!, other.codePointAt(0)!])
      if (letter === 'k' || letter === 'K') folded.push([0x212a, 0x212a])
      if (letter === 's' || letter === 'S') folded.push([0x17f, 0x17f])
    }
  }
  return normalized(folded)
}
