import {isDeepStrictEqual} from 'node:util'
import {builtin} from '../../../../api/builtin-resources.ts'
import {deepEqual} from '../../../../api/json/deep-equal.ts'
import type {ClusterRole, ClusterRoleBinding, Role, RoleBinding} from '../../../../api/kinds.ts'
import type {KubeObject} from '../../../../api/object.ts'
import {isAlreadyExists, isNotFound} from '../../../../api/status-error.ts'
import type {Client, ResourcePath} from '../../../../client/client.ts'
import type {FeatureGates} from '../../enablement/feature-gates.ts'
import {bootstrapPolicy} from '../bootstrap-policy/index.ts'
import {uncovered} from './covers.ts'

/** Who the fields belong to. */
const asServer = {fieldManager: 'kube-apiserver'}

const autoUpdate = 'rbac.authorization.kubernetes.io/autoupdate'

/**
 * Makes the default roles and bindings, and gives back to existing ones the rules and subjects that they have lost, unless their
 * annotation forbids it. What people have added stays.
 */
export async function reconcileBootstrapPolicy(
  client: Client,
  features?: Pick<FeatureGates, 'enabled'>,
): Promise<void> {
  const policy = bootstrapPolicy(features)
  const namespaces = new Set(policy.roles.map(role => role.metadata.namespace ?? ''))
  for (const namespace of namespaces) await ensureNamespace(client, namespace)
  await reconcileAll(client, 'clusterroles', policy.clusterRoles, completeRole)
  await reconcileAll(client, 'clusterrolebindings', policy.clusterRoleBindings, completeBinding)
  await reconcileAll(client, 'roles', policy.roles, completeRole)
  await reconcileAll(client, 'rolebindings', policy.roleBindings, completeBinding)
}

async function ensureNamespace(client: Client, name: string): Promise<void> {
  const path = builtin.namespaces
  try {
    await client.create(path, {apiVersion: 'v1', kind: 'Namespace', metadata: {name}}, asServer)
  } catch (error) {
    if (!isAlreadyExists(error)) throw error
  }
}

async function reconcileAll<T extends KubeObject>(
  client: Client,
  resource: string,
  wanted: readonly T[],
  complete: (found: T, wanted: T) => T,
): Promise<void> {
  const path = {group: 'rbac.authorization.k8s.io', version: 'v1', resource}
  const {items} = await client.list<T>(path)
  const found = new Map(items.map(item => [keyOf(item), item]))
  await Promise.all(wanted.map(object => reconcile(client, path, found.get(keyOf(object)), object, complete)))
}

const keyOf = ({metadata}: KubeObject): string => `${metadata.namespace ?? ''}/${metadata.name}`

async function reconcile<T extends KubeObject>(
  client: Client,
  collection: ResourcePath,
  found: T | undefined,
  wanted: T,
  complete: (found: T, wanted: T) => T,
): Promise<void> {
  const {name = '', namespace} = wanted.metadata
  const path = {...collection, ...(namespace && {namespace})}
  if (!found) {
    await client.create(path, wanted, asServer).catch(ignore(isAlreadyExists))
    return
  }
  if (found.metadata.annotations?.[autoUpdate] === 'false') return
  if (roleRefOf(found) !== roleRefOf(wanted)) {
    await client.delete({...path, name}).catch(ignore(isNotFound))
    await client.create(path, wanted, asServer)
    return
  }
  const completed = complete(found, wanted)
  if (!isDeepStrictEqual(completed, found)) await client.update({...path, name}, completed, asServer)
}

const ignore = (expected: (error: unknown) => boolean) => (error: unknown) => {
  if (!expected(error)) throw error
}

const roleRefOf = (object: KubeObject): string => JSON.stringify(Object.entries(object['roleRef'] ?? {}).sort())

function completeRole<T extends Role | ClusterRole>(found: T, wanted: T): T {
  const aggregated = (wanted as ClusterRole).aggregationRule
  const [own, all] = [found.rules ?? [], wanted.rules ?? []]
  // Nearly always nobody has changed anything, and every start asks.
  const missing = deepEqual(own, all) ? [] : uncovered(own, all)
  return {
    ...found,
    metadata: completeMetadata(found, wanted),
    ...(!aggregated && missing.length > 0 && {rules: [...own, ...missing]}),
    ...(aggregated && {aggregationRule: completeAggregation(found as ClusterRole, wanted as ClusterRole)}),
  }
}

function completeAggregation(found: ClusterRole, wanted: ClusterRole): ClusterRole['aggregationRule'] {
  const selectors = found.aggregationRule?.clusterRoleSelectors ?? []
  const missing = (wanted.aggregationRule?.clusterRoleSelectors ?? []).filter(
    selector => !selectors.some(other => isDeepStrictEqual(other, selector)),
  )
  return {...found.aggregationRule, clusterRoleSelectors: [...selectors, ...missing]}
}

function completeBinding<T extends RoleBinding | ClusterRoleBinding>(found: T, wanted: T): T {
  const subjects = found.subjects ?? []
  const missing = (wanted.subjects ?? []).filter(
    ({kind, name, namespace = ''}) =>
      !subjects.some(other => other.kind === kind && other.name === name && (other.namespace ?? '') === namespace),
  )
  return {
    ...found,
    metadata: completeMetadata(found, wanted),
    ...(missing.length > 0 && {subjects: [...subjects, ...missing]}),
  }
}

const completeMetadata = (found: KubeObject, wanted: KubeObject): KubeObject['metadata'] => ({
  ...found.metadata,
  labels: {...wanted.metadata.labels, ...found.metadata.labels},
  annotations: {...wanted.metadata.annotations, ...found.metadata.annotations},
})
