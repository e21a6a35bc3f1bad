import type {AdmissionScenario, Step} from './scenarios.ts'

type Json = Record<string, unknown>

/** The plugins that these scenarios want on. */
export const optionalPlugins = [
  'NodeRestriction',
  'AlwaysPullImages',
  'NamespaceExists',
  'PodNodeSelector',
  'PodTolerationRestriction',
  'ExtendedResourceToleration',
  'DenyServiceExternalIPs',
  'LimitPodHardAntiAffinityTopology',
  'OwnerReferencesPermissionEnforcement',
  'EventRateLimit',
  'AlwaysAdmit',
]

/** What they are configured with. */
export const optionalConfiguration = `
apiVersion: apiserver.config.k8s.io/v1
kind: AdmissionConfiguration
plugins:
- name: EventRateLimit
  configuration:
    apiVersion: eventratelimit.admission.k8s.io/v1alpha1
    kind: Configuration
    limits:
    - {type: Namespace, qps: 1, burst: 3}
    - {type: SourceAndObject, qps: 1, burst: 2}
- name: ResourceQuota
  configuration:
    apiVersion: apiserver.config.k8s.io/v1
    kind: ResourceQuotaConfiguration
    limitedResources:
    - {resource: secrets, matchContains: [count/secrets]}
    - resource: pods
      matchContains: [limited.example/]
      matchScopes: [{scopeName: PriorityClass, operator: In, values: [op-limited]}]
- name: PodNodeSelector
  configuration:
    podNodeSelectorPluginConfig:
      clusterDefaultNodeSelector: zone=a
      op-listed: zone=a,disk=ssd
- name: PodTolerationRestriction
  configuration:
    apiVersion: podtolerationrestriction.admission.k8s.io/v1alpha1
    kind: Configuration
    default: [{key: spare, operator: Exists}]
- name: PodSecurity
  configuration:
    apiVersion: pod-security.admission.config.k8s.io/v1
    kind: PodSecurityConfiguration
    defaults: {enforce: baseline, warn: restricted, warn-version: v1.30}
    exemptions: {namespaces: [op-exempt], usernames: [trusted], runtimeClasses: [gvisor]}
`

const namespace = (name: string, annotations: Json = {}): Step[] => [
  {path: '/api/v1/namespaces', body: {metadata: {name, annotations}}},
  {path: `/api/v1/namespaces/${name}/serviceaccounts`, body: {metadata: {name: 'default'}}},
]

const pod = (namespace: string, name: string, spec: Json = {}): Step => ({
  path: `/api/v1/namespaces/${namespace}/pods`,
  body: {
    metadata: {name},
    spec: {
      automountServiceAccountToken: false,
      containers: [{name: 'c', image: 'nginx', imagePullPolicy: 'Never'}],
      ...spec,
    },
  },
})

const merge = {'content-type': 'application/merge-patch+json'}
const strategic = {'content-type': 'application/strategic-merge-patch+json'}
const bob = {'impersonate-user': 'bob'}
const rbac = '/apis/rbac.authorization.k8s.io/v1'
const resources = (requests: Json): Json => ({
  containers: [{name: 'c', image: 'x', resources: {requests, limits: requests}}],
})

const event = (namespace: string, name: string, about: string): Step => ({
  path: `/api/v1/namespaces/${namespace}/events`,
  body: {
    metadata: {name},
    involvedObject: {kind: 'Pod', name: about, namespace},
    source: {component: 'test'},
    type: 'Normal',
    reason: 'R',
    message: 'm',
  },
})

const owned = (namespace: string, name: string, headers: Record<string, string>, owner: Json): Step => ({
  path: `/api/v1/namespaces/${namespace}/configmaps`,
  headers,
  body: {
    metadata: {name, ownerReferences: [{apiVersion: 'apps/v1', kind: 'Deployment', name: 'd', uid: 'u', ...owner}]},
  },
})

export const optionalPluginScenarios: AdmissionScenario[] = [
  {
    name: 'op-limited',
    given: [
      ...namespace('op-limited'),
      ...namespace('op-covered'),
      {path: '/apis/scheduling.k8s.io/v1/priorityclasses', body: {metadata: {name: 'op-limited'}, value: 7}},
      {
        path: '/api/v1/namespaces/op-covered/resourcequotas',
        body: {
          metadata: {name: 'q'},
          spec: {
            hard: {pods: '5', 'count/secrets': '1', 'requests.limited.example/gpu': '1'},
          },
        },
      },
      {
        path: '/api/v1/namespaces/op-covered/resourcequotas',
        body: {
          metadata: {name: 'scoped'},
          spec: {
            hard: {pods: '5'},
            scopeSelector: {matchExpressions: [{scopeName: 'PriorityClass', operator: 'In', values: ['op-limited']}]},
          },
        },
      },
      ...['q', 'scoped'].map(name => ({
        method: 'PATCH',
        path: `/api/v1/namespaces/op-covered/resourcequotas/${name}/status`,
        headers: merge,
        body: {
          status:
            name === 'q'
              ? {
                  hard: {'count/secrets': '1', 'requests.limited.example/gpu': '1'},
                  used: {'count/secrets': '0', 'requests.limited.example/gpu': '0'},
                }
              : {hard: {pods: '5'}, used: {pods: '0'}},
        },
      })),
    ],
    writes: ['op-limited', 'op-covered'].flatMap(where => [
      {path: `/api/v1/namespaces/${where}/secrets`, body: {metadata: {name: 's'}}},
      {path: `/api/v1/namespaces/${where}/secrets`, body: {metadata: {name: 't'}}},
      {path: `/api/v1/namespaces/${where}/configmaps`, body: {metadata: {name: 'c'}}},
      pod(where, 'plain'),
      pod(where, 'ranked', {priorityClassName: 'op-limited'}),
      pod(where, 'gpu', {
        containers: [
          {name: 'c', image: 'x', imagePullPolicy: 'Never', resources: {limits: {'limited.example/gpu': '1'}}},
        ],
      }),
    ]),
  },
  {
    name: 'op-images',
    given: namespace('op-images'),
    writes: [
      pod('op-images', 'a', {
        initContainers: [{name: 'i', image: 'busybox:1', imagePullPolicy: 'IfNotPresent'}],
      }),
      {
        method: 'PATCH',
        path: '/api/v1/namespaces/op-images/pods/a',
        headers: merge,
        body: {metadata: {labels: {a: 'b'}}},
      },
      {
        method: 'PATCH',
        path: '/api/v1/namespaces/op-images/pods/a',
        headers: strategic,
        body: {spec: {containers: [{name: 'c', image: 'httpd'}]}},
      },
    ],
  },
  {
    name: 'op-selectors',
    given: [
      ...namespace('op-plain'),
      ...namespace('op-annotated', {'scheduler.alpha.kubernetes.io/node-selector': 'env=prod,zone=b'}),
      ...namespace('op-listed'),
      ...namespace('op-bad', {'scheduler.alpha.kubernetes.io/node-selector': 'a b c'}),
      ...namespace('op-empty', {'scheduler.alpha.kubernetes.io/node-selector': ''}),
    ],
    writes: ['op-plain', 'op-annotated', 'op-listed', 'op-bad', 'op-empty'].flatMap(name => [
      pod(name, 'none'),
      pod(name, 'same', {nodeSelector: {zone: 'a'}}),
      pod(name, 'other', {nodeSelector: {zone: 'c'}}),
      pod(name, 'more', {nodeSelector: {disk: 'hdd'}}),
    ]),
  },
  {
    name: 'op-tolerations',
    given: [
      ...namespace('op-tolerate', {
        'scheduler.alpha.kubernetes.io/defaultTolerations':
          '[{"key":"team","operator":"Equal","value":"a","effect":"NoSchedule"}]',
        'scheduler.alpha.kubernetes.io/tolerationsWhitelist':
          '[{"key":"team","operator":"Equal","value":"a","effect":"NoSchedule"},{"operator":"Exists","effect":"NoExecute"},{"key":"node.kubernetes.io/memory-pressure","operator":"Exists"}]',
      }),
      ...namespace('op-tolerate-none', {'scheduler.alpha.kubernetes.io/defaultTolerations': ''}),
      ...namespace('op-tolerate-bad', {'scheduler.alpha.kubernetes.io/defaultTolerations': '{'}),
    ],
    writes: ['op-tolerate', 'op-tolerate-none'].flatMap(name => [
      pod(name, 'none'),
      pod(name, 'own', {tolerations: [{key: 'x', operator: 'Exists'}]}),
      pod(name, 'team', {tolerations: [{key: 'team', operator: 'Exists', effect: 'NoSchedule'}]}),
      pod(name, 'burst', resources({cpu: '1'})),
      pod(name, 'all', {tolerations: [{operator: 'Exists'}]}),
      pod(name, 'seconds', {
        tolerations: [
          {key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5},
        ],
      }),
    ]),
  },
  {
    name: 'op-extended',
    given: namespace('op-extended'),
    writes: [
      pod('op-extended', 'gpu', resources({'example.com/gpu': '1', 'a.example/b': '2', cpu: '1', memory: '1Gi'})),
    ],
  },
  {
    name: 'op-external',
    given: namespace('op-external'),
    writes: [
      {
        path: '/api/v1/namespaces/op-external/services',
        body: {metadata: {name: 's'}, spec: {externalIPs: ['192.0.2.1'], ports: [{port: 80}]}},
      },
      {
        path: '/api/v1/namespaces/op-external/services',
        body: {metadata: {name: 't'}, spec: {clusterIP: 'None', ports: [{port: 80}]}},
      },
      {
        method: 'PATCH',
        path: '/api/v1/namespaces/op-external/services/t',
        headers: merge,
        body: {spec: {externalIPs: ['192.0.2.1']}},
      },
    ],
  },
  {
    name: 'op-affinity',
    given: namespace('op-affinity'),
    writes: ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map((topologyKey, index) =>
      pod('op-affinity', `p${index}`, {
        affinity: {
          podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{labelSelector: {}, topologyKey}]},
        },
      }),
    ),
  },
  {
    name: 'op-owners',
    given: [
      ...namespace('op-owners'),
      {
        path: `${rbac}/clusterroles`,
        body: {
          metadata: {name: 'writer'},
          rules: [{apiGroups: [''], resources: ['configmaps'], verbs: ['create', 'update', 'patch', 'get']}],
        },
      },
      {
        path: `${rbac}/clusterrolebindings`,
        body: {
          metadata: {name: 'writer'},
          roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'writer'},
          subjects: [{kind: 'User', name: 'bob', apiGroup: 'rbac.authorization.k8s.io'}],
        },
      },
    ],
    writes: [
      owned('op-owners', 'a', bob, {}),
      owned('op-owners', 'b', bob, {blockOwnerDeletion: true}),
      owned('op-owners', 'c', bob, {blockOwnerDeletion: true, kind: 'Nothing'}),
      owned('op-owners', 'd', {}, {blockOwnerDeletion: true, kind: 'Nothing'}),
      {
        method: 'PATCH',
        path: '/api/v1/namespaces/op-owners/configmaps/a',
        headers: {...merge, ...bob},
        body: {metadata: {ownerReferences: null}},
      },
      {
        method: 'PATCH',
        path: '/api/v1/namespaces/op-owners/configmaps/a',
        headers: {...merge, ...bob},
        body: {data: {a: 'b'}},
      },
    ],
  },
  {
    name: 'op-events',
    given: namespace('op-events'),
    writes: [
      event('op-events', 'e1', 'p'),
      event('op-events', 'e2', 'p'),
      event('op-events', 'e3', 'p'),
      event('op-events', 'e4', 'q'),
      event('op-events', 'e5', 'r'),
    ],
  },
  {
    name: 'op-nowhere',
    writes: [pod('op-nowhere', 'p'), {path: '/api/v1/namespaces/op-nowhere/configmaps', body: {metadata: {name: 'c'}}}],
  },
  {
    name: 'op-security',
    given: [...namespace('op-secure'), ...namespace('op-exempt')],
    writes: [
      pod('op-secure', 'a', {hostNetwork: true}),
      pod('op-secure', 'b'),
      {
        ...pod('op-secure', 'c', {hostNetwork: true}),
        headers: {'impersonate-user': 'trusted', 'impersonate-group': 'system:masters'},
      },
      pod('op-exempt', 'a', {hostNetwork: true}),
      ...['op-exempt', 'op-secure'].map(
        (name): Step => ({
          method: 'PATCH',
          path: `/api/v1/namespaces/${name}`,
          headers: merge,
          body: {
            metadata: {
              labels: {
                'pod-security.kubernetes.io/enforce': 'restricted',
                'pod-security.kubernetes.io/audit-version': 'v1.9',
              },
            },
          },
        }),
      ),
      pod('op-secure', 'd'),
    ],
  },
]
