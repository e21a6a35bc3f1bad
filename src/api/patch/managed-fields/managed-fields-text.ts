import {isObject} from '../../json/set-key.ts'
import {fieldsV1Text} from './field-set.ts'
import type {ManagedFieldsEntry} from './managers.ts'

/**
 * The JSON of an object, given that of the same with a 0 for its managedFields. They are half of a pod, and most of them those of the next one, too: their
 * text is made once for all.
 */
export const withManagedFieldsText = (marked: string, entries: readonly ManagedFieldsEntry[]): string =>
  putIn(marked, 'managedFields', `[${entries.map(entryText).join(',')}]`)

function entryText(entry: ManagedFieldsEntry): string {
  const {fieldsV1} = entry
  if (!isObject(fieldsV1)) return JSON.stringify(entry)
  return putIn(JSON.stringify({...entry, fieldsV1: 0}), 'fieldsV1', fieldsV1Text(fieldsV1))
}

/** A value in the place of the 0 of a field. It is the first of that name: what comes before it is text, whose quotes have a backslash before them. */
function putIn(text: string, name: string, value: string): string {
  const field = `"${name}":`
  const at = text.indexOf(`${field}0`) + field.length
  return text.slice(0, at) + value + text.slice(at + 1)
}
