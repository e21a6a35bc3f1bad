import {complement, lastCodePoint, type Range} from './node.ts'

const digits: Range[] = [[48, 57]]
const spaces: Range[] = [
  [9, 10],
  [12, 13],
  [32, 32],
]
const words: Range[] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
]

/** `\d` and its like. */
export const perlSets: Record<string, Range[]> = {
  d: digits,
  D: complement(digits),
  s: spaces,
  S: complement(spaces),
  w: words,
  W: complement(words),
}

/** `[:alpha:]` and its like. */
export const posixSets: Record<string, Range[]> = {
  alnum: [
    [48, 57],
    [65, 90],
    [97, 122],
  ],
  alpha: [
    [65, 90],
    [97, 122],
  ],
  ascii: [[0, 127]],
  blank: [
    [9, 9],
    [32, 32],
  ],
  cntrl: [
    [0, 31],
    [127, 127],
  ],
  digit: digits,
  graph: [[33, 126]],
  lower: [[97, 122]],
  print: [[32, 126]],
  punct: [
    [33, 47],
    [58, 64],
    [91, 96],
    [123, 126],
  ],
  space: [
    [9, 13],
    [32, 32],
  ],
  upper: [[65, 90]],
  word: words,
  xdigit: [
    [48, 57],
    [65, 70],
    [97, 102],
  ],
}

const letters: Record<string, number> = {a: 7, f: 12, n: 10, r: 13, t: 9, v: 11}

/** A single character's escape at the beginning of a text. */
export function escapedSet(text: string): {text: string; code: number} | undefined {
  const hex = /^\\x(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{2}))/.exec(text)
  if (hex) {
    const code = Number.parseInt(hex[1] ?? hex[2]!, 16)
    return code <= lastCodePoint ? {text: hex[0], code} : undefined
  }
  const octal = /^\\(0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(text)
  if (octal) return {text: octal[0], code: Number.parseInt(octal[1]!, 8)}
  const letter = text[1]!
  const code = letters[letter]
  if (code !== undefined) return {text: text.slice(0, 2), code}
  return letter.charCodeAt(0) < 128 && !/\w/.test(letter)
    ? {text: text.slice(0, 2), code: letter.charCodeAt(0)}
    : undefined
}

const known = new Map<string, Range[] | undefined>()

/** The characters of a Unicode category or script: `L`, `Lu`, `Greek`. */
export function unicodeSet(name: string): Range[] | undefined {
  if (name === 'Any') return [[0, lastCodePoint]]
  if (!known.has(name)) known.set(name, findUnicodeSet(name))
  return known.get(name)
}

function findUnicodeSet(name: string): Range[] | undefined {
  const property = /^[A-Z][a-z&]?$/.test(name) ? `gc=${name}` : /^[A-Za-z_]+$/.test(name) ? `sc=${name}` : undefined
  if (!property) return undefined
  let test: RegExp
  try {
    test = new RegExp(`^\\p{${property}}$`, 'u')
  } catch {
    return undefined
  }
  const ranges: [number, number][] = []
  for (let code = 0; code <= lastCodePoint; code += 1) {
    if (!test.test(String.fromCodePoint(code))) continue
    const last = ranges[ranges.length - 1]
    if (last && last[1] === code - 1) last[1] = code
    else ranges.push([code, code])
  }
  return ranges
}
