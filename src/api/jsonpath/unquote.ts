import {JsonPathError} from './jsonpath-error.ts'

const named: Record<string, string> = {a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\'}

/** The text of a string in single or double quotes, with Go's escapes. */
export function unquoteText(quoted: string): string {
  const mark = quoted[0]!
  const inner = quoted.slice(1, -1)
  if (!inner.includes('\\') && !inner.includes(mark)) return inner
  const fail = (): never => {
    throw new JsonPathError(`unquote string ${quoted} error invalid syntax`)
  }
  let text = ''
  for (let at = 0; at < inner.length; ) {
    const character = inner[at]!
    if (character === mark) fail()
    if (character !== '\\') {
      text += character
      at++
      continue
    }
    const letter = inner[at + 1] ?? ''
    const numeric = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3}))/.exec(inner.slice(at + 1))
    if (Object.hasOwn(named, letter)) {
      text += named[letter]
      at += 2
    } else if (letter === mark) {
      text += letter
      at += 2
    } else if (numeric) {
      const [whole, x, u, big, octal] = numeric
      text += String.fromCodePoint(octal ? Number.parseInt(octal, 8) : Number.parseInt(x ?? u ?? big ?? '', 16))
      at += 1 + whole.length
    } else fail()
  }
  return text
}
