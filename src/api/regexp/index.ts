/**
 * Regular expressions as Go has them (RE2's syntax): its way to say what is wrong with one, and no expression that takes time out of proportion
 * to the text.
 */
import {type Match, run} from './machine.ts'
import {nativeOf} from './native.ts'
import {parseRegexp} from './parse.ts'
import {type Instruction, programOf} from './program.ts'

export {RegexpError} from './parse.ts'

export interface Regexp {
  /** Whether it matches somewhere in a text. */
  test(text: string): boolean
  /** What it matches, from left to right, without overlaps; at most so many. */
  all(text: string, limit?: number): string[]
}

const known = new Map<string, Regexp>()
const mostKnown = 2000

/** Compiles an expression, once; throws a RegexpError. */
export function compileRegexp(pattern: string): Regexp {
  let regexp = known.get(pattern)
  if (!regexp) {
    const node = parseRegexp(pattern)
    const native = nativeOf(node)
    regexp = native ? nativeRegexp(native) : machineRegexp(programOf(node))
    if (known.size >= mostKnown) known.clear()
    known.set(pattern, regexp)
  }
  return regexp
}

const nativeRegexp = (native: RegExp): Regexp => ({
  test(text) {
    native.lastIndex = 0
    return native.test(text)
  },
  all: (text, limit = Number.POSITIVE_INFINITY) => withoutRepeatedEmpty(text, limit, native),
})

function withoutRepeatedEmpty(text: string, limit: number, native: RegExp): string[] {
  const found: string[] = []
  let end = -1
  native.lastIndex = 0
  for (const match of text.matchAll(native)) {
    if (found.length >= limit) break
    const empty = match[0] === ''
    if (!(empty && match.index === end)) found.push(match[0])
    end = match.index + match[0].length
  }
  return found
}

const machineRegexp = (program: readonly Instruction[]): Regexp => ({
  test: text => run(program, codes(text), 0) !== undefined,
  all(text, limit = Number.POSITIVE_INFINITY) {
    const letters = codes(text)
    const found: string[] = []
    let position = 0
    let end = -1
    while (position <= letters.length && found.length < limit) {
      const match: Match | undefined = run(program, letters, position)
      if (!match) break
      const {from, to} = match
      if (!(from === to && from === end)) found.push(String.fromCodePoint(...letters.slice(from, to)))
      end = to
      position = to > from ? to : to + 1
    }
    return found
  },
})

function codes(text: string): number[] {
  const found: number[] = []
  for (let index = 0; index < text.length; index += 1) {
    const code = text.codePointAt(index)!
    if (code > 0xffff) index += 1
    found.push(code)
  }
  return found
}
