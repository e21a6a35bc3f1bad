/** A directive of nginx's configuration: `listen 443 ssl;`, and what stands in its braces. */
export interface Directive {
  name: string
  args: string[]
  block?: Directive[]
  file: string
  line: number
}

/** What nginx says of a configuration that it does not take; with the place it means. */
export class ConfigurationError extends Error {
  constructor(message: string, file: string, line: number) {
    super(`${message} in ${file}:${line}`)
  }
}

/** Reads a file's directives; throws a ConfigurationError in nginx's words. */
export function parseConfiguration(text: string, file: string): Directive[] {
  const tokens = [...tokensOf(text)]
  const lastLine = text.split('\n').length
  let at = 0
  const block = (isInner: boolean): Directive[] => {
    const directives: Directive[] = []
    for (;;) {
      const token = tokens[at++]
      if (!token) {
        if (isInner) throw new ConfigurationError('unexpected end of file, expecting "}"', file, lastLine)
        return directives
      }
      if (token.text === '}' && isInner) return directives
      if (token.isMark) throw new ConfigurationError(`unexpected "${token.text}"`, file, token.line)
      directives.push(directive(token))
    }
  }
  const directive = ({text: name, line}: Token): Directive => {
    const args: string[] = []
    for (;;) {
      const token = tokens[at++]
      if (!token) throw new ConfigurationError('unexpected end of file, expecting ";" or "}"', file, lastLine)
      if (!token.isMark) args.push(token.text)
      else if (token.text === ';') return {name, args, file, line}
      else if (token.text === '{') return {name, args, block: block(true), file, line}
      else throw new ConfigurationError('unexpected "}"', file, token.line)
    }
  }
  return block(false)
}

interface Token {
  text: string
  /** One of `{`, `}` and `;`. */
  isMark: boolean
  line: number
}

function* tokensOf(text: string): Iterable<Token> {
  let line = 1
  for (const [whole, double, single, mark] of text.matchAll(
    /#[^\n]*|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([{};])|\n|[^\s{};"'](?:\$\{[^}]*\}|[^\s{};])*/g,
  )) {
    if (whole === '\n') line += 1
    else if (!whole.startsWith('#'))
      yield {text: unescaped(double ?? single) ?? whole, isMark: mark !== undefined, line}
  }
}

/** What is quoted may hold these escapes. */
const unescaped = (text: string | undefined): string | undefined =>
  text?.replace(/\\(["'\\trn])/g, (_, letter: string) => ({t: '\t', r: '\r', n: '\n'})[letter] ?? letter)
