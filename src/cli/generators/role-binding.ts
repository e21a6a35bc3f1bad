import {string, stringArray} from '../flags/flag.ts'
import {requireName} from './create-generated.ts'
import type {Generator} from './generator.ts'
import {bindingSubjects} from './subjects.ts'

export const subjectFlags = {
  group: stringArray({usage: 'A group to bind; may be given several times.'}),
  serviceaccount: stringArray({usage: 'A service account to bind, as <namespace>:<name>; may be given several times.'}),
  user: stringArray({usage: 'A user to bind; may be given several times.'}),
}
const flags = {
  ...subjectFlags,
  clusterrole: string({usage: 'The cluster role to bind to.'}),
  role: string({usage: 'The role to bind to.'}),
}

/** A binding to a role or a cluster role within a namespace. */
export const roleBinding: Generator<typeof flags> = {
  flags,
  target: {group: 'rbac.authorization.k8s.io', version: 'v1', resource: 'rolebindings', namespaced: true},
  failure: 'rolebinding: ',
  generate({name, flags: given}) {
    requireName(name)
    const {clusterrole, role} = given
    if ((clusterrole === '') === (role === '')) throw new Error('exactly one of clusterrole or role must be specified')
    const kind = role ? 'Role' : 'ClusterRole'
    return {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: {name},
      subjects: bindingSubjects(given),
      roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind, name: role || clusterrole},
    }
  },
}
