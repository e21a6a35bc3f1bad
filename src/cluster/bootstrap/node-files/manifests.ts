import type {Pod} from '../../../api/kinds.ts'
import {podCidr, serviceCidr} from '../bootstrap-object.ts'

export interface ControlPlaneOptions {
  /** The node's name and its address. */
  node: string
  address: string
  /** Where the API is served. */
  port: number
  /** `v1.34.3`. */
  version: string
}

interface Part {
  name: string
  image: string
  requests: Record<string, string>
  flags: Record<string, string>
  probe: {host: string; path: string; port: number; scheme: string}
  annotations?: Record<string, string>
  volumes: HostPath[]
}

interface HostPath {
  name: string
  path: string
  type: 'DirectoryOrCreate' | 'FileOrCreate'
  readOnly?: true
}

const pki = '/etc/kubernetes/pki'

/**
 * What kubeadm writes into the manifests' folder of a control plane's node, by file name. Startup and readiness probes are left out: what runs here is ready at
 * once, and asking it every second would keep an idle cluster busy.
 */
export const controlPlaneManifests = (options: ControlPlaneOptions): Record<string, Pod> =>
  Object.fromEntries(
    [etcd, apiServer, controllerManager, scheduler].map(partOf => {
      const part = partOf(options)
      return [`${part.name}.yaml`, podOf(part)]
    }),
  )

const etcd = ({node, address}: ControlPlaneOptions): Part => ({
  name: 'etcd',
  image: 'registry.k8s.io/etcd:3.6.5-0',
  requests: {cpu: '100m', memory: '100Mi'},
  flags: {
    'advertise-client-urls': `https://${address}:2379`,
    'cert-file': `${pki}/etcd/server.crt`,
    'client-cert-auth': 'true',
    'data-dir': '/var/lib/etcd',
    'feature-gates': 'InitialCorruptCheck=true',
    'initial-advertise-peer-urls': `https://${address}:2380`,
    'initial-cluster': `${node}=https://${address}:2380`,
    'key-file': `${pki}/etcd/server.key`,
    'listen-client-urls': `https://127.0.0.1:2379,https://${address}:2379`,
    'listen-metrics-urls': 'http://127.0.0.1:2381',
    'listen-peer-urls': `https://${address}:2380`,
    name: node,
    'peer-cert-file': `${pki}/etcd/peer.crt`,
    'peer-client-cert-auth': 'true',
    'peer-key-file': `${pki}/etcd/peer.key`,
    'peer-trusted-ca-file': `${pki}/etcd/ca.crt`,
    'snapshot-count': '10000',
    'trusted-ca-file': `${pki}/etcd/ca.crt`,
    'watch-progress-notify-interval': '5s',
  },
  probe: {host: '127.0.0.1', path: '/livez', port: 2381, scheme: 'HTTP'},
  annotations: {'kubeadm.kubernetes.io/etcd.advertise-client-urls': `https://${address}:2379`},
  volumes: [
    {name: 'etcd-certs', path: `${pki}/etcd`, type: 'DirectoryOrCreate'},
    {name: 'etcd-data', path: '/var/lib/etcd', type: 'DirectoryOrCreate'},
  ],
})

const apiServer = ({address, port, version}: ControlPlaneOptions): Part => ({
  name: 'kube-apiserver',
  image: `registry.k8s.io/kube-apiserver:${version}`,
  requests: {cpu: '250m'},
  flags: {
    'advertise-address': address,
    'allow-privileged': 'true',
    'authorization-mode': 'Node,RBAC',
    'client-ca-file': `${pki}/ca.crt`,
    'enable-admission-plugins': 'NodeRestriction',
    'enable-bootstrap-token-auth': 'true',
    'etcd-cafile': `${pki}/etcd/ca.crt`,
    'etcd-certfile': `${pki}/apiserver-etcd-client.crt`,
    'etcd-keyfile': `${pki}/apiserver-etcd-client.key`,
    'etcd-servers': 'https://127.0.0.1:2379',
    'kubelet-client-certificate': `${pki}/apiserver-kubelet-client.crt`,
    'kubelet-client-key': `${pki}/apiserver-kubelet-client.key`,
    'kubelet-preferred-address-types': 'InternalIP,ExternalIP,Hostname',
    'proxy-client-cert-file': `${pki}/front-proxy-client.crt`,
    'proxy-client-key-file': `${pki}/front-proxy-client.key`,
    'requestheader-allowed-names': 'front-proxy-client',
    'requestheader-client-ca-file': `${pki}/front-proxy-ca.crt`,
    'requestheader-extra-headers-prefix': 'X-Remote-Extra-',
    'requestheader-group-headers': 'X-Remote-Group',
    'requestheader-username-headers': 'X-Remote-User',
    'secure-port': String(port),
    'service-account-issuer': 'https://kubernetes.default.svc.cluster.local',
    'service-account-key-file': `${pki}/sa.pub`,
    'service-account-signing-key-file': `${pki}/sa.key`,
    'service-cluster-ip-range': serviceCidr,
    'tls-cert-file': `${pki}/apiserver.crt`,
    'tls-private-key-file': `${pki}/apiserver.key`,
  },
  probe: {host: address, path: '/livez', port, scheme: 'HTTPS'},
  annotations: {'kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint': `${address}:${port}`},
  volumes: [
    {name: 'ca-certs', path: '/etc/ssl/certs', type: 'DirectoryOrCreate', readOnly: true},
    {name: 'k8s-certs', path: pki, type: 'DirectoryOrCreate', readOnly: true},
  ],
})

const controllerManager = ({version}: ControlPlaneOptions): Part => {
  const kubeconfig = '/etc/kubernetes/controller-manager.conf'
  return {
    name: 'kube-controller-manager',
    image: `registry.k8s.io/kube-controller-manager:${version}`,
    requests: {cpu: '200m'},
    flags: {
      'allocate-node-cidrs': 'true',
      'authentication-kubeconfig': kubeconfig,
      'authorization-kubeconfig': kubeconfig,
      'bind-address': '127.0.0.1',
      'client-ca-file': `${pki}/ca.crt`,
      'cluster-cidr': podCidr,
      'cluster-name': 'kubernetes',
      'cluster-signing-cert-file': `${pki}/ca.crt`,
      'cluster-signing-key-file': `${pki}/ca.key`,
      controllers: '*,bootstrapsigner,tokencleaner',
      kubeconfig,
      'leader-elect': 'true',
      'requestheader-client-ca-file': `${pki}/front-proxy-ca.crt`,
      'root-ca-file': `${pki}/ca.crt`,
      'service-account-private-key-file': `${pki}/sa.key`,
      'service-cluster-ip-range': serviceCidr,
      'use-service-account-credentials': 'true',
    },
    probe: {host: '127.0.0.1', path: '/healthz', port: 10257, scheme: 'HTTPS'},
    volumes: [
      {name: 'ca-certs', path: '/etc/ssl/certs', type: 'DirectoryOrCreate', readOnly: true},
      {
        name: 'flexvolume-dir',
        path: '/usr/libexec/kubernetes/kubelet-plugins/volume/exec',
        type: 'DirectoryOrCreate',
      },
      {name: 'k8s-certs', path: pki, type: 'DirectoryOrCreate', readOnly: true},
      {name: 'kubeconfig', path: kubeconfig, type: 'FileOrCreate', readOnly: true},
    ],
  }
}

const scheduler = ({version}: ControlPlaneOptions): Part => {
  const kubeconfig = '/etc/kubernetes/scheduler.conf'
  return {
    name: 'kube-scheduler',
    image: `registry.k8s.io/kube-scheduler:${version}`,
    requests: {cpu: '100m'},
    flags: {
      'authentication-kubeconfig': kubeconfig,
      'authorization-kubeconfig': kubeconfig,
      'bind-address': '127.0.0.1',
      kubeconfig,
      'leader-elect': 'true',
    },
    probe: {host: '127.0.0.1', path: '/livez', port: 10259, scheme: 'HTTPS'},
    volumes: [{name: 'kubeconfig', path: kubeconfig, type: 'FileOrCreate', readOnly: true}],
  }
}

const podOf = ({name, image, requests, flags, probe: {host, path, port, scheme}, annotations, volumes}: Part): Pod =>
  ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(annotations && {annotations}),
      labels: {component: name, tier: 'control-plane'},
      name,
      namespace: 'kube-system',
    },
    spec: {
      containers: [
        {
          command: [name, ...Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`)],
          image,
          imagePullPolicy: 'IfNotPresent',
          livenessProbe: {
            failureThreshold: 8,
            httpGet: {host, path, port: 'probe-port', scheme},
            initialDelaySeconds: 10,
            periodSeconds: 10,
            timeoutSeconds: 15,
          },
          name,
          ports: [{containerPort: port, name: 'probe-port', protocol: 'TCP'}],
          resources: {requests},
          volumeMounts: volumes.map(({name: volume, path: mountPath, readOnly}) => ({
            mountPath,
            name: volume,
            ...(readOnly && {readOnly}),
          })),
        },
      ],
      hostNetwork: true,
      priority: 2_000_001_000,
      priorityClassName: 'system-node-critical',
      securityContext: {seccompProfile: {type: 'RuntimeDefault'}},
      volumes: volumes.map(({name: volume, path: hostPath, type}) => ({
        name: volume,
        hostPath: {path: hostPath, type},
      })),
    },
  }) as Pod
