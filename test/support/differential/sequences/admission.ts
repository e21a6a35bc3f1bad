import type {Step} from '../compare-sequences.ts'
import {configMap, deployment, deployments, get, maps, mergePatch, pod, pods, post, put, remove, setup} from './step.ts'

const space = '/api/v1/namespaces/$NS'
const container = (more: object, spec: object = {}) =>
  pod('s', {containers: [{name: 'c', image: 'i', ...more}], ...spec})
const security: object[] = [
  {privileged: true},
  {allowPrivilegeEscalation: false},
  {capabilities: {add: ['SYS_ADMIN']}},
  {capabilities: {drop: ['ALL']}},
  {capabilities: {drop: ['ALL'], add: ['NET_BIND_SERVICE', 'CHOWN']}},
  {runAsNonRoot: true},
  {runAsUser: 0},
  {runAsUser: 1},
  {procMount: 'Unmasked'},
  {seccompProfile: {type: 'Unconfined'}},
  {seccompProfile: {type: 'RuntimeDefault'}},
  {seLinuxOptions: {type: 'x', user: 'u', role: 'r'}},
  {appArmorProfile: {type: 'Unconfined'}},
  {windowsOptions: {hostProcess: true}},
  {
    allowPrivilegeEscalation: false,
    runAsNonRoot: true,
    capabilities: {drop: ['ALL']},
    seccompProfile: {type: 'RuntimeDefault'},
  },
]
const podSpecs: object[] = [
  {hostNetwork: true},
  {hostPID: true, hostIPC: true},
  {hostUsers: false},
  {volumes: [{name: 'v', hostPath: {path: '/'}}]},
  {volumes: [{name: 'v', nfs: {server: 's', path: '/'}}]},
  {securityContext: {sysctls: [{name: 'kernel.msgmax', value: '1'}]}},
  {securityContext: {runAsNonRoot: true, seccompProfile: {type: 'RuntimeDefault'}}},
  {securityContext: {runAsUser: 0}},
  {containers: [{name: 'c', image: 'i', ports: [{containerPort: 80, hostPort: 80}]}]},
  {initContainers: [{name: 'i', image: 'i', securityContext: {privileged: true}}]},
]
const resources: object[] = [
  {},
  {requests: {cpu: '100m'}},
  {limits: {cpu: '1'}},
  {requests: {cpu: '1'}, limits: {cpu: '2', memory: '1Gi'}},
  {requests: {cpu: '10m', memory: '1Mi'}},
  {limits: {memory: '10Gi'}},
  {requests: {cpu: '3'}},
]
const policy = (validations: object[], more: object = {}) => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicy',
  metadata: {name: 'sequences-policy'},
  spec: {
    failurePolicy: 'Fail',
    matchConstraints: {
      namespaceSelector: {matchLabels: {'kubernetes.io/metadata.name': '$NS'}},
      resourceRules: [
        {apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE', 'DELETE'], resources: ['configmaps']},
      ],
    },
    validations,
    ...more,
  },
})
const policies = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies'
const bindings = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings'

/** What admission says: pod security, limits, quotas, policies, priorities, accounts. */
export const admission: Step[] = [
  ...['privileged', 'baseline', 'restricted', 'nosuch'].flatMap(level => [
    mergePatch(space, {
      metadata: {
        labels: {
          'pod-security.kubernetes.io/enforce': level,
          'pod-security.kubernetes.io/warn': 'restricted',
          'pod-security.kubernetes.io/audit-version': 'v1.20',
        },
      },
    }),
    ...security.map(securityContext => post(`${pods}?dryRun=All`, container({securityContext}))),
    ...podSpecs.map(spec => post(`${pods}?dryRun=All`, pod('s', spec))),
    post(`${deployments}?dryRun=All`, deployment('s')),
  ]),
  mergePatch(space, {
    metadata: {
      labels: {
        'pod-security.kubernetes.io/enforce': null,
        'pod-security.kubernetes.io/warn': null,
        'pod-security.kubernetes.io/enforce-version': 'v0',
      },
    },
  }),
  mergePatch(space, {
    metadata: {
      labels: {'pod-security.kubernetes.io/enforce-version': null, 'pod-security.kubernetes.io/audit-version': null},
    },
  }),
  {
    ...setup(
      post(`${space}/limitranges`, {
        metadata: {name: 'l'},
        spec: {
          limits: [
            {
              type: 'Container',
              default: {cpu: '500m'},
              defaultRequest: {cpu: '200m', memory: '2Mi'},
              min: {cpu: '50m'},
              max: {cpu: '2', memory: '4Gi'},
              maxLimitRequestRatio: {cpu: '4'},
            },
            {type: 'Pod', max: {cpu: '2'}},
            {type: 'PersistentVolumeClaim', min: {storage: '1Gi'}, max: {storage: '5Gi'}},
          ],
        },
      }),
    ),
    pause: 500,
  },
  ...resources.map(each => post(`${pods}?dryRun=All&fieldManager=m`, container({resources: each}))),
  ...['1Mi', '2Gi', '10Gi'].map(storage =>
    post(`${space}/persistentvolumeclaims?dryRun=All`, {
      metadata: {name: 'c'},
      spec: {storageClassName: '', accessModes: ['ReadWriteOnce'], resources: {requests: {storage}}},
    }),
  ),
  {...setup(remove(`${space}/limitranges/l`)), pause: 500},
  setup(
    post(`${space}/resourcequotas`, {
      metadata: {name: 'q'},
      spec: {
        hard: {
          pods: '1',
          'requests.cpu': '1',
          'count/configmaps': '1',
          services: '0',
          'services.nodeports': '0',
          secrets: '2',
        },
      },
    }),
  ),
  {
    ...setup(
      mergePatch(`${space}/resourcequotas/q/status`, {
        status: {
          hard: {
            pods: '1',
            'requests.cpu': '1',
            'count/configmaps': '1',
            services: '0',
            'services.nodeports': '0',
            secrets: '2',
          },
          used: {
            pods: '0',
            'requests.cpu': '0',
            'count/configmaps': '1',
            services: '0',
            'services.nodeports': '0',
            secrets: '0',
          },
        },
      }),
    ),
    pause: 1000,
  },
  ...resources.map(each => post(`${pods}?dryRun=All&fieldManager=m`, container({resources: each}))),
  post(maps, configMap('over')),
  post(`${space}/services`, {metadata: {name: 's'}, spec: {type: 'NodePort', ports: [{port: 80}]}}),
  post(`${space}/secrets`, {metadata: {name: 's'}}),
  get(`${space}/resourcequotas/q`),
  {...setup(remove(`${space}/resourcequotas/q`)), pause: 1000},
  post(`${pods}?dryRun=All`, pod('s', {priorityClassName: 'nosuch'})),
  post(`${pods}?dryRun=All`, pod('s', {priorityClassName: 'system-node-critical'})),
  post(`${pods}?dryRun=All`, pod('s', {priority: 5})),
  post(`${pods}?dryRun=All`, pod('s', {preemptionPolicy: 'Never'})),
  post(`${pods}?dryRun=All`, pod('s', {serviceAccountName: 'nosuch'})),
  post(`${pods}?dryRun=All`, pod('s', {serviceAccount: 'default', serviceAccountName: 'other'})),
  post(`${pods}?dryRun=All`, pod('s', {automountServiceAccountToken: false})),
  post(`${pods}?dryRun=All`, pod('s', {runtimeClassName: 'nosuch'})),
  post(`${pods}?dryRun=All`, pod('s', {overhead: {cpu: '1'}})),
  post(
    `${pods}?dryRun=All`,
    pod('s', {
      tolerations: [
        {key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5},
      ],
    }),
  ),
  post(`${space}/persistentvolumeclaims?dryRun=All`, {
    metadata: {name: 'c'},
    spec: {storageClassName: 'nosuch', accessModes: ['ReadWriteOnce'], resources: {requests: {storage: '1Gi'}}},
  }),
  setup(remove(`${bindings}/sequences-binding`)),
  setup(remove(`${policies}/sequences-policy`)),
  post(
    policies,
    policy(
      [
        {expression: "object == null || !object.metadata.name.startsWith('bad')", message: 'no bad names'},
        {
          expression: 'object == null || !has(object.data) || object.data.size() < 3',
          messageExpression: "'too many keys: ' + string(object.data.size())",
          reason: 'Forbidden',
        },
        {
          expression: "request.operation != 'DELETE' || request.name != 'kept'",
          message: 'kept stays',
          reason: 'RequestEntityTooLarge',
        },
      ],
      {variables: [{name: 'n', expression: 'request.name'}], auditAnnotations: [{key: 'a', valueExpression: "'b'"}]},
    ),
  ),
  {
    ...post(bindings, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: {name: 'sequences-binding'},
      spec: {policyName: 'sequences-policy', validationActions: ['Deny']},
    }),
    pause: 4000,
  },
  post(maps, configMap('bad')),
  post(maps, configMap('good', {a: 'b'})),
  post(maps, configMap('big', {a: '1', b: '2', c: '3'})),
  post(maps, configMap('bad-big', {a: '1', b: '2', c: '3'})),
  setup(post(maps, configMap('kept'))),
  remove(`${maps}/kept`),
  put(`${maps}/good`, configMap('good', {a: '1', b: '2', c: '3'})),
  {...setup(mergePatch(`${bindings}/sequences-binding`, {spec: {validationActions: ['Warn', 'Audit']}})), pause: 3000},
  post(`${maps}?dryRun=All`, configMap('bad')),
  {...setup(remove(`${bindings}/sequences-binding`)), pause: 1000},
  setup(remove(`${policies}/sequences-policy`)),
]
