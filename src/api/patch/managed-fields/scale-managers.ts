import {difference, hasPath, isEmptySet, setOfPaths} from './field-set.ts'
import {type ManagedFieldsEntry, type Manager, type Managers, readManagers, writeManagers} from './managers.ts'

const scaleVersion = 'autoscaling/v1'
const scaleReplicas = setOfPaths([['spec', 'replicas']])
const scalePath = ['f:spec', 'f:replicas']

export interface ScaledKind {
  apiVersion: string
  /** Where the object keeps its replicas in each of its versions: `['spec', 'replicas']`; undefined in versions without a scale. */
  replicas: ReadonlyMap<string, readonly string[] | undefined>
}

/** Who manages an object's replicas, as managers of its Scale. */
export function scaleManagers(
  entries: readonly ManagedFieldsEntry[] | undefined,
  kind: ScaledKind,
): ManagedFieldsEntry[] | undefined {
  const managers: Managers = new Map()
  for (const [id, manager] of readManagers(entries))
    if (managedReplicas(manager, kind)) managers.set(id, {...manager, apiVersion: scaleVersion, set: scaleReplicas})
  return writeManagers(managers)
}

/**
 * An object's managers after a write of its Scale: who no longer manages the Scale's replicas loses the object's, and who has come to has them now. Managers of
 * versions that are not there are forgotten.
 */
export function withScaleManagers(
  entries: readonly ManagedFieldsEntry[] | undefined,
  scale: readonly ManagedFieldsEntry[] | undefined,
  kind: ScaledKind,
): ManagedFieldsEntry[] | undefined {
  const scalers = readManagers(scale)
  const managers: Managers = new Map()
  for (const [id, manager] of readManagers(entries)) {
    const path = managedReplicas(manager, kind)
    if (!path) {
      if (kind.replicas.has(manager.apiVersion)) managers.set(id, manager)
    } else if (scalers.delete(id)) managers.set(id, manager)
    else {
      const rest = difference(manager.set, setOfPaths([path]))
      if (!isEmptySet(rest)) managers.set(id, {...manager, set: rest})
    }
  }
  const {apiVersion, replicas} = kind
  const set = setOfPaths([replicas.get(apiVersion) ?? []])
  for (const [id, manager] of scalers) {
    if (!hasPath(manager.set, scalePath)) continue
    const {time: _, ...timeless} = manager
    managers.set(id, {...timeless, apiVersion, set})
  }
  return writeManagers(managers)
}

/** Where the replicas are that somebody manages, if he does. */
function managedReplicas({apiVersion, set}: Manager, {replicas}: ScaledKind): readonly string[] | undefined {
  const path = replicas.get(apiVersion)
  return path && hasPath(set, elements(path)) ? path : undefined
}

const elements = (path: readonly string[]): string[] => path.map(name => `f:${name}`)
