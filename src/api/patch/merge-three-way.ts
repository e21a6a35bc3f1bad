import {goTypeOf} from '../go/format-value.ts'
import {isObject, setKey} from '../json/set-key.ts'
import {createMergePatch} from './merge.ts'
import {checkPreconditions, conflictOf, type Precondition, type ThreeWay} from './strategic/index.ts'

type JsonMap = Record<string, unknown>

/** The JSON merge patch that kubectl apply sends for kinds without a built-in type (CreateThreeWayJSONMergePatch). */
export function createMergeThreeWayPatch(
  {original, modified, current}: ThreeWay,
  preconditions: readonly Precondition[] = [],
): JsonMap {
  const changes = filterNulls(createMergePatch(current, modified), false)
  const deletions = filterNulls(createMergePatch(original, modified), true)
  if (haveConflicts(changes, deletions)) throw conflictOf(changes, deletions)
  const patch = joinPatches(deletions, changes)
  checkPreconditions(patch, preconditions)
  return patch
}

/** Keeps only the nulls of a patch, or all but them. */
function filterNulls(patch: JsonMap, keepNulls: boolean): JsonMap {
  const kept: JsonMap = {}
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      if (keepNulls) setKey(kept, key, null)
    } else if (isObject(value)) {
      const inner = filterNulls(value, keepNulls)
      if (Object.keys(inner).length > 0 || (!keepNulls && Object.keys(value).length === 0)) setKey(kept, key, inner)
    } else if (!keepNulls) setKey(kept, key, value)
  }
  return kept
}

/** Merging a patch into a patch: deletions stay unless the other one sets the field. */
function joinPatches(deletions: JsonMap, changes: JsonMap): JsonMap {
  const joined: JsonMap = {...deletions}
  for (const [key, value] of Object.entries(changes)) {
    const earlier = Object.hasOwn(joined, key) ? joined[key] : undefined
    setKey(joined, key, isObject(earlier) && isObject(value) ? joinPatches(earlier, value) : value)
  }
  return joined
}

/** Whether two patches disagree on a field that both have. */
function haveConflicts(left: unknown, right: unknown): boolean {
  if (goTypeOf(left) !== goTypeOf(right)) return true
  if (isObject(left) && isObject(right))
    return Object.keys(left).some(key => Object.hasOwn(right, key) && haveConflicts(left[key], right[key]))
  if (Array.isArray(left) && Array.isArray(right))
    return left.length !== right.length || left.some((item, index) => haveConflicts(item, right[index]))
  return left !== right
}
