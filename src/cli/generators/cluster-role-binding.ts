import {string} from '../flags/flag.ts'
import type {Generator} from './generator.ts'
import {subjectFlags} from './role-binding.ts'
import {bindingSubjects} from './subjects.ts'

const flags = {...subjectFlags, clusterrole: string({required: true, usage: 'The cluster role to bind to.'})}

/** A binding to a cluster role everywhere. */
export const clusterRoleBinding: Generator<typeof flags> = {
  flags,
  target: {group: 'rbac.authorization.k8s.io', version: 'v1', resource: 'clusterrolebindings', namespaced: false},
  failure: 'clusterrolebinding: ',
  generate: ({name, flags: given}) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: {name},
    subjects: bindingSubjects(given),
    roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: given.clusterrole},
  }),
}
