import {quote} from '../../go/quote.ts'
import {deepEqual} from '../../json/deep-equal.ts'
import type {Schema} from '../../schema/schema.ts'
import {zeroOf} from '../../schema/zero.ts'
import {StatusError} from '../../status-error.ts'
import {compareObjects} from './compare.ts'
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
import {recordUpdate, stripped, type Writer, withoutManagers} from './track-update.ts'

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
  const base = live ? withoutManagers(live) : (zeroOf(schema) as Json)
  const managers = readManagers(
    (live?.['metadata'] as {managedFields?: ManagedFieldsEntry[]} | undefined)?.managedFields,
  )
  if (live && managers.size === 0)
    recordUpdate(schema, zeroOf(schema) as Json, base, managers, {
      ...writer,
      manager: 'before-first-apply',
    })
  const own: Manager = {
    manager: writer.manager,
    operation: 'Apply',
    apiVersion: writer.apiVersion,
    subresource: writer.subresource ?? '',
    time: writer.time,
    set: difference(recursiveDifference(fieldSetOf(schema, applied), setOfPaths(writer.ignored ?? [])), stripped),
  }
  const id = managerId(own)
  const earlier = managers.get(id)
  managers.set(id, own)
  const merged = mergeTyped(schema, base, applied) as Json
  const object = prune(schema, merged, managers, earlier?.set)
  takeOver(schema, base, object, managers, own, {force, ignored: writer.ignored ?? []})
  const changed = !deepEqual(base, object)
  if (!changed) managers.set(id, {...own, time: earlier?.time})
  return {
    object: writer.manager === lastAppliedManager ? withRenewedAnnotation(object, applied) : object,
    managedFields: writeManagers(managers),
    changed,
  }
}

/** Removes what the manager applied before, except what somebody still owns and what an owned item needs. */
function prune(schema: Schema, merged: Json, managers: Managers, last: FieldSet | undefined): Json {
  if (!last || isEmptySet(last)) return merged
  const named = (set: FieldSet): FieldSet => withNamedFields(schema, set)
  const without = (set: FieldSet): Json => (removeFields(schema, merged, set) ?? {}) as Json
  const mergedSet = named(fieldSetOf(schema, merged))
  const bare = without(named(last))
  const owned = [...managers.values()].reduce((all, {set}) => union(all, set), emptySet)
  const backed = without(difference(mergedSet, union(named(fieldSetOf(schema, bare)), named(owned))))
  const backedSet = named(fieldSetOf(schema, backed))
  return without(intersection(difference(mergedSet, backedSet), named(last)))
}

/** Finds whose fields an apply changes; they lose them when forced. */
function takeOver(
  schema: Schema,
  live: Json,
  object: Json,
  managers: Managers,
  self: Manager,
  {force, ignored}: {force: boolean; ignored: readonly (readonly string[])[]},
): void {
  const {added, modified, removed} = compareObjects(schema, live, object)
  const exclude = (set: FieldSet): FieldSet => recursiveDifference(set, setOfPaths(ignored))
  const changed = exclude(union(modified, added))
  const gone = exclude(removed)
  const others = [...managers].filter(([id]) => id !== managerId(self))
  const conflicts = others.flatMap(([, manager]) =>
    pathsOf(intersection(manager.set, changed)).map(path => ({manager, path})),
  )
  if (conflicts.length > 0 && !force) {
    const pardoned = self.manager === lastAppliedManager ? fieldsAsLastApplied(schema, live, self.apiVersion) : emptySet
    const left = conflicts.filter(({path}) => !hasPath(pardoned, path))
    if (left.length > 0) throw conflictError(left)
  }
  for (const [id, manager] of others) {
    const set = difference(difference(manager.set, changed), gone)
    if (isEmptySet(set)) managers.delete(id)
    else managers.set(id, {...manager, set})
  }
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
