import {difference, hasPath, isEmptySet, setOfPaths} from './field-set.ts'
import {type ManagedFieldsEntry, type Managers, readManagers, writeManagers} from './managers.ts'

const scaleVersion = 'autoscaling/v1'
const scaleReplicas = setOfPaths([['spec', 'replicas']])
const scalePath = ['f:spec', 'f:replicas']

/** Who manages an object's replicas, as managers of its Scale. */
export function scaleManagers(
  entries: readonly ManagedFieldsEntry[] | undefined,
  {apiVersion, replicas}: ScaledKind,
): ManagedFieldsEntry[] | undefined {
  const managers: Managers = new Map()
  for (const [id, manager] of readManagers(entries))
    if (manager.apiVersion === apiVersion && hasPath(manager.set, elements(replicas)))
      managers.set(id, {...manager, apiVersion: scaleVersion, set: scaleReplicas})
  return writeManagers(managers)
}

export interface ScaledKind {
  apiVersion: string
  /** Where the object keeps its replicas: `['spec', 'replicas']`. */
  replicas: readonly string[]
}

/** An object's managers after a write of its Scale: who no longer manages the Scale's replicas loses the object's, and who has come to has them now. */
export function withScaleManagers(
  entries: readonly ManagedFieldsEntry[] | undefined,
  scale: readonly ManagedFieldsEntry[] | undefined,
  {apiVersion, replicas}: ScaledKind,
): ManagedFieldsEntry[] | undefined {
  const parents = readManagers(entries)
  const scalers = readManagers(scale)
  const set = setOfPaths([replicas])
  const managers: Managers = new Map()
  for (const [id, manager] of parents) {
    if (manager.apiVersion !== apiVersion || !hasPath(manager.set, elements(replicas))) managers.set(id, manager)
    else if (scalers.delete(id)) managers.set(id, manager)
    else {
      const rest = difference(manager.set, set)
      if (!isEmptySet(rest)) managers.set(id, {...manager, set: rest})
    }
  }
  for (const [id, manager] of scalers) {
    if (!hasPath(manager.set, scalePath)) continue
    const {time: _, ...timeless} = manager
    managers.set(id, {...timeless, apiVersion, set})
  }
  return writeManagers(managers)
}

const elements = (path: readonly string[]): string[] => path.map(name => `f:${name}`)
