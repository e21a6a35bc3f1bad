import {builtin} from '../../api/builtin-resources.ts'
import {type BootstrapObject, type BootstrapOptions, object, podCidr} from './bootstrap-object.ts'
import {configMap} from './kubeadm.ts'
import {clusterRoleBinding, role, roleBinding, serviceAccount} from './rbac-objects.ts'

const labels = {'k8s-app': 'kube-proxy'}

/** kube-proxy on every node. */
export function kubeProxy({version, address, port}: BootstrapOptions): BootstrapObject[] {
  const configuration = configMap('kube-system', 'kube-proxy', {
    'config.conf': proxyConfiguration,
    'kubeconfig.conf': kubeconfig(`https://${address}:${port}`),
  })
  return [
    serviceAccount('kube-system', 'kube-proxy'),
    clusterRoleBinding('kubeadm:node-proxier', 'system:node-proxier', [
      {kind: 'ServiceAccount', name: 'kube-proxy', namespace: 'kube-system'},
    ]),
    role('kube-system', 'kube-proxy', [
      {apiGroups: [''], resources: ['configmaps'], resourceNames: ['kube-proxy'], verbs: ['get']},
    ]),
    roleBinding('kube-system', 'kube-proxy', {kind: 'Role', name: 'kube-proxy'}, [
      {kind: 'Group', name: 'system:bootstrappers:kubeadm:default-node-token'},
    ]),
    {
      ...configuration,
      object: {...configuration.object, metadata: {...configuration.object.metadata, labels: {app: 'kube-proxy'}}},
    },
    {resource: builtin.daemonSets, object: daemonSet(version)},
  ]
}

const daemonSet = (version: string) =>
  object(
    'apps/v1',
    'DaemonSet',
    {name: 'kube-proxy', namespace: 'kube-system', labels},
    {
      spec: {
        selector: {matchLabels: labels},
        updateStrategy: {type: 'RollingUpdate', rollingUpdate: {maxUnavailable: 1}},
        template: {metadata: {labels}, spec: podSpec(version)},
      },
    },
  )

const podSpec = (version: string) => ({
  containers: [
    {
      name: 'kube-proxy',
      image: `registry.k8s.io/kube-proxy:${version}`,
      imagePullPolicy: 'IfNotPresent',
      command: [
        '/usr/local/bin/kube-proxy',
        '--config=/var/lib/kube-proxy/config.conf',
        '--hostname-override=$(NODE_NAME)',
      ],
      env: [{name: 'NODE_NAME', valueFrom: {fieldRef: {fieldPath: 'spec.nodeName'}}}],
      securityContext: {privileged: true},
      volumeMounts: [
        {mountPath: '/var/lib/kube-proxy', name: 'kube-proxy'},
        {mountPath: '/run/xtables.lock', name: 'xtables-lock'},
        {mountPath: '/lib/modules', name: 'lib-modules', readOnly: true},
      ],
    },
  ],
  hostNetwork: true,
  nodeSelector: {'kubernetes.io/os': 'linux'},
  priorityClassName: 'system-node-critical',
  serviceAccountName: 'kube-proxy',
  tolerations: [{operator: 'Exists'}],
  volumes: [
    {name: 'kube-proxy', configMap: {name: 'kube-proxy'}},
    {name: 'xtables-lock', hostPath: {path: '/run/xtables.lock', type: 'FileOrCreate'}},
    {name: 'lib-modules', hostPath: {path: '/lib/modules'}},
  ],
})

const proxyConfiguration = `apiVersion: kubeproxy.config.k8s.io/v1alpha1
bindAddress: 0.0.0.0
bindAddressHardFail: false
clientConnection:
  kubeconfig: /var/lib/kube-proxy/kubeconfig.conf
clusterCIDR: ${podCidr}
conntrack:
  maxPerCore: null
  min: null
kind: KubeProxyConfiguration
mode: ""
nodePortAddresses: null
`

const kubeconfig = (server: string): string => `apiVersion: v1
kind: Config
clusters:
- cluster:
    certificate-authority: /var/run/secrets/kubernetes.io/serviceaccount/ca.crt
    server: ${server}
  name: default
contexts:
- context:
    cluster: default
    namespace: default
    user: default
  name: default
current-context: default
users:
- name: default
  user:
    tokenFile: /var/run/secrets/kubernetes.io/serviceaccount/token
`
