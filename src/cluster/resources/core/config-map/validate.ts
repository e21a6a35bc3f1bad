import {type FieldError, forbiddenField, invalidValue, pendingMetadata, tooLong} from '../../../../api/field-error.ts'
import type {ConfigMap} from '../../../../api/kinds.ts'
import {isConfigMapKey} from '../../../../api/names.ts'
import {sameMeaning} from '../../validation/equality.ts'
import {type Errors, eachEntry, invalidBecause} from '../../validation/errors.ts'

/** How much data a ConfigMap or a Secret may hold. */
export const dataLimit = 1024 * 1024

export const validateConfigMap = (map: ConfigMap): FieldError[] => [...errorsOf(map)]

export const validateConfigMapUpdate = (map: ConfigMap, old: ConfigMap): FieldError[] => [
  ...frozenErrors(map, old, ['data', 'binaryData']),
  pendingMetadata('M'),
  ...errorsOf(map),
]

function* errorsOf({data, binaryData}: ConfigMap): Errors {
  yield* eachEntry('data', data, function* (key, _, path) {
    yield* invalidBecause(path, key, isConfigMapKey(key))
    if (binaryData?.[key] !== undefined) yield invalidValue(path, key, 'duplicate of key present in binaryData')
  })
  yield* eachEntry('binaryData', binaryData, (key, _, path) => invalidBecause(path, key, isConfigMapKey(key)))
  const texts = Object.values(data ?? {}).reduce((size, value) => size + Buffer.byteLength(value), 0)
  const bytes = Object.values(binaryData ?? {}).reduce((size, value) => size + decodedLength(value), 0)
  if (texts + bytes > dataLimit) yield tooLong('[]', dataLimit)
}

/** What an immutable object does not let happen to it. */
export function* frozenErrors<T extends {immutable?: boolean}>(
  object: T,
  old: T,
  fields: readonly (keyof T & string)[],
): Errors {
  if (!old.immutable) return
  const why = 'field is immutable when `immutable` is set'
  if (!object.immutable) yield forbiddenField('immutable', why)
  for (const field of fields) if (!sameMeaning(object[field], old[field])) yield forbiddenField(field, why)
}

/** How many bytes base64 text stands for. */
export const decodedLength = (base64: string | null): number => Buffer.byteLength(base64 ?? '', 'base64')
