import type {RbacV1Subject} from '@kubernetes/client-node'

const apiGroup = 'rbac.authorization.k8s.io'

export const user = (name: string): RbacV1Subject => ({kind: 'User', apiGroup, name})

export const group = (name: string): RbacV1Subject => ({kind: 'Group', apiGroup, name})

export const serviceAccount = (name: string, namespace = 'kube-system'): RbacV1Subject => ({
  kind: 'ServiceAccount',
  name,
  namespace,
})
