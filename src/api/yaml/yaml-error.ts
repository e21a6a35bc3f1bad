import type {YAMLException} from 'js-yaml'

/** YAML that is none, in go-yaml's words: `yaml: line 5: mapping values are not allowed in this context`. */
export class YamlError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'YamlError'
  }
}

/** js-yaml's reasons and what go-yaml says instead. */
const reasons: [RegExp, string][] = [
  [/^bad indentation of a mapping entry/, 'mapping values are not allowed in this context'],
  [/^bad indentation of a sequence entry/, "did not find expected '-' indicator"],
  [/^unexpected end of the stream within a flow collection/, "did not find expected ',' or '}'"],
  [/^missed comma between flow collection entries/, "did not find expected ',' or ']'"],
  [/^unexpected end of the stream within a (single|double) quoted scalar/, 'found unexpected end of stream'],
  [/^unknown escape sequence/, 'found unknown escape character'],
  [/^expected hexadecimal character/, 'did not find expected hexdecimal number'],
  [
    /^(tab characters must not be used in indentation|end of the stream or a document separator is expected)/,
    'did not find expected key',
  ],
  [/^can not read an implicit mapping pair; a colon is missed/, "could not find expected ':'"],
  [/^can not read a block mapping entry; a multiline key may not be an implicit key/, "could not find expected ':'"],
  [/^unidentified alias "(.*)"/, "unknown anchor '$1' referenced"],
  [/^undeclared tag handle/, 'found undefined tag handle'],
]

/** The YamlError of what js-yaml threw. */
export function yamlErrorOf({reason, mark}: YAMLException, text: string): YamlError {
  const known = reasons.find(([pattern]) => pattern.test(reason))
  const words = known ? pattern(reason, known) : reason
  if (words.startsWith('unknown anchor')) return new YamlError(`yaml: ${words}`)
  if (/^\t/.test(lineAt(text, mark?.line))) return at(mark.line + 1, 'found character that cannot start any token')
  return at(goLine(words, mark?.line ?? 0, text), words)
}

const pattern = (reason: string, [expression, replacement]: [RegExp, string]): string =>
  (expression.exec(reason)?.[0] ?? reason).replace(expression, replacement)

const at = (line: number, words: string): YamlError =>
  new YamlError(line > 0 ? `yaml: line ${line}: ${words}` : `yaml: ${words}`)

const lineAt = (text: string, line: number | undefined): string =>
  line === undefined ? '' : (text.split('\n')[line] ?? '')

/** go-yaml counts lines from one, but where it expected more of a flow collection from the last line that has something. */
function goLine(words: string, line: number, text: string): number {
  if (!words.startsWith("did not find expected ','") && words !== 'found unexpected end of stream') return line + 1
  return Math.min(line + 1, text.replace(/\s+$/, '').split('\n').length)
}
