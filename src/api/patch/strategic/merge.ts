import {formatGoText, formatGoValue, goTypeOf} from '../../go/format-value.ts'
import {deepEqual} from '../../json/deep-equal.ts'
import {isObject, setKey} from '../../json/set-key.ts'
import type {Schema} from '../../schema/schema.ts'
import {PatchError} from '../patch-error.ts'
import {
  deduplicateScalars,
  findByKey,
  isDeletion,
  keyedItem,
  noMergeKey,
  normalizeElementOrder,
  partition,
  wrongType,
} from './lists.ts'
import {
  deleteFromPrimitiveList,
  directiveMarker,
  elementKind,
  type JsonMap,
  type MergeRule,
  retainKeysDirective,
  ruleForList,
  ruleForObject,
  setElementOrder,
} from './lookup.ts'

export interface MergeOptions {
  /** Apply the directives for parallel lists; off when patches are merged with each other. */
  mergeParallelList: boolean
  /** Leave nulls for absent fields out of the result. */
  ignoreUnmatchedNulls: boolean
}

/** Merges a strategic patch into an object; both are consumed. Throws a PatchError. */
export function mergeMap(
  original: JsonMap,
  patch: JsonMap,
  schema: Schema | undefined,
  options: MergeOptions,
): JsonMap {
  if (Object.hasOwn(patch, directiveMarker)) return followDirective(patch)
  retainKeys(original, patch, options)
  mergeOrderedLists(original, patch, schema, options)
  for (const [name, value] of Object.entries(patch)) {
    const deletion = name.startsWith(deleteFromPrimitiveList)
    if (deletion && !options.mergeParallelList) {
      setKey(original, name, value)
      continue
    }
    mergeField(
      original,
      deletion ? directiveTarget(name, deleteFromPrimitiveList) : name,
      value,
      schema,
      options,
      deletion,
    )
  }
  return original
}

function mergeField(
  original: JsonMap,
  key: string,
  value: unknown,
  schema: Schema | undefined,
  options: MergeOptions,
  deletion: boolean,
): void {
  if (value === null) {
    delete original[key]
    if (options.ignoreUnmatchedNulls) return
  }
  const current = Object.hasOwn(original, key) ? original[key] : undefined
  if (current === undefined || goTypeOf(current) !== goTypeOf(value)) {
    if (deletion) return
    if (options.ignoreUnmatchedNulls) discardNulls(value)
    replaceField(original, key, value)
  } else if (isObject(current)) {
    const {schema: inner, strategy} = ruleForObject(schema, key)
    const patch = value as JsonMap
    setKey(original, key, strategy === 'replace' ? patch : mergeMap(current, patch, inner, options))
  } else if (Array.isArray(current))
    setKey(original, key, mergeList(current, value as unknown[], ruleForList(schema, key), options, deletion))
  else replaceField(original, key, value)
}

function replaceField(original: JsonMap, key: string, value: unknown): void {
  const {value: clean, keep} = removeDirectives(value)
  if (keep) setKey(original, key, clean)
  else delete original[key]
}

function followDirective(patch: JsonMap): JsonMap {
  const directive = patch[directiveMarker]
  if (directive === 'replace') {
    delete patch[directiveMarker]
    return patch
  }
  if (directive === 'delete') return {}
  throw unknownPatchType(directive, patch)
}

const unknownPatchType = (directive: unknown, patch: JsonMap): PatchError =>
  new PatchError(`unknown patch type: ${formatGoText(directive)} in map: ${formatGoValue(patch)}`)

function retainKeys(original: JsonMap, patch: JsonMap, {mergeParallelList}: MergeOptions): void {
  if (!Object.hasOwn(patch, retainKeysDirective)) return
  const keys = patch[retainKeysDirective]
  delete patch[retainKeysDirective]
  if (!mergeParallelList) {
    const earlier = original[retainKeysDirective]
    if (earlier !== undefined && !deepEqual(earlier, keys))
      throw new PatchError(
        `${formatGoValue(earlier)} and ${formatGoValue(keys)} are not deep equal: this may happen when calculating the 3-way diff patch`,
      )
    original[retainKeysDirective] = keys
    return
  }
  if (!Array.isArray(keys)) throw new PatchError('invalid patch format of retainKeys')
  for (const [key, value] of Object.entries(patch)) {
    if (value === null || key.startsWith(deleteFromPrimitiveList) || key.startsWith(setElementOrder)) continue
    if (!keys.includes(key)) throw new PatchError('invalid patch format of retainKeys')
  }
  for (const key of Object.keys(original)) if (!keys.includes(key)) delete original[key]
}

/** Follows $setElementOrder: merges the list that it orders and takes both out of the patch. */
function mergeOrderedLists(original: JsonMap, patch: JsonMap, schema: Schema | undefined, options: MergeOptions): void {
  for (const name of Object.keys(patch)) {
    if (!name.startsWith(setElementOrder)) continue
    const order = patch[name]
    if (!options.mergeParallelList) {
      if (Object.hasOwn(original, name) && !deepEqual(original[name], order))
        throw new PatchError('invalid patch format of setElementOrder list')
      original[name] = order
    }
    delete patch[name]
    if (!Array.isArray(order)) throw wrongType('[]interface {}', order)
    mergeOrderedList(original, patch, directiveTarget(name, setElementOrder), order, schema, options)
  }
}

function mergeOrderedList(
  original: JsonMap,
  patch: JsonMap,
  key: string,
  order: unknown[],
  schema: Schema | undefined,
  options: MergeOptions,
): void {
  const current = listAt(original, key)
  const changes = listAt(patch, key)
  const rule = ruleForList(schema, key)
  checkOrder(changes ?? [], order, rule.mergeKey)
  if (!current && !changes) return
  const merged = !changes
    ? current!
    : !current
      ? (removeDirectives(changes).value as unknown[])
      : mergeList(current, changes, rule, options, false)
  const kind = elementKind(current ?? [], changes ?? [])
  const parts = partition(merged, order, rule.mergeKey)
  original[key] = normalizeElementOrder(parts, order, current ?? [], rule.mergeKey, kind)
  delete patch[key]
}

function listAt(map: JsonMap, key: string): unknown[] | undefined {
  if (!Object.hasOwn(map, key)) return undefined
  const list = map[key]
  if (!Array.isArray(list)) throw wrongType('[]interface {}', list)
  return list
}

/** The patch's items must come in the order that $setElementOrder gives. */
function checkOrder(changes: readonly unknown[], order: readonly unknown[], mergeKey: string): void {
  if (changes.length === 0 || order.length === 0) return
  const kept = mergeKey === '' ? changes : changes.filter(item => !isDeletion(item))
  let [at, from] = [0, 0]
  while (at < kept.length && from < order.length) {
    const item = kept[at]
    if (isObject(item) && Object.hasOwn(item, directiveMarker)) {
      at++
      continue
    }
    if (
      mergeKey === ''
        ? item === order[from]
        : keyedItem(item, mergeKey)[mergeKey] === keyedItem(order[from], mergeKey)[mergeKey]
    )
      at++
    from++
  }
  if (at < kept.length && from >= order.length)
    throw new PatchError(
      `The order in patch list:\n${formatGoValue(changes)}\n doesn't match ${setElementOrder} list:\n${formatGoValue(order)}\n`,
    )
}

function directiveTarget(name: string, prefix: string): string {
  const slash = name.indexOf('/')
  if (slash < 0 || name.slice(0, slash) !== prefix)
    throw new PatchError(
      `invalid patch format of ${prefix === setElementOrder ? 'setElementOrder list' : 'primitive list'}`,
    )
  return name.slice(slash + 1)
}

function mergeList(
  original: unknown[],
  patch: unknown[],
  {schema, strategy, mergeKey}: MergeRule,
  options: MergeOptions,
  deletion: boolean,
): unknown[] {
  if (strategy !== 'merge' && !deletion) return patch
  if (original.length === 0 && patch.length === 0) return original
  const kind = elementKind(original, patch)
  if (kind === 'scalar') {
    if (options.mergeParallelList && deletion) return original.filter(item => !patch.includes(item))
    const merged = deduplicateScalars([...original, ...patch])
    return normalizeElementOrder(partition(merged, patch, mergeKey), patch, original, mergeKey, kind)
  }
  if (mergeKey === '') throw new PatchError('cannot merge lists without merge key for struct')
  const {server, changes} = followListDirectives(original, patch, mergeKey)
  const merged = mergeItems(server, changes, mergeKey, schema, options)
  for (let at = 0; at < original.length && at < merged.length; at++) original[at] = merged[at]
  return normalizeElementOrder(partition(merged, changes, mergeKey), changes, server, mergeKey, kind)
}

/**
 * Deletes and replaces as the items with a $patch say; what remains is to merge. The original list keeps its length and is left as Go leaves the array
 * behind a shortened slice, since $setElementOrder looks at it afterwards.
 */
function followListDirectives(
  original: unknown[],
  patch: unknown[],
  mergeKey: string,
): {server: unknown[]; changes: unknown[]} {
  const changes: unknown[] = []
  let length = original.length
  let replace = false
  for (const item of patch as JsonMap[]) {
    if (!Object.hasOwn(item, directiveMarker)) changes.push(item)
    else if (item[directiveMarker] === 'replace') replace = true
    else if (item[directiveMarker] === 'delete') {
      if (!Object.hasOwn(item, mergeKey)) throw noMergeKey(item, mergeKey)
      length = deleteMatching(original, length, mergeKey, item[mergeKey])
    } else if (item[directiveMarker] === 'merge')
      throw new PatchError('merging lists cannot yet be specified in the patch')
    else throw unknownPatchType(item[directiveMarker], item)
  }
  return replace ? {server: changes, changes: []} : {server: original.slice(0, length), changes}
}

function deleteMatching(list: unknown[], length: number, mergeKey: string, value: unknown): number {
  let left = length
  for (;;) {
    const found = findByKey(list.slice(0, left), mergeKey, value)
    if (!found) return left
    list.copyWithin(found.index, found.index + 1, left)
    left--
  }
}

function mergeItems(
  original: readonly unknown[],
  patch: readonly unknown[],
  mergeKey: string,
  schema: Schema | undefined,
  options: MergeOptions,
): unknown[] {
  const merged = [...original]
  for (const item of patch) {
    const change = keyedItem(item, mergeKey)
    const found = findByKey(merged, mergeKey, change[mergeKey])
    if (found) merged[found.index] = mergeMap(found.item, {...change}, schema, options)
    else merged.push(change)
  }
  return merged
}

/** A patch's value as it stands in an object: without what carries a directive. */
function removeDirectives(value: unknown): {value: unknown; keep: boolean} {
  if (Array.isArray(value)) {
    const items = value.map(removeDirectives).filter(({keep}) => keep)
    return {value: items.map(item => item.value), keep: true}
  }
  if (!isObject(value)) return {value, keep: true}
  if (Object.hasOwn(value, directiveMarker)) return {value: null, keep: false}
  for (const key of Object.keys(value)) {
    const child = removeDirectives(value[key])
    if (child.keep) setKey(value, key, child.value)
    else delete value[key]
  }
  return {value, keep: true}
}

function discardNulls(value: unknown): void {
  if (Array.isArray(value)) for (const item of value) discardNulls(item)
  else if (isObject(value))
    for (const key of Object.keys(value)) {
      if (value[key] === null) delete value[key]
      else discardNulls(value[key])
    }
}
