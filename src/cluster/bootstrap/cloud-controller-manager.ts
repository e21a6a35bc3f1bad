import {builtin} from '../../api/builtin-resources.ts'
import {type BootstrapObject, type BootstrapOptions, object} from './bootstrap-object.ts'
import {clusterRoleBinding, serviceAccount} from './rbac-objects.ts'

const labels = {'k8s-app': 'cloud-controller-manager'}
const namespace = 'kube-system'
const name = 'cloud-controller-manager'

/** The cloud's part of the control plane, which gives load balancers their addresses. */
export const cloudControllerManager = ({version}: BootstrapOptions): BootstrapObject[] => [
  serviceAccount(namespace, name),
  clusterRoleBinding('system:cloud-controller-manager', 'cluster-admin', [{kind: 'ServiceAccount', name, namespace}]),
  {
    resource: builtin.daemonSets,
    object: object(
      'apps/v1',
      'DaemonSet',
      {name, namespace, labels},
      {spec: {selector: {matchLabels: labels}, template: {metadata: {labels}, spec: podSpec(version)}}},
    ),
  },
]

const podSpec = (version: string) => ({
  containers: [
    {
      name,
      image: `registry.k8s.io/cloud-controller-manager:${version}`,
      command: ['/usr/local/bin/cloud-controller-manager', '--cloud-provider=local', '--leader-elect=true'],
      resources: {requests: {cpu: '50m'}},
    },
  ],
  hostNetwork: true,
  nodeSelector: {'node-role.kubernetes.io/control-plane': ''},
  priorityClassName: 'system-cluster-critical',
  serviceAccountName: name,
  tolerations: [
    {key: 'node.cloudprovider.kubernetes.io/uninitialized', value: 'true', effect: 'NoSchedule'},
    {key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule'},
  ],
})
