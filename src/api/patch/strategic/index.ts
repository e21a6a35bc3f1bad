import {formatGoValue} from '../../go/format-value.ts'
import {copyJson} from '../../json/copy.ts'
import type {Schema} from '../../schema/schema.ts'
import {stringifyYaml} from '../../yaml/stringify.ts'
import {PatchConflict, PreconditionFailed} from '../patch-error.ts'
import {patchesConflict} from './conflicts.ts'
import {diffMaps} from './diff.ts'
import type {JsonMap} from './lookup.ts'
import {mergeMap} from './merge.ts'

/** Tells whether a patch may be made. */
export type Precondition = (patch: JsonMap) => boolean

/** An object with a strategic merge patch applied; neither is changed. Throws a PatchError. */
export const applyStrategicPatch = (schema: Schema, original: JsonMap, patch: JsonMap): JsonMap =>
  followStrategicPatch(schema, original, copyJson(patch))

/** The same, but leaves of the patch what Kubernetes leaves of it: without the directives that were followed. */
export const followStrategicPatch = (schema: Schema, original: JsonMap, patch: JsonMap): JsonMap =>
  mergeMap(copyJson(original), patch, schema, {mergeParallelList: true, ignoreUnmatchedNulls: true})

/** The strategic merge patch between two objects (CreateTwoWayMergePatch). */
export function createStrategicPatch(
  schema: Schema,
  original: JsonMap,
  modified: JsonMap,
  preconditions: readonly Precondition[] = [],
): JsonMap {
  const patch = diffMaps(copyJson(original), copyJson(modified), schema, {setElementOrder: true})
  checkPreconditions(patch, preconditions)
  return patch
}

export interface ThreeWay {
  /** As last applied; {} when unknown. */
  original: JsonMap
  modified: JsonMap
  /** As it is on the server. */
  current: JsonMap
}

/**
 * The strategic merge patch that kubectl apply sends: what the user added or changed against the server, and what the user removed since the last time
 * (CreateThreeWayMergePatch). Without `overwrite` throws a PatchConflict when the server changed the same fields.
 */
export function createStrategicThreeWayPatch(
  schema: Schema,
  states: ThreeWay,
  {overwrite = true, preconditions = []}: {overwrite?: boolean; preconditions?: readonly Precondition[]} = {},
): JsonMap {
  const {original, modified, current} = copyJson(states)
  const changes = diffMaps(current, modified, schema, {ignoreDeletions: true, setElementOrder: true})
  const deletions = diffMaps(original, modified, schema, {ignoreChangesAndAdditions: true, setElementOrder: true})
  const patch = mergeMap(copyJson(deletions), copyJson(changes), schema, {
    mergeParallelList: false,
    ignoreUnmatchedNulls: false,
  })
  checkPreconditions(patch, preconditions)
  if (overwrite) return patch
  const serverChanges = diffMaps(original, current, schema, {})
  if (patchesConflict(patch, serverChanges, schema)) throw conflictOf(patch, serverChanges)
  return patch
}

export const conflictOf = (patch: JsonMap, current: JsonMap): PatchConflict =>
  new PatchConflict(
    `patch:\n${stringifyYaml(patch)}\nconflicts with changes made from original to current:\n${stringifyYaml(current)}\n`,
  )

export function checkPreconditions(patch: JsonMap, preconditions: readonly Precondition[]): void {
  if (!preconditions.every(holds => holds(patch)))
    throw new PreconditionFailed(`precondition failed for: ${formatGoValue(patch)}`)
}
