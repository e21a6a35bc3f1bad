import {type Token, YamlScanner} from './scanner.ts'
import {YamlError} from './yaml-error.ts'

/** What go-yaml says of a text that is no YAML; undefined when it finds nothing wrong with its first document. */
export function explainYaml(text: string): YamlError | undefined {
  try {
    new Grammar(new YamlScanner(text)).document()
    return undefined
  } catch (error) {
    if (error instanceof YamlError) return error
    throw error
  }
}

/** libyaml's grammar without its events. */
class Grammar {
  private readonly tokens: YamlScanner
  private readonly anchors = new Set<string>()

  constructor(tokens: YamlScanner) {
    this.tokens = tokens
  }

  document(): void {
    let directives = false
    while (this.tokens.peek().type === 'directive') {
      directives = true
      this.tokens.next()
    }
    const first = this.tokens.peek()
    if (first.type === 'end') return
    if (first.type === 'document-start') this.tokens.next()
    else if (directives) this.fail('did not find expected <document start>', first)
    const {type} = this.tokens.peek()
    if (!['directive', 'document-start', 'document-end', 'end'].includes(type)) this.node(true, false)
    this.tokens.peek()
  }

  private fail(problem: string, {line}: Token, contextLine = 0): never {
    const shown = line !== 0 ? line : contextLine
    throw new YamlError(shown !== 0 ? `yaml: line ${shown}: ${problem}` : `yaml: ${problem}`)
  }

  private node(block: boolean, indentless: boolean): void {
    const start = this.tokens.peek()
    if (start.type === 'alias') {
      this.tokens.next()
      if (!this.anchors.has(start.text ?? '')) throw new YamlError(`yaml: unknown anchor '${start.text}' referenced`)
      return
    }
    let decorated = false
    while (['anchor', 'tag'].includes(this.tokens.peek().type)) {
      decorated = true
      const token = this.tokens.next()
      if (token.type === 'anchor') this.anchors.add(token.text ?? '')
    }
    const {type, line} = this.tokens.peek()
    if (indentless && type === '-') this.indentlessSequence()
    else if (type === 'scalar') this.tokens.next()
    else if (type === '[') this.flowSequence()
    else if (type === '{') this.flowMapping()
    else if (block && type === 'block-sequence-start') this.blockSequence(line)
    else if (block && type === 'block-mapping-start') this.blockMapping(line)
    else if (!decorated) this.fail('did not find expected node content', this.tokens.peek(), start.line)
  }

  private blockSequence(contextLine: number): void {
    this.tokens.next()
    for (;;) {
      const token = this.tokens.peek()
      if (token.type === 'block-end') break
      if (token.type !== '-') this.fail("did not find expected '-' indicator", token, contextLine)
      this.tokens.next()
      if (!['-', 'block-end'].includes(this.tokens.peek().type)) this.node(true, false)
    }
    this.tokens.next()
  }

  private indentlessSequence(): void {
    while (this.tokens.peek().type === '-') {
      this.tokens.next()
      if (!['-', 'key', 'value', 'block-end'].includes(this.tokens.peek().type)) this.node(true, false)
    }
  }

  private blockMapping(contextLine: number): void {
    this.tokens.next()
    for (;;) {
      const token = this.tokens.peek()
      if (token.type === 'block-end') break
      if (token.type !== 'key' && token.type !== 'value') this.fail('did not find expected key', token, contextLine)
      if (token.type === 'key') {
        this.tokens.next()
        if (!['key', 'value', 'block-end'].includes(this.tokens.peek().type)) this.node(true, true)
      } else if (token.type === 'value') this.fail('did not find expected key', token, contextLine)
      if (this.tokens.peek().type !== 'value') continue
      this.tokens.next()
      if (!['key', 'value', 'block-end'].includes(this.tokens.peek().type)) this.node(true, true)
    }
    this.tokens.next()
  }

  private flowSequence(): void {
    const {line} = this.tokens.next()
    for (let first = true; this.tokens.peek().type !== ']'; first = false) {
      if (!first) {
        const token = this.tokens.peek()
        if (token.type !== ',') this.fail("did not find expected ',' or ']'", token, line)
        this.tokens.next()
        if (this.tokens.peek().type === ']') break
      }
      if (this.tokens.peek().type === 'key') {
        this.tokens.next()
        this.flowPair([']'])
      } else this.node(false, false)
    }
    this.tokens.next()
  }

  private flowMapping(): void {
    const {line} = this.tokens.next()
    for (let first = true; this.tokens.peek().type !== '}'; first = false) {
      if (!first) {
        const token = this.tokens.peek()
        if (token.type !== ',') this.fail("did not find expected ',' or '}'", token, line)
        this.tokens.next()
        if (this.tokens.peek().type === '}') break
      }
      if (this.tokens.peek().type === 'key') {
        this.tokens.next()
        this.flowPair(['}'])
      } else this.node(false, false)
    }
    this.tokens.next()
  }

  private flowPair(closers: readonly string[]): void {
    if (!['value', ',', ...closers].includes(this.tokens.peek().type)) this.node(false, false)
    if (this.tokens.peek().type !== 'value') return
    this.tokens.next()
    if (![',', ...closers].includes(this.tokens.peek().type)) this.node(false, false)
  }
}
