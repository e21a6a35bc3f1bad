import {deepEqual} from '../../json/deep-equal.ts'
import {isObject} from '../../json/set-key.ts'
import {isGivenEmpty} from '../../schema/given-empties.ts'
import type {Schema} from '../../schema/schema.ts'
import {zeroOf} from '../../schema/zero.ts'
import {type Comparison, compareObjects} from './compare.ts'
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
import {RecentComparisons} from './recent-comparisons.ts'
import {reconcileManagers} from './reconcile.ts'

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
  const managers = managersOfWrite(schema, live, next, writer)
  if (live && managers.size === 0) return undefined
  reconcileManagers(managers, schema, writer.apiVersion)
  return tracked(schema, live ?? zeroObject(schema), next, managers, writer)
}

/** The managedFields that managers come to by a write. */
export function tracked(...write: Parameters<typeof recordUpdate>): ManagedFieldsEntry[] | undefined {
  const managers = write[3]
  recordUpdate(...write)
  capUpdaters(managers)
  return writeManagers(managers)
}

/** What nothing has been set of yet; read-only. */
function zeroObject(schema: Schema): Json {
  let zero = zeros.get(schema)
  if (!zero) {
    zero = zeroOf(schema) as Json
    zeros.set(schema, zero)
  }
  return zero
}

const zeros = new WeakMap<Schema, Json>()

/** Whether two lists of managedFields differ in nothing but times. */
export function sameButTimes(a: readonly ManagedFieldsEntry[] = [], b: readonly ManagedFieldsEntry[] = []): boolean {
  if (a.length !== b.length) return false
  const others = new Map(b.map(entry => [managerKey(entry), entry]))
  return a.every(({time: _, ...entry}) => {
    const other = others.get(managerKey(entry))
    if (!other) return false
    const {time: __, ...rest} = other
    return deepEqual(entry, rest)
  })
}

const managerKey = ({manager, operation, apiVersion, subresource}: ManagedFieldsEntry): string =>
  JSON.stringify([manager, operation, apiVersion, subresource])

/** What a write did to fields, as each version of the object other than the writer's shows it; undefined: there is no such version any more. */
export type ChangesElsewhere = ReadonlyMap<string, Changes | undefined>

/**
 * Takes what changed from everybody else and gives it to the writer. Who manages fields of another version loses them as `elsewhere` has the changes.
 */
export function recordUpdate(
  schema: Schema,
  live: Json,
  next: Json,
  managers: Managers,
  writer: Writer,
  elsewhere?: ChangesElsewhere,
): void {
  const changes = changesOf(schema, live, next, writer)
  loseFields(managers, [...managers], changes, elsewhere)
  const {own} = changes
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

/** Takes changed and removed fields from managers; those of versions that are no more lose all. */
export function loseFields(
  managers: Managers,
  losers: readonly (readonly [string, Manager])[],
  here: Changes,
  elsewhere?: ChangesElsewhere,
): void {
  for (const [id, entry] of losers) {
    const changes = elsewhere?.has(entry.apiVersion) ? elsewhere.get(entry.apiVersion) : here
    const set = changes ? difference(difference(entry.set, changes.taken), changes.removed) : emptySet
    if (isEmptySet(set)) managers.delete(id)
    else managers.set(id, {...entry, set})
  }
}

export interface Changes {
  taken: FieldSet
  removed: FieldSet
  /** Of what is taken, that which can be owned. */
  own: FieldSet
}

/** What a write adds or changes, and what it takes away. */
export function changesOf(schema: Schema, live: Json, next: Json, writer: Writer): Changes {
  const ignored = ignoredSet(writer)
  const before = withoutManagers(live)
  const after = withIgnoredOf(before, withoutManagers(next), ignored)
  const conclude = ({added, modified, removed}: Comparison): Changes => {
    const exclude = (set: FieldSet): FieldSet => recursiveDifference(set, ignored)
    const taken = exclude(union(modified, added))
    return {taken, removed: exclude(removed), own: difference(taken, stripped)}
  }
  if (schema.structural) return conclude(compareObjects(schema, before, after))
  let recent = recentChanges.get(ignored)
  if (!recent) {
    recent = new RecentComparisons()
    recentChanges.set(ignored, recent)
  }
  return recent.of(familyOf(next, writer), {schema, before, after}, conclude)
}

/** Of those that have the same fields to ignore: the same door of the same kind, or of a kind for which there are none. */
const recentChanges = new WeakMap<FieldSet, RecentComparisons<Changes>>()

/** Writes that may be alike: of one manager to a kind, and there to what one owner has made. */
function familyOf({kind, metadata}: Json, {manager, subresource = ''}: Writer): {family: string; member: string} {
  const owners = (metadata as {ownerReferences?: {uid?: string}[] | null} | undefined)?.ownerReferences
  return {family: `${kind} ${subresource} ${manager}`, member: owners?.[0]?.uid ?? ''}
}

/** What is to be compared of an object: the fields of the top that are ignored as a whole are taken as they were. */
function withIgnoredOf(before: Json, next: Json, ignored: FieldSet): Json {
  let out = next
  for (const [element, {member}] of ignored.children) {
    const name = element.slice(2)
    if (!member || next[name] === before[name]) continue
    if (out === next) out = {...next}
    out[name] = before[name]
  }
  return out
}

/** The ignored fields of a writer as a set; writers of a kind share them. */
function ignoredSet({ignored = []}: Writer): FieldSet {
  let set = ignoredSets.get(ignored)
  if (!set) {
    set = setOfPaths(ignored)
    ignoredSets.set(ignored, set)
  }
  return set
}

const ignoredSets = new WeakMap<object, FieldSet>()

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

/** Who manages the fields of an object before it is written. */
export function managersOfWrite(schema: Schema, live: Json | undefined, next: Json, {subresource}: Writer): Managers {
  const stored = entriesOf(live)
  if (subresource) return readManagers(stored)
  const given = entriesOf(next)
  // Of custom resources an empty list is not seen.
  if (isReset(next, given) && !(schema.structural && !given?.length)) return new Map()
  const read = readManagers(given)
  return read.size > 0 ? read : readManagers(stored)
}

/** An empty list, or one of one empty entry, wants everything forgotten. */
const isReset = ({metadata}: Json, given: ManagedFieldsEntry[] | undefined): boolean =>
  given
    ? given.length === 0 || (given.length === 1 && Object.keys(given[0]!).length === 0)
    : isObject(metadata) && isGivenEmpty(metadata, 'managedFields')

const entriesOf = (object: Json | undefined): ManagedFieldsEntry[] | undefined =>
  (object?.['metadata'] as {managedFields?: ManagedFieldsEntry[]} | undefined)?.managedFields
