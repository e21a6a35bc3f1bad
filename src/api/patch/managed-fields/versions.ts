import type {Schema} from '../../schema/schema.ts'
import {zeroOf} from '../../schema/zero.ts'
import {StatusError} from '../../status-error.ts'
import {
  type Applied,
  applyConfiguration,
  beginApply,
  endApply,
  managersOf,
  withDangling,
  withOwned,
  withoutFields,
} from './apply.ts'
import {emptySet, type FieldSet, isEmptySet, union} from './field-set.ts'
import type {ManagedFieldsEntry, Managers} from './managers.ts'
import {reconcileManagers, type SchemasElsewhere} from './reconcile.ts'
import {type Changes, changesOf, managersOfWrite, tracked, trackUpdate, type Writer} from './track-update.ts'

type Json = Record<string, unknown>

export interface VersionedObject {
  schema: Schema
  object: Json
}

/** How an object that is written in one version looks in others, in which somebody else manages its fields. */
export interface Versions {
  /** Undefined where there is no such version. Throws what keeps the object from being converted. */
  convert(object: Json, apiVersion: string): Promise<VersionedObject | undefined>
}

/** As trackUpdate does, where some manage fields in other versions than the writer's. */
export async function trackUpdateAcross(
  schema: Schema,
  live: Json | undefined,
  next: Json,
  writer: Writer,
  versions: Versions,
): Promise<ManagedFieldsEntry[] | undefined> {
  const managers = managersOfWrite(schema, live, next, writer)
  if (!hasForeign(managers, writer)) return trackUpdate(schema, live, next, writer)
  const before = live ?? {...(zeroOf(schema) as Json), apiVersion: next['apiVersion'], kind: next['kind']}
  reconcileManagers(managers, schema, writer.apiVersion, await schemasElsewhere(managers, before, writer, versions))
  const others = await changesElsewhere(managers, {before, after: next, writer, versions})
  return tracked(schema, before, next, managers, writer, others)
}

/** As applyConfiguration does, where some manage fields in other versions than the writer's. */
export async function applyAcross(
  schema: Schema,
  live: Json | undefined,
  applied: Json,
  {force = false, ...writer}: Writer & {force?: boolean},
  versions: Versions,
): Promise<Applied> {
  if (!live || !hasForeign(managersOf(live), writer))
    return applyConfiguration(schema, live, applied, {force, ...writer})
  const elsewhere = await schemasElsewhere(managersOf(live), live, writer, versions)
  const start = beginApply(schema, live, applied, writer, elsewhere)
  const {managers, merged, earlier, base} = start
  const last = earlier && {apiVersion: earlier.apiVersion, set: earlier.set}
  const object = await failing('failed to prune fields', () =>
    pruneAcross({schema, object: merged}, {managers, last, writer, versions}),
  )
  const others = await changesElsewhere(managers, {before: base, after: object, writer, versions})
  return endApply(schema, start, object, {force, writer, applied, others})
}

const hasForeign = (managers: Managers, {apiVersion}: Writer): boolean =>
  [...managers.values()].some(manager => manager.apiVersion !== apiVersion)

async function schemasElsewhere(
  managers: Managers,
  live: Json,
  writer: Writer,
  versions: Versions,
): Promise<SchemasElsewhere> {
  const schemas = new Map<string, Schema | undefined>()
  for (const {apiVersion} of managers.values()) {
    if (apiVersion === writer.apiVersion || schemas.has(apiVersion)) continue
    try {
      schemas.set(apiVersion, (await versions.convert(live, apiVersion))?.schema)
    } catch (error) {
      throw new VersionError((error as Error).message)
    }
  }
  return schemas
}

async function changesElsewhere(
  managers: Managers,
  {before, after, writer, versions}: {before: Json; after: Json; writer: Writer; versions: Versions},
): Promise<Map<string, Changes | undefined>> {
  const changes = new Map<string, Changes | undefined>()
  for (const {apiVersion} of managers.values()) {
    if (apiVersion === writer.apiVersion || changes.has(apiVersion)) continue
    const old = await failing('failed to convert old object', () => versions.convert(before, apiVersion))
    const next = old && (await failing('failed to convert new object', () => versions.convert(after, apiVersion)))
    changes.set(apiVersion, next && changesOf(next.schema, old!.object, next.object, {...writer, apiVersion}))
  }
  return changes
}

/** What a manager applied before in one version and no longer does is removed in that version, but for what somebody owns in any. */
async function pruneAcross(
  merged: VersionedObject,
  {
    managers,
    last,
    writer,
    versions,
  }: {managers: Managers; last?: {apiVersion: string; set: FieldSet}; writer: Writer; versions: Versions},
): Promise<Json> {
  if (!last || isEmptySet(last.set)) return merged.object
  const own = writer.apiVersion
  const inVersion = async (object: Json, from: string, to: string): Promise<VersionedObject | undefined> =>
    from === to && to === own ? {schema: merged.schema, object} : versions.convert(object, to)
  const there = await failing('failed to convert merged object to last applied version', () =>
    inVersion(merged.object, own, last.apiVersion),
  )
  if (!there) return merged.object
  let pruned = withoutFields(there.schema, there.object, last.set)
  let at = last.apiVersion
  for (const [apiVersion, owned] of ownedByVersion(managers, last.apiVersion)) {
    const where = `at version ${apiVersion}`
    const all = await failing(`failed add back owned items: failed to convert merged object ${where}`, () =>
      apiVersion === last.apiVersion ? Promise.resolve(there) : inVersion(merged.object, own, apiVersion),
    )
    const some =
      all &&
      (await failing(`failed add back owned items: failed to convert pruned object ${where}`, () =>
        at === apiVersion
          ? Promise.resolve({schema: all.schema, object: pruned})
          : versions.convert(pruned, apiVersion),
      ))
    if (!all || !some) continue
    pruned = withOwned(all.schema, all.object, some.object, owned)
    at = apiVersion
  }
  const back = at === last.apiVersion ? pruned : (await versions.convert(pruned, last.apiVersion))?.object
  if (!back) return merged.object
  const result = withDangling(there.schema, there.object, back, last.set)
  return last.apiVersion === own ? result : ((await versions.convert(result, own))?.object ?? merged.object)
}

/** What is owned in each version, that of the last apply first. */
function ownedByVersion(managers: Managers, first: string): Map<string, FieldSet> {
  const owned = new Map<string, FieldSet>()
  const all = [...managers.values()]
  for (const {apiVersion, set} of [...all.filter(each => each.apiVersion === first), ...all])
    owned.set(apiVersion, union(owned.get(apiVersion) ?? emptySet, set))
  return owned
}

/** Says of an error at what it came. */
async function failing<T>(what: string, attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt()
  } catch (error) {
    throw new VersionError(`${what}: ${(error as Error).message}`)
  }
}

/** An object could not be shown in a version in which somebody manages its fields: a bare 500. */
export class VersionError extends StatusError {
  constructor(message: string) {
    super({message, code: 500})
  }
}
