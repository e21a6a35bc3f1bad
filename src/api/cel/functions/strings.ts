import {escapes, quote} from '../../go/quote.ts'
import {compileRegexp} from '../../regexp/index.ts'
import {cutFromText} from '../run/list-kinds.ts'
import {CelError} from '../run/values.ts'
import {formatText} from './format-text.ts'
import type {Overload} from './function-set.ts'

/** CEL's own functions of strings, the extended strings (version 2) and Kubernetes' `find`. Positions count characters. */
export const strings: Record<string, Overload['run']> = {
  'string.contains(string) bool contains_string': (text: string, part: string) => text.includes(part),
  'string.endsWith(string) bool ends_with_string': (text: string, part: string) => text.endsWith(part),
  'string.startsWith(string) bool starts_with_string': (text: string, part: string) => text.startsWith(part),
  'matches(string, string) bool matches': matches,
  'string.matches(string) bool matches_string': matches,
  'string.charAt(int) string string_char_at_int'(text: string, index: bigint) {
    const letters = [...text]
    if (index < 0n || index > BigInt(letters.length)) throw new CelError(`index out of range: ${index}`)
    return letters[Number(index)] ?? ''
  },
  'string.indexOf(string) int string_index_of_string': (text: string, part: string) => indexOf(text, part, 0n),
  'string.indexOf(string, int) int string_index_of_string_int': indexOf,
  'string.lastIndexOf(string) int string_last_index_of_string': (text: string, part: string) =>
    part === '' ? BigInt([...text].length) : lastIndexOf(text, part, BigInt([...text].length - 1)),
  'string.lastIndexOf(string, int) int string_last_index_of_string_int': lastIndexOf,
  'string.lowerAscii() string string_lower_ascii': (text: string) =>
    text.replaceAll(/[A-Z]/g, letter => letter.toLowerCase()),
  'string.upperAscii() string string_upper_ascii': (text: string) =>
    text.replaceAll(/[a-z]/g, letter => letter.toUpperCase()),
  'string.replace(string, string) string string_replace_string_string': (text: string, from: string, to: string) =>
    replace(text, from, to, -1n),
  'string.replace(string, string, int) string string_replace_string_string_int': replace,
  'string.split(string) list<string> string_split_string': (text: string, by: string) => split(text, by, -1n),
  'string.split(string, int) list<string> string_split_string_int': split,
  'string.substring(int) string string_substring_int': (text: string, from: bigint) =>
    substring(text, from, BigInt([...text].length)),
  'string.substring(int, int) string string_substring_int_int': substring,
  'string.trim() string string_trim': (text: string) => text.replaceAll(/^[\s\u0085]+|[\s\u0085]+$/g, ''),
  'string.format(list<dyn>) string string_format': formatText,
  'strings::quote(string) string strings_quote': quoted,
  'list<string>.join() string list_join': (list: string[]) => join(list, ''),
  'list<string>.join(string) string list_join_string': join,
  'string.find(string) string string_find_string': (text: string, pattern: string) => found(pattern, text, 1n)[0] ?? '',
  'string.findAll(string) list<string> string_find_all_string': (text: string, pattern: string) =>
    cutFromText(found(pattern, text, -1n)),
  'string.findAll(string, int) list<string> string_find_all_string_int': (
    text: string,
    pattern: string,
    limit: bigint,
  ) => cutFromText(found(pattern, text, limit)),
}

function matches(text: string, pattern: string): boolean {
  try {
    return compileRegexp(pattern).test(text)
  } catch (error) {
    throw new CelError((error as Error).message)
  }
}

function found(pattern: string, text: string, limit: bigint): string[] {
  try {
    return compileRegexp(pattern).all(text, limit < 0n ? Number.POSITIVE_INFINITY : Number(limit))
  } catch (error) {
    throw new CelError(`Illegal regex: ${(error as Error).message}`)
  }
}

function indexOf(text: string, part: string, from: bigint): bigint {
  const letters = [...text]
  if (from < 0n) throw new CelError(`index out of range: ${from}`)
  const wanted = [...part]
  for (let index = Number(from); index + wanted.length <= letters.length; index += 1)
    if (wanted.every((letter, offset) => letters[index + offset] === letter)) return BigInt(index)
  return -1n
}

function lastIndexOf(text: string, part: string, from: bigint): bigint {
  const letters = [...text]
  if (from < 0n || from >= BigInt(Math.max(letters.length, 1))) {
    if (from === -1n && letters.length === 0) return -1n
    throw new CelError(`index out of range: ${from}`)
  }
  if (part === '') return from
  const wanted = [...part]
  for (let index = Math.min(Number(from), letters.length - wanted.length); index >= 0; index -= 1)
    if (wanted.every((letter, offset) => letters[index + offset] === letter)) return BigInt(index)
  return -1n
}

function replace(text: string, from: string, to: string, count: bigint): string {
  if (from === '') {
    const letters = [...text]
    const most = count < 0n ? letters.length + 1 : Math.min(Number(count), letters.length + 1)
    return [...letters, ''].map((letter, index) => (index < most ? to : '') + letter).join('')
  }
  const parts = text.split(from)
  if (count < 0n) return parts.join(to)
  const first = parts.slice(0, Number(count) + 1).join(to)
  return [first, ...parts.slice(Number(count) + 1)].join(from)
}

function split(text: string, by: string, limit: bigint): string[] {
  return cutFromText(pieces(text, by, limit))
}

function pieces(text: string, by: string, limit: bigint): string[] {
  if (limit === 0n) return []
  const parts = by === '' ? [...text] : text.split(by)
  if (limit < 0n || parts.length <= Number(limit)) return parts
  const most = Number(limit) - 1
  return [...parts.slice(0, most), parts.slice(most).join(by)]
}

function substring(text: string, from: bigint, to: bigint): string {
  const letters = [...text]
  const length = BigInt(letters.length)
  if (from > to) throw new CelError(`invalid substring range. start: ${from}, end: ${to}`)
  if (from < 0n || from > length) throw new CelError(`index out of range: ${from}`)
  if (to < 0n || to > length) throw new CelError(`index out of range: ${to}`)
  return letters.slice(Number(from), Number(to)).join('')
}

function join(list: string[], separator: string): string {
  for (const item of list)
    if (typeof item !== 'string') throw new CelError(`invalid join list element: ${quote(String(item))}`)
  return list.join(separator)
}

function quoted(text: string): string {
  return `"${[...text].map(letter => escapes[letter] ?? letter).join('')}"`
}
