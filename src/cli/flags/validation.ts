import {parseBool} from '../../api/go/parse-bool.ts'

export type FieldValidation = 'Strict' | 'Warn' | 'Ignore'

const words: Record<string, FieldValidation> = {strict: 'Strict', warn: 'Warn', ignore: 'Ignore'}

/** What `--validate` asks of the server; throws for a word it does not know. */
export function fieldValidationOf(value: string): FieldValidation {
  const word = Object.hasOwn(words, value) ? words[value] : undefined
  if (word) return word
  try {
    return parseBool(value) ? 'Strict' : 'Ignore'
  } catch {
    const quoted = JSON.stringify(value)
    throw new Error(`invalid - validate option ${quoted}; must be one of: strict (or true), warn, ignore (or false)`)
  }
}
