import {emptySet, type FieldSet, fromFieldsV1, isEmptySet, toFieldsV1, union} from './field-set.ts'

/** An entry of metadata.managedFields. */
export interface ManagedFieldsEntry {
  manager?: string
  operation?: string
  apiVersion?: string
  time?: string
  fieldsType?: string
  fieldsV1?: unknown
  subresource?: string
}

/** Who owns which fields. */
export interface Manager {
  manager: string
  operation: 'Apply' | 'Update'
  apiVersion: string
  subresource: string
  time?: string
  set: FieldSet
}

/** The managers by what identifies them: an applier by name and subresource, an updater also by its API version. */
export type Managers = Map<string, Manager>

export const managerId = ({manager, operation, apiVersion, subresource}: Omit<Manager, 'set'>): string =>
  JSON.stringify([manager, operation, operation === 'Apply' ? '' : apiVersion, subresource])

/** Reads managedFields; none of them when one is broken, as an API server does. */
export function readManagers(entries: readonly ManagedFieldsEntry[] | undefined): Managers {
  const managers: Managers = new Map()
  for (const {manager = '', operation, apiVersion = '', subresource = '', time, fieldsType, fieldsV1} of entries ??
    []) {
    if ((operation !== 'Apply' && operation !== 'Update') || apiVersion === '' || fieldsType !== 'FieldsV1')
      return new Map()
    try {
      const entry: Manager = {
        manager,
        operation,
        apiVersion,
        subresource,
        ...(time && {time}),
        set: fromFieldsV1(fieldsV1 ?? {}),
      }
      managers.set(managerId(entry), entry)
    } catch {
      return new Map()
    }
  }
  return managers
}

/** Writes managedFields: appliers first, then by time and name; undefined when nobody owns anything. */
export function writeManagers(managers: Managers): ManagedFieldsEntry[] | undefined {
  const entries = [...managers.values()].filter(({set}) => !isEmptySet(set)).sort(compareManagers)
  if (entries.length === 0) return undefined
  return entries.map(({manager, operation, apiVersion, time, set, subresource}) => ({
    manager,
    operation,
    apiVersion,
    ...(time && {time}),
    fieldsType: 'FieldsV1',
    fieldsV1: toFieldsV1(set),
    ...(subresource && {subresource}),
  }))
}

const mostUpdaters = 10

/** Folds the oldest updaters into one bucket per API version when there are too many. */
export function capUpdaters(managers: Managers): void {
  if (managers.size <= mostUpdaters) return
  const updaters = [...managers]
    .filter(([, {operation}]) => operation === 'Update')
    .sort(([, a], [, b]) => byTime(a, b) || compare(managerId(a), managerId(b)))
  let count = updaters.length
  const firstOfVersion = new Map<string, string>()
  for (const [id, entry] of updaters) {
    if (count <= mostUpdaters) return
    const bucket: Manager = {
      manager: 'ancient-changes',
      operation: 'Update',
      apiVersion: entry.apiVersion,
      subresource: '',
      set: emptySet,
    }
    const bucketId = managerId(bucket)
    const first = firstOfVersion.get(entry.apiVersion)
    if (first === undefined) {
      firstOfVersion.set(entry.apiVersion, id)
      continue
    }
    const earlier = managers.get(bucketId) ?? managers.get(first)
    managers.delete(first)
    managers.delete(id)
    managers.set(bucketId, {...bucket, time: entry.time, set: union(entry.set, earlier?.set ?? emptySet)})
    count--
  }
}

function compareManagers(a: Manager, b: Manager): number {
  return (
    compare(a.operation, b.operation) ||
    byTime(a, b) ||
    compare(a.manager, b.manager) ||
    compare(a.apiVersion, b.apiVersion) ||
    compare(a.subresource, b.subresource)
  )
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const byTime = (a: Manager, b: Manager): number => compare(a.time ?? '', b.time ?? '')
