import {builtin} from '../../api/builtin-resources.ts'
import {type BootstrapObject, clusterDns, object} from './bootstrap-object.ts'
import {configMap} from './kubeadm.ts'
import {clusterRole, clusterRoleBinding, serviceAccount} from './rbac-objects.ts'

const labels = {'k8s-app': 'kube-dns'}
const namespace = 'kube-system'

/** The cluster's DNS: CoreDNS behind the service `kube-dns`. */
export const coreDns = (): BootstrapObject[] => [
  serviceAccount(namespace, 'coredns'),
  clusterRole('system:coredns', [
    {apiGroups: [''], resources: ['endpoints', 'services', 'pods', 'namespaces'], verbs: ['list', 'watch']},
    {apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch']},
  ]),
  clusterRoleBinding('system:coredns', 'system:coredns', [{kind: 'ServiceAccount', name: 'coredns', namespace}]),
  configMap(namespace, 'coredns', {Corefile: corefile}),
  {resource: builtin.services, object: service},
  {resource: builtin.deployments, object: deployment},
]

const corefile = `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30 {
       disable success cluster.local
       disable denial cluster.local
    }
    loop
    reload
    loadbalance
}
`

const service = object(
  'v1',
  'Service',
  {
    name: 'kube-dns',
    namespace,
    labels: {...labels, 'kubernetes.io/cluster-service': 'true', 'kubernetes.io/name': 'CoreDNS'},
    annotations: {'prometheus.io/port': '9153', 'prometheus.io/scrape': 'true'},
  },
  {
    spec: {
      clusterIP: clusterDns,
      clusterIPs: [clusterDns],
      selector: labels,
      type: 'ClusterIP',
      ports: [
        {name: 'dns', port: 53, protocol: 'UDP', targetPort: 53},
        {name: 'dns-tcp', port: 53, protocol: 'TCP', targetPort: 53},
        {name: 'metrics', port: 9153, protocol: 'TCP', targetPort: 9153},
      ],
    },
  },
)

const probe = (path: string, port: number, more: object) => ({httpGet: {path, port, scheme: 'HTTP'}, ...more})

const podSpec = {
  affinity: {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          podAffinityTerm: {
            labelSelector: {matchExpressions: [{key: 'k8s-app', operator: 'In', values: ['kube-dns']}]},
            topologyKey: 'kubernetes.io/hostname',
          },
        },
      ],
    },
  },
  containers: [
    {
      name: 'coredns',
      image: 'registry.k8s.io/coredns/coredns:v1.12.1',
      imagePullPolicy: 'IfNotPresent',
      args: ['-conf', '/etc/coredns/Corefile'],
      ports: [
        {containerPort: 53, name: 'dns', protocol: 'UDP'},
        {containerPort: 53, name: 'dns-tcp', protocol: 'TCP'},
        {containerPort: 9153, name: 'metrics', protocol: 'TCP'},
        {containerPort: 8080, name: 'liveness-probe', protocol: 'TCP'},
        {containerPort: 8181, name: 'readiness-probe', protocol: 'TCP'},
      ],
      livenessProbe: probe('/health', 8080, {
        failureThreshold: 5,
        initialDelaySeconds: 60,
        successThreshold: 1,
        timeoutSeconds: 5,
      }),
      readinessProbe: probe('/ready', 8181, {}),
      resources: {limits: {memory: '170Mi'}, requests: {cpu: '100m', memory: '70Mi'}},
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: {add: ['NET_BIND_SERVICE'], drop: ['ALL']},
        readOnlyRootFilesystem: true,
      },
      volumeMounts: [{mountPath: '/etc/coredns', name: 'config-volume', readOnly: true}],
    },
  ],
  dnsPolicy: 'Default',
  nodeSelector: {'kubernetes.io/os': 'linux'},
  priorityClassName: 'system-cluster-critical',
  serviceAccountName: 'coredns',
  tolerations: [
    {key: 'CriticalAddonsOnly', operator: 'Exists'},
    {effect: 'NoSchedule', key: 'node-role.kubernetes.io/control-plane'},
  ],
  volumes: [{name: 'config-volume', configMap: {name: 'coredns', items: [{key: 'Corefile', path: 'Corefile'}]}}],
}

const deployment = object(
  'apps/v1',
  'Deployment',
  {name: 'coredns', namespace, labels},
  {
    spec: {
      replicas: 2,
      selector: {matchLabels: labels},
      strategy: {type: 'RollingUpdate', rollingUpdate: {maxUnavailable: 1}},
      template: {metadata: {labels}, spec: podSpec},
    },
  },
)
