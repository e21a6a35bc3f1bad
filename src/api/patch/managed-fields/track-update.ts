import type {Schema} from '../../schema/schema.ts'
import {zeroOf} from '../../schema/zero.ts'
import {compareObjects} from './compare.ts'
import {difference, emptySet, type FieldSet, isEmptySet, recursiveDifference, setOfPaths, union} from './field-set.ts'
import {
  capUpdaters,
  type ManagedFieldsEntry,
  type Manager,
  type Managers,
  managerId,
  readManagers,
  writeManagers,
} from './managers.ts'

type Json = Record<string, unknown>

export interface Writer {
  /** The field manager; '' counts as unknown. */
  manager: string
  apiVersion: string
  subresource?: string
  /** RFC 3339. */
  time: string
  /** Fields that the write resets anyway and nobody comes to own: `[['status']]`. */
  ignored?: readonly (readonly string[])[]
}

/**
 * The managedFields of an object after a create or update: the writer owns what it added or changed, others lose it. `live` is undefined on
 * create. Sees the object's own managedFields, which may reset or replace those that are stored.
 */
export function trackUpdate(
  schema: Schema,
  live: Json | undefined,
  next: Json,
  writer: Writer,
): ManagedFieldsEntry[] | undefined {
  const managers = managersOfWrite(live, next, writer)
  if (live && managers.size === 0) return undefined
  recordUpdate(schema, live ?? (zeroOf(schema) as Json), next, managers, writer)
  capUpdaters(managers)
  return writeManagers(managers)
}

/** Whether two lists of managedFields differ in nothing but times. */
export const sameButTimes = (a: readonly ManagedFieldsEntry[] = [], b: readonly ManagedFieldsEntry[] = []): boolean =>
  a.length === b.length && timeless(a) === timeless(b)

const timeless = (entries: readonly ManagedFieldsEntry[]): string =>
  JSON.stringify(
    entries.map(entry => ({...entry, time: undefined})).sort((x, y) => (managerKey(x) < managerKey(y) ? -1 : 1)),
  )

const managerKey = ({manager, operation, apiVersion, subresource}: ManagedFieldsEntry): string =>
  JSON.stringify([manager, operation, apiVersion, subresource])

/** Takes what changed from everybody else and gives it to the writer. */
export function recordUpdate(schema: Schema, live: Json, next: Json, managers: Managers, writer: Writer): void {
  const ignored = setOfPaths(writer.ignored ?? [])
  const comparison = compareObjects(schema, withoutManagers(live), withoutManagers(next))
  const exclude = (set: FieldSet): FieldSet => recursiveDifference(set, ignored)
  const taken = exclude(union(comparison.modified, comparison.added))
  const removed = exclude(comparison.removed)
  for (const [id, entry] of managers) {
    const set = difference(difference(entry.set, taken), removed)
    if (isEmptySet(set)) managers.delete(id)
    else managers.set(id, {...entry, set})
  }
  const own = difference(taken, stripped)
  if (isEmptySet(own)) return
  const entry: Manager = {
    manager: writer.manager || 'unknown',
    operation: 'Update',
    apiVersion: writer.apiVersion,
    subresource: writer.subresource ?? '',
    time: writer.time,
    set: own,
  }
  const id = managerId(entry)
  managers.set(id, {...entry, set: union(own, managers.get(id)?.set ?? emptySet)})
}

/** Fields that nobody owns. */
export const stripped = setOfPaths([
  ['apiVersion'],
  ['kind'],
  ['metadata'],
  ...[
    'name',
    'namespace',
    'creationTimestamp',
    'selfLink',
    'uid',
    'clusterName',
    'generation',
    'managedFields',
    'resourceVersion',
  ].map(name => ['metadata', name]),
])

/** An object whose managedFields play no part in a comparison. */
export function withoutManagers(object: Json): Json {
  const metadata = object['metadata'] as Json | undefined
  if (!metadata || !('managedFields' in metadata)) return object
  const {managedFields: _, ...rest} = metadata
  return {...object, metadata: rest}
}

function managersOfWrite(live: Json | undefined, next: Json, {subresource}: Writer): Managers {
  const stored = entriesOf(live)
  if (subresource) return readManagers(stored)
  const given = entriesOf(next)
  if (given && (given.length === 0 || (given.length === 1 && Object.keys(given[0]!).length === 0))) return new Map()
  const read = readManagers(given)
  return read.size > 0 ? read : readManagers(stored)
}

const entriesOf = (object: Json | undefined): ManagedFieldsEntry[] | undefined =>
  (object?.['metadata'] as {managedFields?: ManagedFieldsEntry[]} | undefined)?.managedFields
