import {formatString} from './format-string.ts'
import type {Library} from './library.ts'

/** CEL's extended strings (version 2), beyond what the interpreter has. Positions count characters. */
export const strings: Library = {
  'string.charAt(int): string'(text: string, index: bigint) {
    const letters = [...text]
    if (index < 0n || index > BigInt(letters.length)) throw new Error(`index out of range: ${index}`)
    return letters[Number(index)] ?? ''
  },
  'string.replace(string, string): string': (text: string, from: string, to: string) => text.split(from).join(to),
  'string.replace(string, string, int): string': (text: string, from: string, to: string, count: bigint) =>
    replaceSome(text, from, to, Number(count)),
  'string.reverse(): string': (text: string) => [...text].reverse().join(''),
  'strings.quote(string): string': (text: string) => JSON.stringify(text),
  'string.format(list): string': (text: string, args: unknown[]) => formatString(text, args),
}

function replaceSome(text: string, from: string, to: string, count: number): string {
  if (count < 0) return text.split(from).join(to)
  const parts = text.split(from)
  const first = parts.slice(0, count + 1).join(to)
  return [first, ...parts.slice(count + 1)].join(from)
}
