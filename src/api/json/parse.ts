import {findSyntaxError} from './find-syntax-error.ts'
import {isObject, setKey} from './set-key.ts'
import {depthError, JsonSyntaxError, maxDepth} from './syntax-error.ts'

/** A number whose spelling matters: `3.0`, `1e3`, or an integer beyond what a double holds. */
export class RawNumber {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toJSON(): number {
    return Number(this.text)
  }
}

/** The keys that occurred more than once, by the object they are in, in order of the second occurrence. */
export type DuplicateKeys = Map<object, string[]>

export interface CarefulJson {
  value: unknown
  duplicates: DuplicateKeys
}

/** JSON.parse with Go's error texts; the last of duplicate keys wins. */
export function parseJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw findSyntaxError(text) ?? error
  }
  const deep = text.length > maxDepth ? depthError(text) : undefined
  if (deep) throw deep
  return value
}

/** Whether some number in a text is spelled in a way that only parseCarefully keeps; may say yes where there is none. */
export const hasUnusualNumbers = (text: string): boolean => /[:,[\s]-?(?:\d+[.eE]|\d{16}|0[:,\]}\s]?-)/.test(text)

/** How many object keys a text seems to hold: more than there are after parsing means duplicates (or text that looks like keys). */
export function countKeys(text: string): number {
  let count = 0
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
    if (text.charCodeAt(at - 1) === 0x5c) continue
    let next = text.charCodeAt(at + 1)
    for (let look = at + 2; next === 0x20 || next === 0x0a || next === 0x0d || next === 0x09; look++)
      next = text.charCodeAt(look)
    if (next === 0x3a) count++
  }
  return count
}

/** Parses slowly, keeping what JSON.parse forgets: duplicate keys and unusual numbers. Duplicate objects merge, as they do in Go. */
export function parseCarefully(text: string): CarefulJson {
  const bad = findSyntaxError(text)
  if (bad) throw bad
  return new CarefulParser(text).parse()
}

class CarefulParser {
  private readonly text: string
  private at = 0
  private readonly duplicates: DuplicateKeys = new Map()

  constructor(text: string) {
    this.text = text
  }

  parse(): CarefulJson {
    return {value: this.value(), duplicates: this.duplicates}
  }

  private value(): unknown {
    switch (this.peek()) {
      case '{':
        return this.object()
      case '[':
        return this.array()
      case '"':
        return this.string()
      case 't':
        this.at += 4
        return true
      case 'f':
        this.at += 5
        return false
      case 'n':
        this.at += 4
        return null
      default:
        return this.number()
    }
  }

  private object(): Record<string, unknown> {
    const object: Record<string, unknown> = {}
    this.at++
    if (this.peek() === '}') this.at++
    else
      for (;;) {
        this.peek()
        const key = this.string()
        this.peek()
        this.at++
        const value = this.value()
        if (Object.hasOwn(object, key)) this.duplicate(object, key, value)
        else setKey(object, key, value)
        if (this.peek() === '}') {
          this.at++
          break
        }
        this.at++
      }
    return object
  }

  private duplicate(object: Record<string, unknown>, key: string, value: unknown): void {
    const seen = this.duplicates.get(object)
    if (!seen) this.duplicates.set(object, [key])
    else if (!seen.includes(key)) seen.push(key)
    const earlier = object[key]
    setKey(object, key, isObject(earlier) && isObject(value) ? this.merge(earlier, value) : value)
  }

  private merge(earlier: Record<string, unknown>, later: Record<string, unknown>): Record<string, unknown> {
    for (const [key, value] of Object.entries(later)) {
      const known = Object.hasOwn(earlier, key) ? earlier[key] : undefined
      setKey(earlier, key, isObject(known) && isObject(value) ? this.merge(known, value) : value)
    }
    const inner = this.duplicates.get(later)
    if (inner) this.duplicates.set(earlier, [...(this.duplicates.get(earlier) ?? []), ...inner])
    return earlier
  }

  private array(): unknown[] {
    const array: unknown[] = []
    this.at++
    if (this.peek() === ']') {
      this.at++
      return array
    }
    for (;;) {
      array.push(this.value())
      const next = this.peek()
      this.at++
      if (next === ']') return array
    }
  }

  private string(): string {
    const start = this.at
    let end = start + 1
    while (this.text.charCodeAt(end) !== 0x22) end += this.text.charCodeAt(end) === 0x5c ? 2 : 1
    this.at = end + 1
    return JSON.parse(this.text.slice(start, this.at)) as string
  }

  private number(): number | RawNumber {
    numberPattern.lastIndex = this.at
    const text = numberPattern.exec(this.text)![0]
    this.at = numberPattern.lastIndex
    const number = Number(text)
    return Number.isSafeInteger(number) && String(number) === text ? number : new RawNumber(text)
  }

  private peek(): string {
    let code = this.text.charCodeAt(this.at)
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) code = this.text.charCodeAt(++this.at)
    return this.text[this.at]!
  }
}

const numberPattern = /-?[0-9.eE+-]+/y

/** Whether an error is one of syntax. */
export const isJsonSyntaxError = (error: unknown): error is JsonSyntaxError => error instanceof JsonSyntaxError
