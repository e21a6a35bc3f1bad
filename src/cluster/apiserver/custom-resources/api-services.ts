import {builtin} from '../../../api/builtin-resources.ts'
import type {KubeObject} from '../../../api/object.ts'
import {isAlreadyExists, isNotFound} from '../../../api/status-error.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import {localApiService} from '../aggregation/local-api-services.ts'
import {createObject} from '../registry/create-object.ts'
import {deleteObject} from '../registry/delete-object.ts'
import type {WriteScope} from '../registry/write-scope.ts'
import type {ServerParts} from '../server-parts.ts'

const {apiServices} = builtin

export type ScopeOf = (definition: ResourceDefinition) => WriteScope

/** Registers a custom group's version, as kube-aggregator does, unless it is. */
export async function registerVersion(
  server: ServerParts,
  scopeOf: ScopeOf,
  {group, version}: {group: string; version: string},
): Promise<void> {
  const definition = server.resources.get(apiServices)
  if (!definition || (await server.resourceStore(definition).getCached('', `${version}.${group}`))) return
  const draft: KubeObject = localApiService({
    group,
    version,
    groupPriorityMinimum: 1000,
    versionPriority: 100,
    managed: 'true',
  })
  try {
    await createObject(scopeOf(definition), draft)
  } catch (error) {
    if (!isAlreadyExists(error)) throw error
  }
}

/** Takes the registration away when nothing of the group's version is served any more. */
export async function unregisterVersion(
  server: ServerParts,
  scopeOf: ScopeOf,
  {group, version}: {group: string; version: string},
): Promise<void> {
  const definition = server.resources.get(apiServices)
  if (!definition || server.resources.hasGroupVersion(group, version)) return
  const name = `${version}.${group}`
  const stored = await server.resourceStore(definition).getCached('', name)
  if (stored?.metadata.labels?.['kube-aggregator.kubernetes.io/automanaged'] !== 'true') return
  try {
    await deleteObject(scopeOf(definition), name, {})
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}
