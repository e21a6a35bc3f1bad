import {duplicate, tooMany} from '../../../../api/field-error.ts'
import {type Errors, each} from '../../validation/errors.ts'

type Rule<T> = (item: T, path: string) => Errors

/** Every item by a rule, and no more of them than there may be. */
export function* boundedList<T>(
  path: string,
  items: readonly T[] | null | undefined,
  most: number,
  rule: Rule<T>,
): Errors {
  const count = items?.length ?? 0
  yield* each(path, items ?? [], rule)
  if (count > most) yield tooMany(path, count, most)
}

/** A bounded list in which no two items have the same key; `field`: where the key is. */
export function* distinctList<T>(
  path: string,
  items: readonly T[] | null | undefined,
  {
    most = Number.POSITIVE_INFINITY,
    rule,
    key,
    field,
    shown = key,
  }: {most?: number; rule: Rule<T>; key(item: T): string; field?: string; shown?(item: T): unknown},
): Errors {
  yield* boundedList(path, items, most, rule)
  const seen = new Set<string>()
  for (const [index, item] of (items ?? []).entries()) {
    const value = key(item)
    if (seen.has(value)) yield duplicate(`${path}[${index}]${field ? `.${field}` : ''}`, shown(item))
    seen.add(value)
  }
}
