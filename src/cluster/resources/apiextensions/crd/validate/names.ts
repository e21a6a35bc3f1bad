import {invalidValue} from '../../../../../api/field-error.ts'
import type {CustomResourceDefinition} from '../../../../../api/kinds.ts'
import {isDns1035Label} from '../../../../../api/names.ts'
import type {Errors} from '../../../validation/errors.ts'

type Names = CustomResourceDefinition['spec']['names']

/** The names of a kind, where they are given. */
export function* nameErrors(names: Partial<Names>, path: string): Errors {
  const {plural, singular, kind, listKind, shortNames = [], categories = []} = names
  yield* labelErrors(`${path}.plural`, plural)
  yield* labelErrors(`${path}.singular`, singular)
  yield* kindErrors(`${path}.kind`, kind)
  yield* kindErrors(`${path}.listKind`, listKind)
  for (const [index, name] of shortNames.entries()) yield* labelErrors(`${path}.shortNames[${index}]`, name, true)
  if (kind && kind === listKind)
    yield invalidValue(`${path}.listKind`, listKind, 'kind and listKind may not be the same')
  for (const [index, name] of categories.entries()) yield* labelErrors(`${path}.categories[${index}]`, name, true)
}

function* labelErrors(path: string, name: string | undefined, needed = false): Errors {
  if (!name && !needed) return
  const messages = isDns1035Label(name ?? '')
  if (messages.length > 0) yield invalidValue(path, name, messages.join(','))
}

function* kindErrors(path: string, kind: string | undefined): Errors {
  if (!kind) return
  const messages = isDns1035Label(kind.toLowerCase())
  if (messages.length > 0)
    yield invalidValue(path, kind, `may have mixed case, but should otherwise match: ${messages.join(',')}`)
}
