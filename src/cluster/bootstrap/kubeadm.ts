import {builtin} from '../../api/builtin-resources.ts'
import {
  type BootstrapObject,
  type BootstrapOptions,
  clusterDns,
  object,
  podCidr,
  serviceCidr,
} from './bootstrap-object.ts'
import {clusterRole, clusterRoleBinding, role, roleBinding, type Subject} from './rbac-objects.ts'

const nodes: Subject = {kind: 'Group', name: 'system:nodes'}
const joining: Subject = {kind: 'Group', name: 'system:bootstrappers:kubeadm:default-node-token'}

/** What kubeadm leaves behind: how the cluster was made, how to join it, and who may read that. */
export function kubeadm(options: BootstrapOptions): BootstrapObject[] {
  const read = (resourceNames: string[]) => [
    {apiGroups: [''], resources: ['configmaps'], resourceNames, verbs: ['get']},
  ]
  return [
    configMap('kube-system', 'kubeadm-config', {ClusterConfiguration: clusterConfiguration(options)}),
    configMap('kube-system', 'kubelet-config', {kubelet: kubeletConfiguration}),
    configMap('kube-public', 'cluster-info', {kubeconfig: kubeconfig(options)}),
    configMap('kube-system', 'extension-apiserver-authentication', authentication(options)),
    role('kube-system', 'kubeadm:kubelet-config', read(['kubelet-config'])),
    role('kube-system', 'kubeadm:nodes-kubeadm-config', read(['kubeadm-config'])),
    role('kube-public', 'kubeadm:bootstrap-signer-clusterinfo', read(['cluster-info'])),
    ...['kubeadm:kubelet-config', 'kubeadm:nodes-kubeadm-config'].map(name =>
      roleBinding('kube-system', name, {kind: 'Role', name}, [nodes, joining]),
    ),
    roleBinding(
      'kube-public',
      'kubeadm:bootstrap-signer-clusterinfo',
      {kind: 'Role', name: 'kubeadm:bootstrap-signer-clusterinfo'},
      [{kind: 'User', name: 'system:anonymous'}],
    ),
    clusterRole('kubeadm:get-nodes', [{apiGroups: [''], resources: ['nodes'], verbs: ['get']}]),
    clusterRoleBinding('kubeadm:get-nodes', 'kubeadm:get-nodes', [joining]),
    clusterRoleBinding('kubeadm:cluster-admins', 'cluster-admin', [{kind: 'Group', name: 'kubeadm:cluster-admins'}]),
    clusterRoleBinding('kubeadm:kubelet-bootstrap', 'system:node-bootstrapper', [joining]),
    clusterRoleBinding(
      'kubeadm:node-autoapprove-bootstrap',
      'system:certificates.k8s.io:certificatesigningrequests:nodeclient',
      [joining],
    ),
    clusterRoleBinding(
      'kubeadm:node-autoapprove-certificate-rotation',
      'system:certificates.k8s.io:certificatesigningrequests:selfnodeclient',
      [nodes],
    ),
  ]
}

export const configMap = (namespace: string, name: string, data: Record<string, string>): BootstrapObject => ({
  resource: builtin.configMaps,
  object: object('v1', 'ConfigMap', {name, namespace}, {data}),
})

const clusterConfiguration = ({version, address, port, clusterName = 'kubernetes'}: BootstrapOptions): string =>
  `apiServer: {}
apiVersion: kubeadm.k8s.io/v1beta4
caCertificateValidityPeriod: 87600h0m0s
certificateValidityPeriod: 8760h0m0s
certificatesDir: /etc/kubernetes/pki
clusterName: ${clusterName}
controlPlaneEndpoint: ${address}:${port}
controllerManager: {}
dns: {}
encryptionAlgorithm: RSA-2048
etcd:
  local:
    dataDir: /var/lib/etcd
imageRepository: registry.k8s.io
kind: ClusterConfiguration
kubernetesVersion: ${version}
networking:
  dnsDomain: cluster.local
  podSubnet: ${podCidr}
  serviceSubnet: ${serviceCidr}
proxy: {}
scheduler: {}
`

export const kubeletConfiguration = `apiVersion: kubelet.config.k8s.io/v1beta1
authentication:
  anonymous:
    enabled: false
  webhook:
    cacheTTL: 0s
    enabled: true
  x509:
    clientCAFile: /etc/kubernetes/pki/ca.crt
authorization:
  mode: Webhook
cgroupDriver: systemd
clusterDNS:
- ${clusterDns}
clusterDomain: cluster.local
containerRuntimeEndpoint: ""
healthzBindAddress: 127.0.0.1
healthzPort: 10248
kind: KubeletConfiguration
rotateCertificates: true
staticPodPath: /etc/kubernetes/manifests
`

const kubeconfig = ({caCertificate, address, port}: BootstrapOptions): string => `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${Buffer.from(caCertificate).toString('base64')}
    server: https://${address}:${port}
  name: ""
contexts: null
current-context: ""
kind: Config
preferences: {}
users: null
`

const authentication = ({caCertificate, requestHeaderCaCertificate = caCertificate}: BootstrapOptions) => ({
  'client-ca-file': caCertificate,
  'requestheader-allowed-names': '["front-proxy-client"]',
  'requestheader-client-ca-file': requestHeaderCaCertificate,
  'requestheader-extra-headers-prefix': '["X-Remote-Extra-"]',
  'requestheader-group-headers': '["X-Remote-Group"]',
  'requestheader-username-headers': '["X-Remote-User"]',
})
