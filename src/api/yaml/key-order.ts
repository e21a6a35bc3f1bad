const letter = /^\p{L}$/u
const isDigit = (character: string | undefined): boolean => character !== undefined && /^\p{Nd}$/u.test(character)
const ascii = /^[A-Za-z]*$/

/** go-yaml's natural order of map keys: digits by their number, letters after everything else. */
export function compareYamlKeys(a: string, b: string): number {
  if (a === b) return 0
  if (ascii.test(a) && ascii.test(b)) return a < b ? -1 : 1
  return naturally([...a], [...b])
}

function naturally(a: string[], b: string[]): number {
  for (let at = 0; at < a.length && at < b.length; at++) {
    const left = a[at]!
    const right = b[at]!
    if (left === right) continue
    const leftLetter = letter.test(left)
    const rightLetter = letter.test(right)
    if (leftLetter && rightLetter) return compare(left.codePointAt(0)!, right.codePointAt(0)!)
    if (leftLetter || rightLetter) return rightLetter ? -1 : 1
    const seed = (left === '0' || right === '0') && followsNumber(a, at) ? 1n : 0n
    const [leftNumber, leftEnd] = digitsFrom(a, at, seed)
    const [rightNumber, rightEnd] = digitsFrom(b, at, seed)
    if (leftNumber !== rightNumber) return leftNumber < rightNumber ? -1 : 1
    if (leftEnd !== rightEnd) return leftEnd - rightEnd
    return compare(left.codePointAt(0)!, right.codePointAt(0)!)
  }
  return a.length - b.length
}

/** Whether the digits before a position hold more than zeros. */
function followsNumber(characters: string[], at: number): boolean {
  for (let index = at - 1; index >= 0 && isDigit(characters[index]); index--) if (characters[index] !== '0') return true
  return false
}

function digitsFrom(characters: string[], from: number, seed: bigint): [number: bigint, end: number] {
  let number = seed
  let at = from
  for (; isDigit(characters[at]); at++)
    number = BigInt.asIntN(64, number * 10n + BigInt(characters[at]!.codePointAt(0)! - 48))
  return [number, at]
}

const compare = (a: number, b: number): number => a - b
