/**
 * The roles and bindings that every Kubernetes 1.34 cluster starts with: data, and the objects made of it. Nothing here talks to the API.
 */
import type {RbacV1Subject} from '@kubernetes/client-node'
import type {ClusterRole, ClusterRoleBinding, PolicyRule, Role, RoleBinding} from '../../../../api/kinds.ts'
import {defaultFeatures, type FeatureGates} from '../../enablement/feature-gates.ts'
import {clusterRoleBindings} from './cluster-role-bindings.ts'
import {clusterRoles} from './cluster-roles.ts'
import {controllerRoles} from './controller-roles.ts'
import {gatedRules} from './gated-rules.ts'
import {namespaceRoles} from './namespace-roles.ts'
import {serviceAccount} from './subject.ts'
import {userRoles} from './user-roles.ts'

export interface BootstrapPolicy {
  clusterRoles: ClusterRole[]
  clusterRoleBindings: ClusterRoleBinding[]
  roles: Role[]
  roleBindings: RoleBinding[]
}

const apiVersion = 'rbac.authorization.k8s.io/v1'
const apiGroup = 'rbac.authorization.k8s.io'
const aggregateTo = (role: string): string => `rbac.authorization.k8s.io/aggregate-to-${role}`

/** Which role a role is aggregated into. */
const aggregatedInto: Record<string, string> = {
  edit: 'admin',
  view: 'edit',
  'system:aggregate-to-admin': 'admin',
  'system:aggregate-to-edit': 'edit',
  'system:aggregate-to-view': 'view',
}

/** Everything that a new cluster with these features has, and that is reconciled whenever one starts. */
export function bootstrapPolicy(features: Pick<FeatureGates, 'enabled'> = defaultFeatures): BootstrapPolicy {
  const gated = gatedRules.filter(({features: names}) => names.every(name => features.enabled(name)))
  const all = <T>(own: Record<string, T[]>, more: (Record<string, T[]> | undefined)[]) =>
    Object.entries(merged(own, more))
  const controllers = all(
    controllerRoles,
    gated.map(({controllerRoles: more}) => more),
  ).map(([name, rules]) => ({
    name: `system:controller:${name}`,
    account: name,
    rules,
  }))
  return {
    clusterRoles: [
      ...Object.entries(userRoles).map(([name, rules]) => clusterRole(name, rules)),
      ...['admin', 'edit', 'view'].map(aggregatedRole),
      ...all(
        clusterRoles,
        gated.map(({clusterRoles: more}) => more),
      ).map(([name, rules]) => clusterRole(name, rules)),
      ...controllers.map(({name, rules}) => clusterRole(name, rules)),
    ],
    clusterRoleBindings: [
      ...all(
        clusterRoleBindings,
        gated.map(({clusterRoleBindings: more}) => more),
      ).map(([name, subjects]) => clusterRoleBinding(name, subjects)),
      ...controllers.map(({name, account}) => clusterRoleBinding(name, [serviceAccount(account)])),
    ],
    roles: namespaceRoles.map(({name, namespace, rules}) => ({
      apiVersion,
      kind: 'Role',
      metadata: {...metadata(name), namespace},
      rules,
    })),
    roleBindings: namespaceRoles.map(({name, namespace, binding = name, subjects}) => ({
      apiVersion,
      kind: 'RoleBinding',
      metadata: {...metadata(binding), namespace},
      roleRef: {apiGroup, kind: 'Role', name},
      subjects,
    })),
  }
}

/** Lists of the same name one after the other. */
function merged<T>(own: Record<string, T[]>, more: (Record<string, T[]> | undefined)[]): Record<string, T[]> {
  const lists = {...own}
  for (const each of more)
    for (const [name, items] of Object.entries(each ?? {})) lists[name] = [...(lists[name] ?? []), ...items]
  return lists
}

const metadata = (name: string, labels: Record<string, string> = {}) => ({
  name,
  labels: {'kubernetes.io/bootstrapping': 'rbac-defaults', ...labels},
  annotations: {'rbac.authorization.kubernetes.io/autoupdate': 'true'},
})

const labelsOf = (name: string): Record<string, string> => {
  const into = aggregatedInto[name]
  return into ? {[aggregateTo(into)]: 'true'} : {}
}

const clusterRole = (name: string, rules: PolicyRule[]): ClusterRole => ({
  apiVersion,
  kind: 'ClusterRole',
  metadata: metadata(name, labelsOf(name)),
  rules,
})

const aggregatedRole = (name: string): ClusterRole => ({
  apiVersion,
  kind: 'ClusterRole',
  metadata: metadata(name, labelsOf(name)),
  aggregationRule: {clusterRoleSelectors: [{matchLabels: {[aggregateTo(name)]: 'true'}}]},
  rules: [],
})

const clusterRoleBinding = (name: string, subjects: RbacV1Subject[]): ClusterRoleBinding => ({
  apiVersion,
  kind: 'ClusterRoleBinding',
  metadata: metadata(name),
  roleRef: {apiGroup, kind: 'ClusterRole', name},
  ...(subjects.length > 0 && {subjects}),
})
