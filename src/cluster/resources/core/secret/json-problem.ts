import {jsonKind} from '../../../../api/go/json-kind.ts'

/** Why text is no JSON object, in the words of Go's decoder; undefined when it is one. */
export function jsonProblem(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (value === null || (typeof value === 'object' && !Array.isArray(value))) return undefined
    const kind = jsonKind(value)
    return `json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`
  } catch {
    return syntaxProblem(text)
  }
}

function syntaxProblem(text: string): string {
  const rest = text.trimStart()
  if (rest === '') return 'unexpected end of JSON input'
  const first = [...rest][0] as string
  if (!'{["-0123456789tfn'.includes(first)) return `invalid character ${quoted(first)} looking for beginning of value`
  for (const word of ['true', 'false', 'null'])
    if (first === word[0]) {
      const index = [...word].findIndex((letter, at) => rest[at] !== letter)
      if (index > 0 && rest[index] === undefined) return 'unexpected end of JSON input'
      if (index > 0)
        return `invalid character ${quoted(rest[index] as string)} in literal ${word} (expecting ${quoted(word[index] as string)})`
    }
  if (first === '{') {
    const key = rest.slice(1).trimStart()
    if (key === '') return 'unexpected end of JSON input'
    if (key[0] !== '"' && key[0] !== '}')
      return `invalid character ${quoted(key[0] as string)} looking for beginning of object key string`
  }
  return 'unexpected end of JSON input'
}

const quoted = (character: string): string => (character === "'" ? `'\\''` : `'${character}'`)
