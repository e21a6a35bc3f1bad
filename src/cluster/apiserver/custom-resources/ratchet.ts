import type {FieldError} from '../../../api/field-error.ts'
import {deepEqual} from '../../../api/json/deep-equal.ts'
import {isObject} from '../../../api/json/index.ts'
import type {KubeObject} from '../../../api/object.ts'
import type {Schema} from '../../../api/schema/index.ts'

/** The errors that an update brings: values that were there before, just so, are let be (KEP-4008). */
export function newErrors(
  errors: readonly FieldError[],
  schema: Schema,
  object: KubeObject,
  old: KubeObject,
): FieldError[] {
  return errors.filter(({field, type}) => {
    const path = type === 'FieldValueRequired' ? field.replace(/(^|\.)[^.[\]]+$/, '') : field
    const pair = follow(path, {schema, now: object, before: old})
    return !pair || pair.before === undefined || !deepEqual(pair.now, pair.before)
  })
}

interface Pair {
  schema: Schema | undefined
  now: unknown
  before: unknown
}

/** The values at a path, before and now; items of lists that are maps are told apart by their keys. */
function follow(path: string, pair: Pair): Pair | undefined {
  if (path === '') return pair
  const index = /^\[(\d+)\]\.?/.exec(path)
  if (index) {
    const items = pair.now as unknown[]
    if (!Array.isArray(items)) return undefined
    const now = items[Number(index[1])]
    const before = sameItem(pair, now)
    return follow(path.slice(index[0].length), {schema: pair.schema?.items, now, before})
  }
  if (!isObject(pair.now)) return undefined
  const key = Object.keys(pair.now)
    .filter(name => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`))
    .sort((a, b) => b.length - a.length)[0]
  if (key === undefined) return undefined
  return follow(path.slice(key.length).replace(/^\./, ''), {
    schema: pair.schema?.fields.get(key)?.schema ?? pair.schema?.items,
    now: pair.now[key],
    before: isObject(pair.before) ? pair.before[key] : undefined,
  })
}

function sameItem({schema, before}: Pair, item: unknown): unknown {
  if (schema?.listType !== 'map' || !Array.isArray(before) || !isObject(item)) return undefined
  const keys = schema.listMapKeys ?? []
  return before.find(other => isObject(other) && keys.every(key => deepEqual(other[key], item[key])))
}
