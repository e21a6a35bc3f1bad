import {formatGoValue, goTypeOf} from '../../go/format-value.ts'
import {deepEqual} from '../../json/deep-equal.ts'
import {isObject, setKey} from '../../json/set-key.ts'
import type {Schema} from '../../schema/schema.ts'
import {PatchError} from '../patch-error.ts'
import {deduplicateScalars, keyedItem, normalizeOrder, sortByKey, sortScalars} from './lists.ts'
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

export interface DiffOptions {
  ignoreChangesAndAdditions?: boolean
  ignoreDeletions?: boolean
  setElementOrder?: boolean
  buildRetainKeys?: boolean
}

/** The strategic patch that turns one object into another, whose lists of scalars it sorts where it compares them. Throws a PatchError. */
export function diffMaps(
  original: JsonMap,
  modified: JsonMap,
  schema: Schema | undefined,
  options: DiffOptions,
): JsonMap {
  const patch: JsonMap = {}
  const retained: string[] = []
  for (const [key, value] of Object.entries(modified)) {
    if (options.buildRetainKeys && value !== null) retained.push(key)
    diffField(key, Object.hasOwn(original, key) ? original[key] : undefined, value, patch, schema, options)
  }
  if (!options.ignoreDeletions)
    for (const key of Object.keys(original)) if (!Object.hasOwn(modified, key)) setKey(patch, key, null)
  const losesField = (): boolean =>
    Object.keys(original).some(key => original[key] !== null && !Object.hasOwn(modified, key))
  if (retained.length > 0 && (Object.keys(patch).length > 0 || losesField()))
    patch[retainKeysDirective] = sortScalars(retained)
  return patch
}

function diffField(
  key: string,
  original: unknown,
  modified: unknown,
  patch: JsonMap,
  schema: Schema | undefined,
  options: DiffOptions,
): void {
  const changed = original === undefined || (key !== directiveMarker && goTypeOf(original) !== goTypeOf(modified))
  if (changed) {
    if (!options.ignoreChangesAndAdditions) setKey(patch, key, modified)
  } else if (key === directiveMarker) {
    if (typeof original !== 'string' || typeof modified !== 'string')
      throw new PatchError(`invalid value for special key: ${directiveMarker}`)
    if (modified !== original) patch[directiveMarker] = modified
  } else if (isObject(original)) diffObject(key, original, modified as JsonMap, patch, schema, options)
  else if (Array.isArray(original)) diffList(key, original, modified as unknown[], patch, schema, options)
  else replaceIfChanged(key, original, modified, patch, options)
}

function diffObject(
  key: string,
  original: JsonMap,
  modified: JsonMap,
  patch: JsonMap,
  schema: Schema | undefined,
  options: DiffOptions,
): void {
  const rule = tolerantRule(() => ruleForObject(schema, key), original, modified)
  if (!rule) return
  if (rule.strategy === 'replace') {
    if (!options.ignoreChangesAndAdditions) setKey(patch, key, modified)
    return
  }
  const inner = diffMaps(original, modified, rule.schema, {...options, buildRetainKeys: rule.retainKeys})
  if (Object.keys(inner).length > 0) setKey(patch, key, inner)
}

function diffList(
  key: string,
  original: unknown[],
  modified: unknown[],
  patch: JsonMap,
  schema: Schema | undefined,
  options: DiffOptions,
): void {
  const rule = tolerantRule(() => ruleForList(schema, key), original, modified)
  if (!rule) return
  if (rule.strategy !== 'merge') {
    replaceIfChanged(key, original, modified, patch, options)
    return
  }
  const {changes, deletions, order} = diffMergingLists(original, modified, rule, {
    ...options,
    buildRetainKeys: rule.retainKeys,
  })
  if (changes.length > 0) setKey(patch, key, changes)
  if (deletions.length > 0) setKey(patch, `${deleteFromPrimitiveList}/${key}`, deletions)
  if (order.length > 0) setKey(patch, `${setElementOrder}/${key}`, order)
}

/** Fields that the type does not have may be there as long as they do not change. */
function tolerantRule(lookup: () => MergeRule, original: unknown, modified: unknown): MergeRule | undefined {
  try {
    return lookup()
  } catch (error) {
    if (deepEqual(original, modified)) return undefined
    throw error
  }
}

function replaceIfChanged(
  key: string,
  original: unknown,
  modified: unknown,
  patch: JsonMap,
  options: DiffOptions,
): void {
  if (!options.ignoreChangesAndAdditions && !deepEqual(original, modified)) setKey(patch, key, modified)
}

interface ListDiff {
  changes: unknown[]
  deletions: unknown[]
  order: unknown[]
}

function diffMergingLists(
  original: unknown[],
  modified: unknown[],
  {schema, mergeKey}: MergeRule,
  options: DiffOptions,
): ListDiff {
  if (original.length === 0)
    return {changes: options.ignoreChangesAndAdditions ? [] : modified, deletions: [], order: []}
  return elementKind(original, modified) === 'map'
    ? diffListsOfMaps(original, modified, schema, mergeKey, options)
    : diffListsOfScalars(original, modified, options)
}

function diffListsOfMaps(
  original: unknown[],
  modified: unknown[],
  schema: Schema | undefined,
  mergeKey: string,
  options: DiffOptions,
): ListDiff {
  const changes: unknown[] = []
  const deletions: unknown[] = []
  const before = sortByKey(original, mergeKey)
  const after = sortByKey(modified, mergeKey)
  let [at, from] = [0, 0]
  while (at < before.length || from < after.length) {
    const old = at < before.length ? keyedItem(before[at], mergeKey) : undefined
    const next = from < after.length ? keyedItem(after[from], mergeKey) : undefined
    const comparison = !old ? 1 : !next ? -1 : compare(formatGoValue(old[mergeKey]), formatGoValue(next[mergeKey]))
    if (comparison === 0) {
      const inner = diffMaps(old!, next!, schema, options)
      if (Object.keys(inner).length > 0) changes.push({...inner, [mergeKey]: next![mergeKey]})
      at++
      from++
    } else if (comparison > 0) {
      if (!options.ignoreChangesAndAdditions) changes.push(next)
      from++
    } else {
      if (!options.ignoreDeletions) deletions.push({[mergeKey]: old![mergeKey], [directiveMarker]: 'delete'})
      at++
    }
  }
  const all = [...normalizeOrder(changes, modified, mergeKey, 'map'), ...deletions]
  const reordered = !options.ignoreChangesAndAdditions && !sameOrder(original, modified, mergeKey)
  const ordered = options.setElementOrder && (all.length > 0 || reordered)
  return {
    changes: all,
    deletions: [],
    order: ordered ? modified.map(item => ({[mergeKey]: (item as JsonMap)[mergeKey]})) : [],
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const sameOrder = (original: readonly unknown[], modified: readonly unknown[], mergeKey: string): boolean =>
  original.length === modified.length &&
  original.every(
    (item, index) => keyedItem(item, mergeKey)[mergeKey] === keyedItem(modified[index], mergeKey)[mergeKey],
  )

function diffListsOfScalars(original: unknown[], modified: unknown[], options: DiffOptions): ListDiff {
  const before = sortScalars(original)
  const after = sortScalars(modified)
  original.splice(0, original.length, ...before)
  const added: unknown[] = []
  const removed: unknown[] = []
  let [at, from] = [0, 0]
  while (at < before.length || from < after.length) {
    const comparison =
      at >= before.length
        ? 1
        : from >= after.length
          ? -1
          : compare(formatGoValue(before[at]), formatGoValue(after[from]))
    if (comparison === 0) {
      at++
      from++
    } else if (comparison < 0) {
      if (!options.ignoreDeletions) removed.push(before[at])
      at++
    } else {
      if (!options.ignoreChangesAndAdditions) added.push(after[from])
      from++
    }
  }
  const deletions = deduplicateScalars(removed)
  const ordered =
    options.setElementOrder &&
    ((!options.ignoreDeletions && deletions.length > 0) ||
      (!options.ignoreChangesAndAdditions && !deepEqual(before, modified)))
  return {changes: normalizeOrder(added, modified, '', 'scalar'), deletions, order: ordered ? modified : []}
}
