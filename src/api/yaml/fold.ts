import {escapeCharacter, type ScalarStyle} from './scalar-style.ts'

/** Where a scalar starts and where its continuation lines are indented. */
export interface Place {
  column: number
  indent: number
  /** Keys stay on one line. */
  mayFold: boolean
}

/** Past this column libyaml breaks a flow scalar at the next single space. */
const width = 80

/** A plain or quoted scalar as libyaml writes it, long lines folded. */
export function flowScalar(text: string, style: Exclude<ScalarStyle, 'literal'>, place: Place): string {
  const quoteMark = style === 'plain' ? '' : style === 'single' ? "'" : '"'
  if (style === 'single' && /[\u2028\u2029]/.test(text)) return `'${broken(text, place)}'`
  if (!place.mayFold || place.column + text.length * 10 <= width) return quoteMark + unfolded(text, style) + quoteMark
  return quoteMark + folded([...text], style, {...place, column: place.column + quoteMark.length}) + quoteMark
}

/** What follows a line break that is written as it is, is indented; such lines are not folded any more. */
const broken = (text: string, {indent}: Place): string =>
  unfolded(text, 'single').replaceAll(/([\u2028\u2029])(?![\u2028\u2029]|$)/g, `$1${' '.repeat(indent)}`)

const simple = /^[ !#-[\]-~]*$/

function unfolded(text: string, style: ScalarStyle): string {
  if (style === 'plain') return text
  if (style === 'single') return text.replaceAll("'", "''")
  return simple.test(text) ? text : [...text].map(escapeCharacter).join('')
}

function folded(characters: readonly string[], style: ScalarStyle, {column, indent}: Place): string {
  const out: string[] = []
  const last = characters.length - 1
  let at = column
  let afterSpace = false
  for (const [index, character] of characters.entries()) {
    const inside = style === 'plain' || (index > 0 && index < last)
    const nextIsSpace = characters[index + 1] === ' '
    if (character === ' ' && inside && !afterSpace && at > width && (style === 'double' || !nextIsSpace)) {
      out.push('\n', ' '.repeat(indent), nextIsSpace ? '\\' : '')
      at = indent + (nextIsSpace ? 1 : 0)
    } else {
      const written = unfolded(character, style)
      out.push(written)
      at += [...written].length
    }
    afterSpace = character === ' '
  }
  return out.join('')
}
