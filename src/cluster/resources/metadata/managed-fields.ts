import {invalidValue, tooLong} from '../../../api/field-error.ts'
import type {ObjectMeta} from '../../../api/object.ts'
import {type Errors, each, noErrors} from '../validation/errors.ts'

type ManagedFields = NonNullable<ObjectMeta['managedFields']>

const managerLimit = 128
const subresourceLimit = 256

export const validateManagedFields = (path: string, entries: ManagedFields): Errors =>
  entries.every(isUsual) ? noErrors : each(path, entries, entryErrors)

/** Nearly all are as the server itself wrote them: that nothing is wrong with such a one is told at a glance. */
const isUsual = ({operation, fieldsType, manager, subresource}: ManagedFields[number]): boolean =>
  (operation === 'Update' || operation === 'Apply') &&
  fieldsType === 'FieldsV1' &&
  usual.test(manager ?? '') &&
  (subresource ?? '').length <= subresourceLimit

function* entryErrors({operation, fieldsType, manager, subresource}: ManagedFields[number], at: string): Errors {
  if (operation !== 'Apply' && operation !== 'Update')
    yield invalidValue(`${at}.operation`, operation ?? '', 'must be `Apply` or `Update`')
  if (fieldsType && fieldsType !== 'FieldsV1') yield invalidValue(`${at}.fieldsType`, fieldsType, 'must be `FieldsV1`')
  yield* validateFieldManager(`${at}.manager`, manager ?? '')
  if ((subresource ?? '').length > subresourceLimit) yield tooLong(`${at}.subresource`, subresourceLimit)
}

/** The name under which a client manages fields: short and printable. */
function* validateFieldManager(path: string, manager: string): Errors {
  if (usual.test(manager)) return
  if (Buffer.byteLength(manager) > managerLimit) yield tooLong(path, managerLimit)
  let position = 0
  for (const character of manager) {
    if (!/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character))
      yield invalidValue(path, manager, `invalid character ${codePoint(character)} (at position ${position})`)
    position += Buffer.byteLength(character)
  }
}

const usual = /^[ -~]{0,128}$/

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
