import {SelectorError} from './selector-error.ts'

export interface FieldTerm {
  readonly field: string
  readonly operator: '=' | '!='
  readonly value: string
}

/** Tells an object's field by the name that selectors use, '' where there is none. */
export type FieldLookup = (field: string) => string

/** A compiled set of conditions on fields. */
export interface FieldMatcher {
  readonly terms: readonly FieldTerm[]
  matches(lookup: FieldLookup): boolean
  readonly empty: boolean
  /** The canonical text, as Go prints it. */
  toString(): string
}

/** Compiles `status.phase!=Running,spec.nodeName=a`; throws a SelectorError in Kubernetes' words. */
export function parseFieldSelector(text: string): FieldMatcher {
  const terms = splitTerms(text)
    .sort()
    .filter(part => part !== '')
    .map((part): FieldTerm => {
      const match = /^([\s\S]*?)(!=|==|=)([\s\S]*)$/.exec(part)
      if (!match) throw new SelectorError(`invalid selector: '${text}'; can't understand '${part}'`)
      const [, field = '', operator, value = ''] = match
      return {field, operator: operator === '!=' ? '!=' : '=', value: unescapeValue(value)}
    })
    // No value of no field: Kubernetes takes that for no condition.
    .filter(({field, value}) => field !== '' || value !== '')
  return fieldMatcher(terms)
}

export const fieldMatcher = (terms: readonly FieldTerm[]): FieldMatcher => ({
  terms,
  empty: terms.length === 0,
  matches: lookup => terms.every(({field, operator, value}) => (lookup(field) === value) === (operator === '=')),
  toString: () => terms.map(({field, operator, value}) => `${field}${operator}${escapeValue(value)}`).join(','),
})

/** The value that a selector demands of a field, if it demands exactly one. */
export const requiredFieldValue = ({terms}: FieldMatcher, field: string): string | undefined =>
  terms.find(term => term.field === field && term.operator === '=')?.value

/** A value made safe to stand in a field selector. */
export const escapeValue = (value: string): string => value.replace(/[\\,=]/g, '\\$&')

function splitTerms(text: string): string[] {
  if (text === '') return []
  const terms: string[] = []
  let start = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === ',') {
      terms.push(text.slice(start, at))
      start = at + 1
    }
  }
  return [...terms, text.slice(start)]
}

function unescapeValue(text: string): string {
  if (!/[\\,=]/.test(text)) return text
  let value = ''
  const characters = [...text]
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at]!
    if (character === ',' || character === '=')
      throw new SelectorError(`invalid field selector: unescaped character in value: ${character.codePointAt(0)}`)
    if (character !== '\\') {
      value += character
      continue
    }
    const escaped = characters[++at]
    if (escaped === undefined || !'\\,='.includes(escaped))
      throw new SelectorError(`invalid field selector: invalid escape sequence: \\${escaped ?? ''}`)
    value += escaped
  }
  return value
}
