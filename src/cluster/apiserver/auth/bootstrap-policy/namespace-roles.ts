import type {RbacV1Subject} from '@kubernetes/client-node'
import type {PolicyRule} from '../../../../api/kinds.ts'
import {allow} from './rule.ts'
import {serviceAccount, user} from './subject.ts'

/** A Role and the RoleBinding that grants it. */
export interface NamespaceRole {
  namespace: string
  name: string
  /** The binding's name, where it is not the role's. */
  binding?: string
  rules: PolicyRule[]
  subjects: RbacV1Subject[]
}

/** What single components may do in kube-system and kube-public. */
export const namespaceRoles: NamespaceRole[] = [
  {
    namespace: 'kube-public',
    name: 'system:controller:bootstrap-signer',
    rules: [
      allow('get list watch', '', 'configmaps'),
      allow('update', '', 'configmaps', 'cluster-info'),
      allow('create patch update', 'core events.k8s.io', 'events'),
    ],
    subjects: [serviceAccount('bootstrap-signer')],
  },
  {
    namespace: 'kube-system',
    name: 'extension-apiserver-authentication-reader',
    binding: 'system::extension-apiserver-authentication-reader',
    rules: [allow('get list watch', '', 'configmaps', 'extension-apiserver-authentication')],
    subjects: [user('system:kube-controller-manager'), user('system:kube-scheduler')],
  },
  {
    namespace: 'kube-system',
    name: 'system::leader-locking-kube-controller-manager',
    rules: leaderLocking('kube-controller-manager'),
    subjects: [
      user('system:kube-controller-manager'),
      serviceAccount('kube-controller-manager'),
      serviceAccount('leader-election-controller'),
    ],
  },
  {
    namespace: 'kube-system',
    name: 'system::leader-locking-kube-scheduler',
    rules: leaderLocking('kube-scheduler'),
    subjects: [user('system:kube-scheduler'), serviceAccount('kube-scheduler')],
  },
  {
    namespace: 'kube-system',
    name: 'system:controller:bootstrap-signer',
    rules: [allow('get list watch', '', 'secrets')],
    subjects: [serviceAccount('bootstrap-signer')],
  },
  {
    namespace: 'kube-system',
    name: 'system:controller:cloud-provider',
    rules: [allow('create get list watch', '', 'configmaps')],
    subjects: [serviceAccount('cloud-provider')],
  },
  {
    namespace: 'kube-system',
    name: 'system:controller:token-cleaner',
    rules: [
      allow('delete get list watch', '', 'secrets'),
      allow('create patch update', 'core events.k8s.io', 'events'),
    ],
    subjects: [serviceAccount('token-cleaner')],
  },
]

function leaderLocking(name: string): PolicyRule[] {
  return [
    allow('watch', '', 'configmaps'),
    allow('get update', '', 'configmaps', name),
    allow('create get list update watch', 'coordination.k8s.io', 'leases'),
    allow('create get list update watch', 'coordination.k8s.io', 'leasecandidates'),
  ]
}
