import {needsQuotes} from './resolve.ts'

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal'

/** The style in which go-yaml v2 writes a string in block context; keys are never literal. */
export function scalarStyle(text: string, {key}: {key: boolean}): ScalarStyle {
  const {plain, single, block} = analyze(text)
  if (text.includes('\n')) return !key && block ? 'literal' : 'double'
  if (needsQuotes(text)) return 'double'
  if (plain) return 'plain'
  return single ? 'single' : 'double'
}

interface Analysis {
  plain: boolean
  single: boolean
  block: boolean
}

const easy = /^[A-Za-z0-9_/.$][A-Za-z0-9_/.$()+=;-]*$/

/** Which styles can hold a text, as libyaml's emitter decides it. */
function analyze(text: string): Analysis {
  if (easy.test(text) && !text.startsWith('...')) return {plain: true, single: true, block: true}
  let indicators = text.startsWith('---') || text.startsWith('...')
  let special = false
  let leading = false
  let trailingSpace = false
  let trailingBreak = false
  let spaceBreak = false
  let breakSpace = false
  let breaks = false
  let previousSpace = false
  let previousBreak = false
  let afterBlank = true
  const characters = [...text]
  for (const [index, character] of characters.entries()) {
    const last = index === characters.length - 1
    const beforeBlank = last || isBlank(characters[index + 1]!)
    if (index === 0) {
      if ('#,[]{}&*!|>\'"%@`'.includes(character)) indicators = true
      else if ('?:-'.includes(character) && beforeBlank) indicators = true
    } else if (character === ':' && beforeBlank) indicators = true
    else if (character === '#' && afterBlank) indicators = true
    if (!isPrintable(character)) special = true
    if (character === ' ') {
      if (index === 0) leading = true
      if (last) trailingSpace = true
      if (previousBreak) breakSpace = true
      previousSpace = true
      previousBreak = false
    } else if (isBreak(character)) {
      breaks = true
      if (index === 0) leading = true
      if (last) trailingBreak = true
      if (previousSpace) spaceBreak = true
      previousSpace = false
      previousBreak = true
    } else {
      previousSpace = false
      previousBreak = false
    }
    afterBlank = isBlank(character)
  }
  return {
    plain: !(leading || trailingSpace || trailingBreak || breakSpace || spaceBreak || special || breaks || indicators),
    single: !(breakSpace || spaceBreak || special),
    block: !(trailingSpace || spaceBreak || special),
  }
}

const isBreak = (character: string): boolean => /^[\r\n\u0085\u2028\u2029]$/.test(character)
const isBlank = (character: string): boolean => character === ' ' || character === '\t' || isBreak(character)

function isPrintable(character: string): boolean {
  const code = character.codePointAt(0)!
  if (code === 0x0a || (code >= 0x20 && code <= 0x7e)) return true
  return code >= 0xa0 && code <= 0xfffd && code !== 0xfeff && !(code >= 0xd800 && code <= 0xdfff)
}

const named: Record<string, string> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\u2028': '\\L',
  '\u2029': '\\P',
}

/** A character as a double-quoted scalar holds it. */
export function escapeCharacter(character: string): string {
  const known = named[character]
  if (known) return known
  if (isPrintable(character)) return character
  const code = character.codePointAt(0)!
  const hex = code.toString(16).toUpperCase()
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}
