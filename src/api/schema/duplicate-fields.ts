import {quote} from '../go/quote.ts'
import {countKeys, type DuplicateKeys, hasUnusualNumbers, parseCarefully, parseJson} from '../json/parse.ts'
import {isObject} from '../json/set-key.ts'

/** What a JSON text says, whose unusual numbers are kept as they are written, and `duplicate field "spec.a"` for what it says twice. */
export function parseWithDuplicates(text: string): {value: unknown; duplicates: readonly string[]} {
  if (hasUnusualNumbers(text)) return carefully(text)
  const value = parseJson(text)
  return keysOf(value) === countKeys(text) ? {value, duplicates: []} : carefully(text)
}

/** The fields that a JSON text names twice, as Kubernetes complains of them. */
export const duplicateFields = (text: string): readonly string[] => parseWithDuplicates(text).duplicates

function carefully(text: string): {value: unknown; duplicates: string[]} {
  const {value, duplicates} = parseCarefully(text)
  return {value, duplicates: duplicates.size > 0 ? problemsOf(value, duplicates) : []}
}

const keysOf = (value: unknown): number =>
  Array.isArray(value)
    ? value.reduce((sum: number, item) => sum + keysOf(item), 0)
    : isObject(value)
      ? Object.values(value).reduce((sum: number, item) => sum + 1 + keysOf(item), 0)
      : 0

function problemsOf(root: unknown, duplicates: DuplicateKeys): string[] {
  const problems: string[] = []
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) walk(item, `${path}[${index}]`)
      return
    }
    if (!isObject(value)) return
    for (const [key, item] of Object.entries(value)) walk(item, path ? `${path}.${key}` : key)
    for (const key of duplicates.get(value) ?? [])
      problems.push(`duplicate field ${quote(path ? `${path}.${key}` : key)}`)
  }
  walk(root, '')
  return problems
}
