import {fnv1a} from '../../api/hash.ts'
import type {Node, Pod} from '../../api/kinds.ts'
import {podCidr, serviceCidr} from './bootstrap-object.ts'

interface Part {
  name: string
  image: string
  cpu: string
  memory?: string
  command: string[]
  probe: {path: string; port: number; scheme: string}
  annotations?: Record<string, string>
  paths: string[]
}

/** The mirror pods of the control plane on a node, as a kubelet with kubeadm's manifests shows them. */
export function staticPods(node: Node, {version, port}: {version: string; port: number}): Pod[] {
  const address = node.status?.addresses?.find(({type}) => type === 'InternalIP')?.address ?? '127.0.0.1'
  return parts(address, version, port, node.metadata.name!).map(part => podOf(node, part))
}

function parts(address: string, version: string, port: number, node: string): Part[] {
  const endpoint = `${address}:${port}`
  return [
    {
      name: 'etcd',
      image: 'registry.k8s.io/etcd:3.6.5-0',
      cpu: '100m',
      memory: '100Mi',
      command: [
        'etcd',
        `--advertise-client-urls=https://${address}:2379`,
        '--data-dir=/var/lib/etcd',
        `--listen-client-urls=https://127.0.0.1:2379,https://${address}:2379`,
        `--name=${node}`,
      ],
      probe: {path: '/health?exclude=NOSPACE&serializable=true', port: 2381, scheme: 'HTTP'},
      annotations: {'kubeadm.kubernetes.io/etcd.advertise-client-urls': `https://${address}:2379`},
      paths: ['/var/lib/etcd', '/etc/kubernetes/pki/etcd'],
    },
    {
      name: 'kube-apiserver',
      image: `registry.k8s.io/kube-apiserver:${version}`,
      cpu: '250m',
      command: [
        'kube-apiserver',
        `--advertise-address=${address}`,
        '--authorization-mode=Node,RBAC',
        '--client-ca-file=/etc/kubernetes/pki/ca.crt',
        `--secure-port=${port}`,
        `--service-cluster-ip-range=${serviceCidr}`,
      ],
      probe: {path: '/livez', port, scheme: 'HTTPS'},
      annotations: {'kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint': endpoint},
      paths: ['/etc/kubernetes/pki'],
    },
    {
      name: 'kube-controller-manager',
      image: `registry.k8s.io/kube-controller-manager:${version}`,
      cpu: '200m',
      command: [
        'kube-controller-manager',
        '--allocate-node-cidrs=true',
        `--cluster-cidr=${podCidr}`,
        '--kubeconfig=/etc/kubernetes/controller-manager.conf',
        '--leader-elect=true',
        '--use-service-account-credentials=true',
      ],
      probe: {path: '/healthz', port: 10257, scheme: 'HTTPS'},
      paths: ['/etc/kubernetes/controller-manager.conf', '/etc/kubernetes/pki'],
    },
    {
      name: 'kube-scheduler',
      image: `registry.k8s.io/kube-scheduler:${version}`,
      cpu: '100m',
      command: ['kube-scheduler', '--kubeconfig=/etc/kubernetes/scheduler.conf', '--leader-elect=true'],
      probe: {path: '/livez', port: 10259, scheme: 'HTTPS'},
      paths: ['/etc/kubernetes/scheduler.conf'],
    },
  ]
}

function podOf(node: Node, part: Part): Pod {
  const {name, uid} = node.metadata
  const hash = fnv1a(Buffer.from(JSON.stringify(part)))
    .toString(16)
    .padStart(8, '0')
    .repeat(4)
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${part.name}-${name}`,
      namespace: 'kube-system',
      labels: {component: part.name, tier: 'control-plane'},
      annotations: {
        ...part.annotations,
        'kubernetes.io/config.hash': hash,
        'kubernetes.io/config.mirror': hash,
        'kubernetes.io/config.seen': node.metadata.creationTimestamp!,
        'kubernetes.io/config.source': 'file',
      },
      ownerReferences: [{apiVersion: 'v1', kind: 'Node', name: name!, uid: uid!, controller: true}],
    },
    spec: {
      containers: [containerOf(part)],
      enableServiceLinks: true,
      hostNetwork: true,
      nodeName: name,
      priority: 2_000_001_000,
      priorityClassName: 'system-node-critical',
      restartPolicy: 'Always',
      securityContext: {seccompProfile: {type: 'RuntimeDefault'}},
      tolerations: [{effect: 'NoExecute', operator: 'Exists'}],
      volumes: part.paths.map((path, index) => ({name: `path-${index}`, hostPath: {path}})),
    },
  } as Pod
}

const containerOf = ({name, image, command, cpu, memory, probe, paths}: Part) => ({
  name,
  image,
  imagePullPolicy: 'IfNotPresent',
  command,
  livenessProbe: {
    httpGet: {host: '127.0.0.1', ...probe},
    failureThreshold: 8,
    initialDelaySeconds: 10,
    periodSeconds: 10,
    timeoutSeconds: 15,
  },
  resources: {requests: {cpu, ...(memory && {memory})}},
  volumeMounts: paths.map((mountPath, index) => ({mountPath, name: `path-${index}`})),
})
