import {fieldErrorText, invalidValue} from '../field-error.ts'
import {isQualifiedName} from '../names.ts'
import {newRequirement, type Operator, type Requirement} from './requirement.ts'
import {SelectorError} from './selector-error.ts'

type TokenType = 'error' | 'end' | 'identifier' | ')' | ',' | '!' | '==' | '=' | '>' | 'in' | '<' | '!=' | 'notin' | '('

interface Token {
  type: TokenType
  text: string
}

const specialSymbols = new Set(['=', '!', '(', ')', ',', '>', '<'])
const symbols = new Set(['=', '==', '!', '!=', '(', ')', ',', '>', '<'])
const space = /[ \t\r\n]/

/** The requirements of a label selector's text, sorted by key; throws a SelectorError. */
export function parseRequirements(text: string): Requirement[] {
  return new LabelParser(scan(text)).parse().sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
}

function scan(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  for (;;) {
    while (at < text.length && space.test(text[at]!)) at++
    if (at >= text.length) return [...tokens, {type: 'end', text: ''}]
    const start = at
    if (specialSymbols.has(text[at]!)) {
      const token = scanSymbol(text, start)
      tokens.push(token.token)
      at = token.end
      continue
    }
    while (at < text.length && !specialSymbols.has(text[at]!) && !space.test(text[at]!)) at++
    const word = text.slice(start, at)
    tokens.push({type: word === 'in' || word === 'notin' ? word : 'identifier', text: word})
  }
}

/** The longest run of special characters whose every step after the first known symbol is a symbol itself. */
function scanSymbol(text: string, start: number): {token: Token; end: number} {
  let end = start
  let found = ''
  while (end < text.length && specialSymbols.has(text[end]!)) {
    const next = text.slice(start, end + 1)
    if (symbols.has(next)) found = next
    else if (found) break
    end++
  }
  return found
    ? {token: {type: found as TokenType, text: found}, end}
    : {token: {type: 'error', text: `error expected: keyword found '${text.slice(start, end)}'`}, end}
}

class LabelParser {
  private readonly tokens: readonly Token[]
  private at = 0

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  parse(): Requirement[] {
    const requirements: Requirement[] = []
    for (;;) {
      const token = this.peekValue()
      if (token.type === 'end') return requirements
      if (token.type !== 'identifier' && token.type !== '!')
        throw new SelectorError(`found '${token.text}', expected: !, identifier, or 'end of string'`)
      requirements.push(this.checkedRequirement())
      const after = this.nextValue()
      if (after.type === 'end') return requirements
      if (after.type !== ',') throw new SelectorError(`found '${after.text}', expected: ',' or 'end of string'`)
      const following = this.peekValue()
      if (following.type !== 'identifier' && following.type !== '!')
        throw new SelectorError(`found '${following.text}', expected: identifier after ','`)
    }
  }

  private checkedRequirement(): Requirement {
    try {
      return this.requirement()
    } catch (error) {
      if (error instanceof SelectorError) throw new SelectorError(`unable to parse requirement: ${error.message}`)
      throw error
    }
  }

  private requirement(): Requirement {
    let token = this.nextValue()
    const negated = token.type === '!'
    if (negated) token = this.nextValue()
    if (token.type !== 'identifier') throw new SelectorError(`found '${token.text}', expected: identifier`)
    const key = token.text
    const keyErrors = isQualifiedName(key)
    if (keyErrors.length > 0) throw new SelectorError(fieldErrorText(invalidValue('<nil>', key, keyErrors.join('; '))))
    const next = this.peekValue().type
    if (negated) return newRequirement(key, '!', [])
    if (next === 'end' || next === ',') return newRequirement(key, 'exists', [])
    const operator = this.operator()
    const values = operator === 'in' || operator === 'notin' ? this.values() : this.exactValue()
    return newRequirement(key, operator, [...values].sort())
  }

  private operator(): Operator {
    const {type, text} = this.next()
    if (type === '>') return 'gt'
    if (type === '<') return 'lt'
    if (type === 'in' || type === 'notin' || type === '=' || type === '==' || type === '!=') return type
    throw new SelectorError(`found '${text}', expected: in, notin, =, ==, !=, gt, lt`)
  }

  private values(): Set<string> {
    const open = this.nextValue()
    if (open.type !== '(') throw new SelectorError(`found '${open.text}' expected: '('`)
    const first = this.peekValue()
    if (first.type === ')') {
      this.next()
      return new Set([''])
    }
    if (first.type !== 'identifier' && first.type !== ',')
      throw new SelectorError(`found '${first.text}', expected: ',', ')' or identifier`)
    const values = this.identifiers()
    if (this.nextValue().type !== ')') throw new SelectorError(`found '${first.text}', expected: ')'`)
    return values
  }

  private identifiers(): Set<string> {
    const values = new Set<string>()
    for (;;) {
      const {type, text} = this.nextValue()
      if (type === 'identifier') {
        values.add(text)
        const next = this.peekValue()
        if (next.type === ')') return values
        if (next.type !== ',') throw new SelectorError(`found '${next.text}', expected: ',' or ')'`)
      } else if (type === ',') {
        if (values.size === 0) values.add('')
        const next = this.peekValue()
        if (next.type === ')') {
          values.add('')
          return values
        }
        if (next.type === ',') {
          this.next()
          values.add('')
        }
      } else throw new SelectorError(`found '${text}', expected: ',', or identifier`)
    }
  }

  private exactValue(): Set<string> {
    const {type} = this.peekValue()
    if (type === 'end' || type === ',') return new Set([''])
    const token = this.nextValue()
    if (token.type !== 'identifier') throw new SelectorError(`found '${token.text}', expected: identifier`)
    return new Set([token.text])
  }

  private next(): Token {
    return this.tokens[this.at++] ?? {type: 'end', text: ''}
  }

  private nextValue(): Token {
    return asValue(this.next())
  }

  private peekValue(): Token {
    return asValue(this.tokens[this.at] ?? {type: 'end', text: ''})
  }
}

/** Where a value may stand, `in` and `notin` are plain words. */
const asValue = (token: Token): Token =>
  token.type === 'in' || token.type === 'notin' ? {type: 'identifier', text: token.text} : token
