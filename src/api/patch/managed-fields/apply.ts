import {quote} from '../../go/quote.ts'
import {deepEqual} from '../../json/deep-equal.ts'
import type {Schema} from '../../schema/schema.ts'
import {zeroOf} from '../../schema/zero.ts'
import {StatusError} from '../../status-error.ts'
import {
  difference,
  emptySet,
  type FieldSet,
  hasPath,
  intersection,
  isEmptySet,
  pathsOf,
  recursiveDifference,
  setOfPaths,
  union,
} from './field-set.ts'
import {fieldSetOf, withNamedFields} from './field-set-of.ts'
import {fieldsAsLastApplied, lastAppliedManager, withRenewedAnnotation} from './last-applied.ts'
import {
  type ManagedFieldsEntry,
  type Manager,
  type Managers,
  managerId,
  readManagers,
  writeManagers,
} from './managers.ts'
import {mergeTyped, removeFields} from './merge-typed.ts'
import {formatPath} from './path-element.ts'
import {reconcileManagers, type SchemasElsewhere} from './reconcile.ts'
import {
  type Changes,
  type ChangesElsewhere,
  changesOf,
  loseFields,
  recordUpdate,
  stripped,
  type Writer,
  withoutManagers,
} from './track-update.ts'

type Json = Record<string, unknown>

export interface Applied {
  object: Json
  managedFields: ManagedFieldsEntry[] | undefined
  /** Whether anything but managedFields is different. */
  changed: boolean
}

/**
 * Applies a configuration as server-side apply does: merges it, removes what its manager applied before and nobody else owns, and records who owns
 * what. `live` is undefined when the object is new. Throws the StatusError of a conflict unless forced.
 */
export function applyConfiguration(
  schema: Schema,
  live: Json | undefined,
  applied: Json,
  {force = false, ...writer}: Writer & {force?: boolean},
): Applied {
  const start = beginApply(schema, live, applied, writer)
  const {managers, merged, earlier} = start
  return endApply(schema, start, prune(schema, merged, managers, earlier?.set), {force, writer, applied})
}

/** An apply on its way: who manages what, the manager itself among them, and what merging made of the object. */
export interface StartedApply {
  base: Json
  managers: Managers
  own: Manager
  /** What the manager had applied before. */
  earlier?: Manager
  merged: Json
}

export function beginApply(
  schema: Schema,
  live: Json | undefined,
  applied: Json,
  writer: Writer,
  elsewhere?: SchemasElsewhere,
): StartedApply {
  const base = live ? withoutManagers(live) : (zeroOf(schema) as Json)
  const managers = managersOf(live)
  if (live && managers.size === 0)
    recordUpdate(schema, zeroOf(schema) as Json, base, managers, {
      ...writer,
      manager: 'before-first-apply',
    })
  reconcileManagers(managers, schema, writer.apiVersion, elsewhere)
  const own: Manager = {
    manager: writer.manager,
    operation: 'Apply',
    apiVersion: writer.apiVersion,
    subresource: writer.subresource ?? '',
    time: writer.time,
    set: recursiveDifference(fieldSetOf(schema, applied), setOfPaths(writer.ignored ?? [])),
  }
  const id = managerId(own)
  const earlier = managers.get(id)
  managers.set(id, own)
  return {base, managers, own, earlier, merged: mergeTyped(schema, base, applied) as Json}
}

/** Who manages the fields of an object. */
export const managersOf = (object: Json | undefined): Managers =>
  readManagers((object?.['metadata'] as {managedFields?: ManagedFieldsEntry[]} | undefined)?.managedFields)

export function endApply(
  schema: Schema,
  {base, managers, own, earlier}: StartedApply,
  object: Json,
  {force, writer, applied, others}: {force: boolean; writer: Writer; applied: Json; others?: ChangesElsewhere},
): Applied {
  takeOver(schema, {base, object}, managers, own, {force, writer, others})
  const changed = !deepEqual(base, object)
  // Until here it owned what nobody may, and so kept the object's name when all else of the metadata was given up.
  const kept = {...own, set: difference(own.set, stripped)}
  managers.set(managerId(own), changed ? kept : {...kept, time: earlier?.time})
  const managedFields = writeManagers(managers)
  if (writer.manager !== lastAppliedManager) return {object, managedFields, changed}
  const renewed = withRenewedAnnotation(object, applied)
  return {object: renewed, managedFields, changed: changed || !deepEqual(base, renewed)}
}

/** Removes what the manager applied before, except what somebody still owns and what an owned item needs. */
function prune(schema: Schema, merged: Json, managers: Managers, last: FieldSet | undefined): Json {
  if (!last || isEmptySet(last)) return merged
  const bare = withoutFields(schema, merged, last)
  const owned = [...managers.values()].reduce((all, {set}) => union(all, set), emptySet)
  return withDangling(schema, merged, withOwned(schema, merged, bare, owned), last)
}

/** An object without those fields, and without what stands under them. */
export const withoutFields = (schema: Schema, object: Json, set: FieldSet): Json =>
  (removeFields(schema, object, withNamedFields(schema, set)) ?? {}) as Json

/** What was pruned, with those fields of the merged object that somebody owns. */
export function withOwned(schema: Schema, merged: Json, pruned: Json, owned: FieldSet): Json {
  const named = (set: FieldSet): FieldSet => withNamedFields(schema, set)
  const kept = union(named(fieldSetOf(schema, pruned)), named(owned))
  return (removeFields(schema, merged, difference(named(fieldSetOf(schema, merged)), kept)) ?? {}) as Json
}

/** The merged object without those pruned fields that the manager had really applied. */
export function withDangling(schema: Schema, merged: Json, pruned: Json, last: FieldSet): Json {
  const named = (set: FieldSet): FieldSet => withNamedFields(schema, set)
  const gone = difference(named(fieldSetOf(schema, merged)), named(fieldSetOf(schema, pruned)))
  return (removeFields(schema, merged, intersection(gone, named(last))) ?? {}) as Json
}

/** Finds whose fields an apply changes; they lose them when forced. */
function takeOver(
  schema: Schema,
  {base, object}: {base: Json; object: Json},
  managers: Managers,
  self: Manager,
  {force, writer, others}: {force: boolean; writer: Writer; others?: ChangesElsewhere},
): void {
  const own = changesOf(schema, base, object, writer)
  const rest = [...managers].filter(([id]) => id !== managerId(self))
  const changesFor = ({apiVersion}: Manager): Changes | undefined =>
    others?.has(apiVersion) ? others.get(apiVersion) : own
  const conflicts = rest.flatMap(([, manager]) =>
    pathsOf(intersection(manager.set, changesFor(manager)?.taken ?? emptySet)).map(path => ({manager, path})),
  )
  if (conflicts.length > 0 && !force) {
    const pardoned = self.manager === lastAppliedManager ? fieldsAsLastApplied(schema, base, self.apiVersion) : emptySet
    const left = conflicts.filter(({path}) => !hasPath(pardoned, path))
    if (left.length > 0) throw conflictError(left)
  }
  loseFields(managers, rest, own, others)
}

interface Conflict {
  manager: Manager
  path: string[]
}

function conflictError(conflicts: Conflict[]): StatusError {
  const sorted = [...conflicts].sort((a, b) =>
    managerId(a.manager) < managerId(b.manager) ? -1 : managerId(a.manager) > managerId(b.manager) ? 1 : 0,
  )
  return new StatusError({
    message: conflictMessage(sorted),
    reason: 'Conflict',
    details: {
      causes: sorted.map(({manager, path}) => ({
        reason: 'FieldManagerConflict',
        message: `conflict with ${describe(manager)}`,
        field: formatPath(path),
      })),
    },
    code: 409,
  })
}

function conflictMessage(conflicts: Conflict[]): string {
  const [first] = conflicts
  if (conflicts.length === 1 && first)
    return `Apply failed with 1 conflict: conflict with ${describe(first.manager)}: ${formatPath(first.path)}`
  const lines: string[] = []
  let last: Manager | undefined
  for (const {manager, path} of conflicts) {
    if (manager !== last) lines.push(`conflicts with ${describe(manager)}:`)
    lines.push(`- ${formatPath(path)}`)
    last = manager
  }
  return `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`
}

function describe({manager, subresource, operation, apiVersion}: Manager): string {
  const name = subresource ? `${quote(manager)} with subresource ${quote(subresource)}` : quote(manager)
  return operation === 'Update' ? `${name} using ${apiVersion}` : name
}
