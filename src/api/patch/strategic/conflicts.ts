import {formatGoValue} from '../../go/format-value.ts'
import {deepEqual} from '../../json/deep-equal.ts'
import {isObject} from '../../json/set-key.ts'
import type {Schema} from '../../schema/schema.ts'
import {deduplicateScalars, keyedItem, sortScalars} from './lists.ts'
import {directiveMarker, elementKind, type JsonMap, ruleForList, ruleForObject} from './lookup.ts'

/** Whether two strategic patches change the same field to different values. */
export const patchesConflict = (left: JsonMap, right: JsonMap, schema: Schema | undefined): boolean =>
  valuesConflict(left, right, schema, '', '')

function valuesConflict(
  left: unknown,
  right: unknown,
  schema: Schema | undefined,
  strategy: string,
  mergeKey: string,
): boolean {
  if (Array.isArray(left)) return !Array.isArray(right) || listsConflict(left, right, schema, strategy, mergeKey)
  if (!isObject(left)) return !deepEqual(left, right)
  if (!isObject(right)) return true
  if (left[directiveMarker] !== right[directiveMarker]) return true
  return strategy !== 'replace' && mapsConflict(left, right, schema)
}

function mapsConflict(left: JsonMap, right: JsonMap, schema: Schema | undefined): boolean {
  return Object.keys(left).some(key => {
    if (key.startsWith('$') || !Object.hasOwn(right, key)) return false
    const value = left[key]
    const rule = Array.isArray(value)
      ? ruleForList(schema, key)
      : isObject(value)
        ? ruleForObject(schema, key)
        : undefined
    return valuesConflict(value, right[key], rule?.schema, rule?.strategy ?? '', rule?.mergeKey ?? '')
  })
}

function listsConflict(
  left: unknown[],
  right: unknown[],
  schema: Schema | undefined,
  strategy: string,
  mergeKey: string,
): boolean {
  const kind = elementKind(left, right)
  if (strategy === 'merge') {
    if (kind !== 'map') return false
    const byKey = new Map(right.map(item => [formatGoValue(keyedItem(item, mergeKey)[mergeKey]), item]))
    return left.some(item => {
      const other = byKey.get(formatGoValue(keyedItem(item, mergeKey)[mergeKey]))
      return other !== undefined && valuesConflict(item, other, schema, '', '')
    })
  }
  if (left.length !== right.length) return true
  const normal = (list: unknown[]): unknown[] => (kind === 'map' ? list : sortScalars(deduplicateScalars(list)))
  const [first, second] = [normal(left), normal(right)]
  return first.some((item, index) => valuesConflict(item, second[index], schema, '', ''))
}
