import {builtin} from '../../api/builtin-resources.ts'
import {type BootstrapObject, object} from './bootstrap-object.ts'
import {clusterRole, clusterRoleBinding, roleBinding, type Subject, serviceAccount} from './rbac-objects.ts'

const labels = {'k8s-app': 'metrics-server'}
const namespace = 'kube-system'
const account: Subject = {kind: 'ServiceAccount', name: 'metrics-server', namespace}

/** metrics-server and the API that it serves. */
export const metricsServer = (): BootstrapObject[] => [
  serviceAccount(namespace, 'metrics-server', labels),
  clusterRole(
    'system:aggregated-metrics-reader',
    [{apiGroups: ['metrics.k8s.io'], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch']}],
    labels,
  ),
  clusterRole(
    'system:metrics-server',
    [
      {apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get']},
      {apiGroups: [''], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch']},
    ],
    labels,
  ),
  clusterRoleBinding('metrics-server:system:auth-delegator', 'system:auth-delegator', [account], labels),
  clusterRoleBinding('system:metrics-server', 'system:metrics-server', [account], labels),
  roleBinding(
    namespace,
    'metrics-server-auth-reader',
    {kind: 'Role', name: 'extension-apiserver-authentication-reader'},
    [account],
  ),
  {resource: builtin.services, object: service},
  {resource: builtin.deployments, object: deployment},
  {resource: builtin.apiServices, object: apiService},
]

const service = object(
  'v1',
  'Service',
  {name: 'metrics-server', namespace, labels},
  {spec: {selector: labels, ports: [{name: 'https', port: 443, protocol: 'TCP', targetPort: 'https'}]}},
)

const deployment = object(
  'apps/v1',
  'Deployment',
  {name: 'metrics-server', namespace, labels},
  {
    spec: {
      selector: {matchLabels: labels},
      strategy: {rollingUpdate: {maxUnavailable: 0}},
      template: {
        metadata: {labels},
        spec: {
          containers: [
            {
              name: 'metrics-server',
              image: 'registry.k8s.io/metrics-server/metrics-server:v0.8.0',
              imagePullPolicy: 'IfNotPresent',
              args: [
                '--cert-dir=/tmp',
                '--secure-port=10250',
                '--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname',
                '--kubelet-use-node-status-port',
                '--metric-resolution=15s',
              ],
              ports: [{containerPort: 10250, name: 'https', protocol: 'TCP'}],
              resources: {requests: {cpu: '100m', memory: '200Mi'}},
              securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: {drop: ['ALL']},
                readOnlyRootFilesystem: true,
                runAsNonRoot: true,
                runAsUser: 1000,
                seccompProfile: {type: 'RuntimeDefault'},
              },
              volumeMounts: [{mountPath: '/tmp', name: 'tmp-dir'}],
            },
          ],
          nodeSelector: {'kubernetes.io/os': 'linux'},
          priorityClassName: 'system-cluster-critical',
          serviceAccountName: 'metrics-server',
          volumes: [{name: 'tmp-dir', emptyDir: {}}],
        },
      },
    },
  },
)

const apiService = object(
  'apiregistration.k8s.io/v1',
  'APIService',
  {name: 'v1beta1.metrics.k8s.io', labels},
  {
    spec: {
      group: 'metrics.k8s.io',
      version: 'v1beta1',
      groupPriorityMinimum: 100,
      versionPriority: 100,
      insecureSkipTLSVerify: true,
      service: {name: 'metrics-server', namespace, port: 443},
    },
  },
)
