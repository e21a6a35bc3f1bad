import type {RbacV1Subject} from '@kubernetes/client-node'
import type {PolicyRule} from '../../../../api/kinds.ts'
import {allow, visit} from './rule.ts'
import {group} from './subject.ts'

/** What roles have beside the rest, or what there are no roles of otherwise, where these features are on. */
interface Gated {
  features: string[]
  clusterRoles?: Record<string, PolicyRule[]>
  clusterRoleBindings?: Record<string, RbacV1Subject[]>
  /** Controllers' roles, without their prefix. */
  controllerRoles?: Record<string, PolicyRule[]>
}

const recordEvents = allow('create patch update', 'core events.k8s.io', 'events')

export const gatedRules: Gated[] = [
  {
    features: ['ClusterTrustBundle'],
    clusterRoles: {
      'system:cluster-trust-bundle-discovery': [allow('get list watch', 'certificates.k8s.io', 'clustertrustbundles')],
      'system:node': [allow('get list watch', 'certificates.k8s.io', 'clustertrustbundles')],
    },
    clusterRoleBindings: {'system:cluster-trust-bundle-discovery': [group('system:serviceaccounts')]},
    controllerRoles: {
      'kube-apiserver-serving-clustertrustbundle-publisher': [
        allow('attest', 'certificates.k8s.io', 'signers', 'kubernetes.io/kube-apiserver-serving'),
        allow('create delete list update watch', 'certificates.k8s.io', 'clustertrustbundles'),
        recordEvents,
      ],
    },
  },
  {
    features: ['PodCertificateRequest'],
    clusterRoles: {
      'system:node': [allow('create get list watch', 'certificates.k8s.io', 'podcertificaterequests')],
    },
    controllerRoles: {
      podcertificaterequestcleaner: [allow('delete get list watch', 'certificates.k8s.io', 'podcertificaterequests')],
    },
  },
  {
    features: ['DRAExtendedResource'],
    clusterRoles: {'system:kube-scheduler': [allow('create delete', 'resource.k8s.io', 'resourceclaims')]},
  },
  {
    features: ['DRADeviceTaints'],
    clusterRoles: {'system:kube-scheduler': [allow('get list watch', 'resource.k8s.io', 'devicetaintrules')]},
    controllerRoles: {
      'device-taint-eviction-controller': [
        allow('delete get list watch', '', 'pods'),
        allow('patch update', '', 'pods/status'),
        allow('get list watch', 'resource.k8s.io', 'resourceclaims'),
        allow('get list watch', 'resource.k8s.io', 'resourceslices'),
        allow('get list watch', 'resource.k8s.io', 'deviceclasses'),
        allow('get list watch', 'resource.k8s.io', 'devicetaintrules'),
        recordEvents,
      ],
    },
  },
  {features: ['ComponentFlagz'], clusterRoles: {'system:monitoring': [visit('get', '/flagz')]}},
  {features: ['ComponentStatusz'], clusterRoles: {'system:monitoring': [visit('get', '/statusz')]}},
  {
    features: ['StorageVersionAPI', 'APIServerIdentity'],
    controllerRoles: {
      'storage-version-garbage-collector': [
        allow('get list watch', 'coordination.k8s.io', 'leases'),
        allow('delete get list patch update watch', 'internal.apiserver.k8s.io', 'storageversions'),
        allow('get patch update', 'internal.apiserver.k8s.io', 'storageversions/status'),
      ],
    },
  },
  {
    features: ['StorageVersionMigrator'],
    controllerRoles: {
      'storage-version-migrator-controller': [
        allow('create list patch watch', '*', '*'),
        allow('update', 'storagemigration.k8s.io', 'storageversionmigrations/status'),
      ],
    },
  },
]
