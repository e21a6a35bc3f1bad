import {builtin} from '../../api/builtin-resources.ts'
import type {PolicyRule} from '../../api/kinds.ts'
import {type BootstrapObject, object} from './bootstrap-object.ts'

export interface Subject {
  kind: 'User' | 'Group' | 'ServiceAccount'
  name: string
  namespace?: string
}

const api = 'rbac.authorization.k8s.io'
const version = `${api}/v1`
type Labels = Record<string, string>

export const clusterRole = (name: string, rules: PolicyRule[], labels?: Labels): BootstrapObject => ({
  resource: builtin.clusterRoles,
  object: object(version, 'ClusterRole', {name, ...(labels && {labels})}, {rules}),
})

export const role = (namespace: string, name: string, rules: PolicyRule[]): BootstrapObject => ({
  resource: builtin.roles,
  object: object(version, 'Role', {name, namespace}, {rules}),
})

export const clusterRoleBinding = (
  name: string,
  roleName: string,
  subjects: Subject[],
  labels?: Labels,
): BootstrapObject => ({
  resource: builtin.clusterRoleBindings,
  object: object(
    version,
    'ClusterRoleBinding',
    {name, ...(labels && {labels})},
    {roleRef: {apiGroup: api, kind: 'ClusterRole', name: roleName}, subjects: subjects.map(wired)},
  ),
})

export const roleBinding = (
  namespace: string,
  name: string,
  roleRef: {kind: 'Role' | 'ClusterRole'; name: string},
  subjects: Subject[],
): BootstrapObject => ({
  resource: builtin.roleBindings,
  object: object(
    version,
    'RoleBinding',
    {name, namespace},
    {roleRef: {apiGroup: api, ...roleRef}, subjects: subjects.map(wired)},
  ),
})

export const serviceAccount = (namespace: string, name: string, labels?: Labels): BootstrapObject => ({
  resource: builtin.serviceAccounts,
  object: object('v1', 'ServiceAccount', {name, namespace, ...(labels && {labels})}),
})

const wired = (subject: Subject) => (subject.kind === 'ServiceAccount' ? subject : {apiGroup: api, ...subject})
