import type {AdmissionScenario, Step} from './scenarios.ts'

type Json = Record<string, unknown>

const merge = {'content-type': 'application/merge-patch+json'}
const strategic = {'content-type': 'application/strategic-merge-patch+json'}

const namespace = (name: string, metadata: Json = {}): Step[] => [
  {path: '/api/v1/namespaces', body: {metadata: {name, ...metadata}}},
  {path: `/api/v1/namespaces/${name}/serviceaccounts`, body: {metadata: {name: 'default'}}},
]

const inNamespace = (namespace: string, plural: string, name: string, rest: Json, metadata: Json = {}): Step => ({
  path: `/api/v1/namespaces/${namespace}/${plural}`,
  body: {metadata: {name, ...metadata}, ...rest},
})

const pod = (namespace: string, name: string, spec: Json = {}, metadata: Json = {}): Step =>
  inNamespace(namespace, 'pods', name, {spec: {containers: [{name: 'c', image: 'nginx'}], ...spec}}, metadata)

const sized = (requests?: Json, limits?: Json, more: Json = {}): Json => ({
  automountServiceAccountToken: false,
  containers: [{name: 'c', image: 'x', resources: {...(requests && {requests}), ...(limits && {limits})}}],
  ...more,
})

const claim = (namespace: string, name: string, storage: string, more: Json = {}): Step =>
  inNamespace(namespace, 'persistentvolumeclaims', name, {
    spec: {accessModes: ['ReadWriteOnce'], resources: {requests: {storage}}, ...more},
  })

const limits: Record<string, Json[]> = {
  defaults: [{type: 'Container', default: {cpu: '500m', memory: '1Gi'}, defaultRequest: {cpu: '100m'}}],
  'default-only': [{type: 'Container', default: {cpu: '1'}}],
  bounds: [{type: 'Container', min: {cpu: '100m', memory: '64Mi'}, max: {cpu: '1', memory: '1Gi'}}],
  ratio: [{type: 'Container', maxLimitRequestRatio: {cpu: '2', memory: '1500m'}}],
  pods: [{type: 'Pod', min: {cpu: '200m'}, max: {cpu: '1', memory: '512Mi'}, maxLimitRequestRatio: {cpu: '3'}}],
  claims: [{type: 'PersistentVolumeClaim', min: {storage: '1Gi'}, max: {storage: '5Gi'}}],
  both: [
    {type: 'Container', max: {cpu: '1'}, defaultRequest: {memory: '10Mi'}},
    {type: 'Pod', max: {cpu: '1500m'}},
  ],
  extended: [{type: 'Container', max: {'example.com/gpu': '1', 'ephemeral-storage': '1Gi'}}],
}

const sizes: [string, Json][] = [
  ['none', sized()],
  ['small', sized({cpu: '10m', memory: '1Mi'}, {cpu: '10m', memory: '1Mi'})],
  ['middle', sized({cpu: '300m', memory: '128Mi'}, {cpu: '900m', memory: '256Mi'})],
  ['large', sized({cpu: '2', memory: '2Gi'}, {cpu: '4', memory: '4Gi'})],
  ['only-requests', sized({cpu: '300m'})],
  ['only-limits', sized(undefined, {cpu: '800m', memory: '300Mi'})],
  ['zero', sized({cpu: '0'}, {cpu: '1'})],
  ['gpu', sized({'example.com/gpu': '2'}, {'example.com/gpu': '2'})],
  [
    'inits',
    sized(
      {cpu: '400m', memory: '100Mi'},
      {cpu: '800m', memory: '200Mi'},
      {
        initContainers: [
          {name: 'i', image: 'x', resources: {requests: {cpu: '900m'}, limits: {cpu: '3'}}},
          {name: 's', image: 'x', restartPolicy: 'Always', resources: {requests: {cpu: '200m'}, limits: {cpu: '400m'}}},
        ],
      },
    ),
  ],
  ['pod-level', {...sized({cpu: '100m'}, {cpu: '200m'}), resources: {requests: {cpu: '2'}, limits: {cpu: '2'}}}],
]

const limitRangers: AdmissionScenario[] = Object.entries(limits).map(([name, items]): AdmissionScenario => {
  const where = `dp-limits-${name}`
  return {
    name: where,
    given: [...namespace(where), inNamespace(where, 'limitranges', 'l', {spec: {limits: items}})],
    writes: [
      ...sizes.map(([size, spec]) => pod(where, size, spec)),
      claim(where, 'little', '1Mi'),
      claim(where, 'fitting', '2Gi'),
      claim(where, 'much', '50Gi'),
    ],
  }
})

/** A certificate request of CN=x in the group system:masters, in PEM and base64. */
const mastersRequest =
  'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIZk1JR0hBZ0VBTUNVeEZ6QVZCZ05WQkFvTURuTjVjM1JsYlRwdFlYTjBaWEp6TVFvd0NBWURWUVFEREFGNApNRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRFFnQUUrMkdqNEVZWWxHOEFYQXJzb1pkWUNleGhWNGxqCkNHdnJzOTczOCt0WHZLSFVOOVludGs1UUh1Wlg4Zlo3elFDRC9Fblh5NUo2dy9STS9aSkhSSkFNQktBQU1Bb0cKQ0NxR1NNNDlCQU1DQTBjQU1FUUNJQVdWa25OZStwa3VKcjFsTmF5Vmk0VlJLZUk3M0t6b1RveUJkaEthaW0vQwpBaUFpci96NHNnMFY5N0NUcmxzVmRUYmpzT3RUbWErOFBJT2JHNDhsUDNVM0FRPT0KLS0tLS1FTkQgQ0VSVElGSUNBVEUgUkVRVUVTVC0tLS0tCg=='

const devices = (namespace: string, name: string, requests: Json[]): Step => ({
  path: `/apis/resource.k8s.io/v1/namespaces/${namespace}/resourceclaims`,
  body: {metadata: {name}, spec: {devices: {requests}}},
})

const quotas: Record<string, Json> = {
  compute: {hard: {'requests.cpu': '1', 'limits.memory': '1Gi', pods: '3'}},
  short: {hard: {cpu: '1', memory: '1Gi'}},
  counts: {hard: {'count/configmaps': '1', configmaps: '5', services: '1', 'services.nodeports': '1', secrets: '1'}},
  storage: {
    hard: {
      'requests.storage': '3Gi',
      persistentvolumeclaims: '2',
      'gold.storageclass.storage.k8s.io/requests.storage': '1Gi',
      'gold.storageclass.storage.k8s.io/persistentvolumeclaims': '1',
    },
  },
  'best-effort': {hard: {pods: '1'}, scopes: ['BestEffort']},
  'not-best-effort': {hard: {pods: '1', 'requests.cpu': '500m'}, scopes: ['NotBestEffort']},
  terminating: {hard: {pods: '1'}, scopes: ['Terminating']},
  'not-terminating': {hard: {pods: '1'}, scopes: ['NotTerminating']},
  priority: {
    hard: {pods: '1'},
    scopeSelector: {
      matchExpressions: [{scopeName: 'PriorityClass', operator: 'In', values: ['system-cluster-critical', 'dp-high']}],
    },
  },
  'priority-exists': {
    hard: {pods: '1'},
    scopeSelector: {matchExpressions: [{scopeName: 'PriorityClass', operator: 'Exists'}]},
  },
  affinity: {hard: {pods: '0'}, scopes: ['CrossNamespacePodAffinity']},
  'volume-class': {
    hard: {persistentvolumeclaims: '1', 'requests.storage': '2Gi'},
    scopeSelector: {matchExpressions: [{scopeName: 'VolumeAttributesClass', operator: 'In', values: ['fast']}]},
  },
  'volume-class-exists': {hard: {persistentvolumeclaims: '1'}, scopes: ['VolumeAttributesClass']},
  'volume-class-none': {
    hard: {persistentvolumeclaims: '1'},
    scopeSelector: {matchExpressions: [{scopeName: 'VolumeAttributesClass', operator: 'DoesNotExist'}]},
  },
  devices: {
    hard: {
      'count/resourceclaims.resource.k8s.io': '3',
      'gpu.deviceclass.resource.k8s.io/devices': '4',
      'count/pods': '2',
      'limits.cpu': '3',
    },
  },
  gpu: {hard: {'requests.example.com/gpu': '1', 'requests.ephemeral-storage': '1Gi', 'hugepages-2Mi': '2Mi'}},
}

const used = ({hard}: Json): Json => Object.fromEntries(Object.keys(hard as Json).map(name => [name, '0']))

const quotaScenarios: AdmissionScenario[] = Object.entries(quotas).map(([name, spec]): AdmissionScenario => {
  const where = `dp-quota-${name}`
  return {
    name: where,
    given: [
      ...namespace(where),
      inNamespace(where, 'resourcequotas', 'q', {spec}),
      {
        method: 'PATCH',
        path: `/api/v1/namespaces/${where}/resourcequotas/q/status`,
        headers: merge,
        body: {status: {hard: spec['hard'], used: used(spec)}},
      },
    ],
    writes: [
      ...sizes.map(([size, spec]) => pod(where, size, spec)),
      pod(where, 'ending', {...sized(), activeDeadlineSeconds: 5}),
      pod(where, 'ending-2', {...sized({cpu: '100m', memory: '1Mi'}), activeDeadlineSeconds: 5}),
      pod(where, 'high', {
        ...sized({cpu: '1m', memory: '1Mi'}, {cpu: '1m', memory: '1Mi'}),
        priorityClassName: 'dp-high',
      }),
      pod(where, 'high-2', {...sized(), priorityClassName: 'dp-high'}),
      pod(where, 'affine', {
        ...sized(),
        affinity: {
          podAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              {topologyKey: 'x', namespaces: ['other'], labelSelector: {}},
            ],
          },
        },
      }),
      pod(
        where,
        'huge',
        sized({'hugepages-2Mi': '4Mi', cpu: '1m', memory: '1Mi'}, {'hugepages-2Mi': '4Mi', cpu: '1m', memory: '1Mi'}),
      ),
      inNamespace(where, 'configmaps', 'a', {}),
      inNamespace(where, 'configmaps', 'b', {}),
      inNamespace(where, 'secrets', 'a', {}),
      inNamespace(where, 'secrets', 'b', {}),
      inNamespace(where, 'services', 'a', {spec: {type: 'ClusterIP', clusterIP: 'None', ports: [{port: 80}]}}),
      inNamespace(where, 'services', 'b', {spec: {type: 'ClusterIP', clusterIP: 'None', ports: [{port: 80}]}}),
      claim(where, 'a', '1Gi', {storageClassName: 'gold'}),
      claim(where, 'b', '1Gi', {storageClassName: 'gold'}),
      claim(where, 'c', '1Gi', {storageClassName: 'tin'}),
      claim(where, 'd', '3Gi', {storageClassName: 'tin'}),
      claim(where, 'e', '1Gi', {volumeAttributesClassName: 'fast'}),
      claim(where, 'f', '1Gi', {volumeAttributesClassName: 'fast'}),
      claim(where, 'g', '1Gi', {volumeAttributesClassName: 'slow'}),
      {
        method: 'PATCH',
        path: `/api/v1/namespaces/${where}/persistentvolumeclaims/g/status`,
        headers: merge,
        body: {status: {currentVolumeAttributesClassName: 'fast'}},
      },
      {
        method: 'PATCH',
        path: `/api/v1/namespaces/${where}/pods/ending`,
        headers: merge,
        body: {metadata: {labels: {a: 'b'}}},
      },
      {
        method: 'PATCH',
        path: `/api/v1/namespaces/${where}/pods/high-2`,
        headers: merge,
        body: {spec: {activeDeadlineSeconds: 7}},
      },
      {
        method: 'PATCH',
        path: `/api/v1/namespaces/${where}/services/a`,
        headers: merge,
        body: {spec: {type: 'NodePort', clusterIP: '10.96.0.77'}},
      },
      devices(where, 'one', [{name: 'a', exactly: {deviceClassName: 'gpu', count: 2}}]),
      devices(where, 'either', [
        {
          name: 'a',
          firstAvailable: [
            {name: 'x', deviceClassName: 'gpu', count: 2},
            {name: 'y', deviceClassName: 'gpu', count: 1},
            {name: 'z', deviceClassName: 'tpu', count: 9},
          ],
        },
      ]),
      devices(where, 'more', [{name: 'a', exactly: {deviceClassName: 'gpu'}}]),
      devices(where, 'all', [{name: 'a', exactly: {deviceClassName: 'gpu', allocationMode: 'All'}}]),
      devices(where, 'other', [{name: 'a', exactly: {deviceClassName: 'tpu'}}]),
      devices(where, 'last', [{name: 'a', exactly: {deviceClassName: 'tpu'}}]),
      {method: 'DELETE', path: `/api/v1/namespaces/${where}/configmaps/a`},
      {method: 'GET', path: `/api/v1/namespaces/${where}/resourcequotas/q`},
    ],
  }
})

const others: AdmissionScenario[] = [
  {
    name: 'dp-classes',
    given: [
      {
        path: '/apis/scheduling.k8s.io/v1/priorityclasses',
        body: {metadata: {name: 'dp-high'}, value: 1000, preemptionPolicy: 'Never'},
      },
      {
        path: '/apis/node.k8s.io/v1/runtimeclasses',
        body: {
          metadata: {name: 'dp-heavy'},
          handler: 'h',
          overhead: {podFixed: {cpu: '100m', memory: '10Mi'}},
          scheduling: {nodeSelector: {runtime: 'heavy'}, tolerations: [{key: 'heavy', operator: 'Exists'}]},
        },
      },
      {
        path: '/apis/storage.k8s.io/v1/storageclasses',
        body: {
          metadata: {name: 'dp-one', annotations: {'storageclass.kubernetes.io/is-default-class': 'true'}},
          provisioner: 'x',
        },
      },
      {
        path: '/apis/networking.k8s.io/v1/ingressclasses',
        body: {
          metadata: {name: 'dp-web', annotations: {'ingressclass.kubernetes.io/is-default-class': 'true'}},
          spec: {controller: 'example.com/web'},
        },
      },
      ...namespace('dp-classes'),
    ],
    writes: [
      pod('dp-classes', 'high', {priorityClassName: 'dp-high'}),
      pod('dp-classes', 'wrong', {priorityClassName: 'dp-high', priority: 5}),
      pod('dp-classes', 'preempting', {priorityClassName: 'dp-high', preemptionPolicy: 'PreemptLowerPriority'}),
      pod('dp-classes', 'unknown', {priorityClassName: 'dp-none'}),
      pod('dp-classes', 'critical', {priorityClassName: 'system-node-critical'}),
      pod('dp-classes', 'heavy', {runtimeClassName: 'dp-heavy'}),
      pod('dp-classes', 'heavy-more', {
        runtimeClassName: 'dp-heavy',
        nodeSelector: {a: 'b'},
        tolerations: [{key: 'heavy', operator: 'Exists'}],
        overhead: {cpu: '100m', memory: '10Mi'},
      }),
      pod('dp-classes', 'heavy-other', {runtimeClassName: 'dp-heavy', nodeSelector: {runtime: 'light'}}),
      pod('dp-classes', 'heavy-overhead', {runtimeClassName: 'dp-heavy', overhead: {cpu: '1'}}),
      pod('dp-classes', 'overhead', {overhead: {cpu: '1'}}),
      pod('dp-classes', 'no-class', {runtimeClassName: 'dp-none'}),
      claim('dp-classes', 'usual', '1Gi'),
      claim('dp-classes', 'none', '1Gi', {storageClassName: ''}),
      {
        path: '/apis/networking.k8s.io/v1/namespaces/dp-classes/ingresses',
        body: {metadata: {name: 'i'}, spec: {defaultBackend: {service: {name: 's', port: {number: 80}}}}},
      },
      {
        path: '/apis/networking.k8s.io/v1/namespaces/dp-classes/ingresses',
        body: {
          metadata: {name: 'j', annotations: {'kubernetes.io/ingress.class': 'x'}},
          spec: {defaultBackend: {service: {name: 's', port: {number: 80}}}},
        },
      },
    ],
  },
  {
    name: 'dp-accounts',
    given: [
      ...namespace('dp-accounts'),
      inNamespace('dp-accounts', 'serviceaccounts', 'quiet', {
        automountServiceAccountToken: false,
        imagePullSecrets: [{name: 'pull'}],
      }),
      inNamespace(
        'dp-accounts',
        'serviceaccounts',
        'strict',
        {secrets: [{name: 'mine'}]},
        {annotations: {'kubernetes.io/enforce-mountable-secrets': 'true'}},
      ),
      {path: '/api/v1/namespaces', body: {metadata: {name: 'dp-empty'}}},
    ],
    writes: [
      pod('dp-accounts', 'quiet', {serviceAccountName: 'quiet'}),
      pod('dp-accounts', 'loud', {
        serviceAccountName: 'quiet',
        automountServiceAccountToken: true,
        imagePullSecrets: [{name: 'own'}],
      }),
      pod('dp-accounts', 'old-name', {serviceAccount: 'quiet'}),
      pod('dp-accounts', 'missing', {serviceAccountName: 'nobody'}),
      pod('dp-accounts', 'mounted', {
        containers: [
          {
            name: 'c',
            image: 'x',
            volumeMounts: [{name: 'v', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount'}],
          },
          {name: 'd', image: 'x'},
        ],
        initContainers: [{name: 'i', image: 'x'}],
        volumes: [{name: 'v', emptyDir: {}}],
      }),
      pod('dp-accounts', 'own-volume', {volumes: [{name: 'kube-api-access-mine', emptyDir: {}}]}),
      pod('dp-accounts', 'mirror', {}, {annotations: {'kubernetes.io/config.mirror': 'x'}}),
      pod(
        'dp-accounts',
        'mirror-account',
        {serviceAccountName: 'quiet'},
        {annotations: {'kubernetes.io/config.mirror': 'x'}},
      ),
      pod('dp-accounts', 'strict-volume', {
        serviceAccountName: 'strict',
        volumes: [{name: 'v', secret: {secretName: 'other'}}],
      }),
      pod('dp-accounts', 'strict-good', {
        serviceAccountName: 'strict',
        volumes: [{name: 'v', secret: {secretName: 'mine'}}],
      }),
      pod('dp-accounts', 'strict-env', {
        serviceAccountName: 'strict',
        containers: [{name: 'c', image: 'x', env: [{name: 'E', valueFrom: {secretKeyRef: {name: 'other', key: 'k'}}}]}],
      }),
      pod('dp-accounts', 'strict-env-from', {
        serviceAccountName: 'strict',
        initContainers: [{name: 'i', image: 'x', envFrom: [{secretRef: {name: 'other'}}]}],
      }),
      pod('dp-accounts', 'strict-pull', {serviceAccountName: 'strict', imagePullSecrets: [{name: 'other'}]}),
      pod('dp-empty', 'no-account'),
    ],
  },
  {
    name: 'dp-tolerations',
    given: namespace('dp-tolerations'),
    writes: [
      pod('dp-tolerations', 'all', {tolerations: [{operator: 'Exists'}]}),
      pod('dp-tolerations', 'one', {
        tolerations: [
          {key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 1},
        ],
      }),
      pod('dp-tolerations', 'schedule', {
        tolerations: [{key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoSchedule'}],
      }),
      {path: '/api/v1/nodes', body: {metadata: {name: 'dp-node'}}},
      {
        path: '/api/v1/nodes',
        body: {
          metadata: {name: 'dp-node-2'},
          spec: {taints: [{key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule'}]},
        },
      },
    ],
  },
  {
    name: 'dp-volumes',
    given: [
      ...namespace('dp-volumes'),
      {
        path: '/apis/storage.k8s.io/v1/storageclasses',
        body: {metadata: {name: 'dp-grows'}, provisioner: 'x', allowVolumeExpansion: true},
      },
      {path: '/apis/storage.k8s.io/v1/storageclasses', body: {metadata: {name: 'dp-fixed'}, provisioner: 'x'}},
    ],
    writes: ['dp-grows', 'dp-fixed', ''].flatMap((storageClassName, index) => [
      claim('dp-volumes', `c${index}`, '1Gi', {storageClassName}),
      {
        method: 'PATCH',
        path: `/api/v1/namespaces/dp-volumes/persistentvolumeclaims/c${index}`,
        headers: merge,
        body: {spec: {resources: {requests: {storage: '2Gi'}}}},
      },
      {
        method: 'PATCH',
        path: `/api/v1/namespaces/dp-volumes/persistentvolumeclaims/c${index}/status`,
        headers: merge,
        body: {status: {phase: 'Bound', capacity: {storage: '1Gi'}}},
      },
      {
        method: 'PATCH',
        path: `/api/v1/namespaces/dp-volumes/persistentvolumeclaims/c${index}`,
        headers: merge,
        body: {spec: {resources: {requests: {storage: '2Gi'}}}},
      },
    ]),
  },
  {
    name: 'dp-namespaces',
    given: [...namespace('dp-going', {finalizers: ['example.com/f']})],
    writes: [
      {method: 'DELETE', path: '/api/v1/namespaces/dp-going'},
      inNamespace('dp-going', 'configmaps', 'a', {}),
      pod('dp-going', 'a'),
      {method: 'DELETE', path: '/api/v1/namespaces/default'},
      {method: 'DELETE', path: '/api/v1/namespaces/kube-system'},
      inNamespace('dp-nowhere', 'configmaps', 'a', {}),
    ],
  },
  {
    name: 'dp-certificates',
    writes: [
      {
        path: '/apis/certificates.k8s.io/v1/certificatesigningrequests',
        body: {
          metadata: {name: 'dp-masters'},
          spec: {signerName: 'kubernetes.io/kube-apiserver-client', usages: ['client auth'], request: mastersRequest},
        },
      },
      {
        path: '/apis/certificates.k8s.io/v1/certificatesigningrequests',
        body: {
          metadata: {name: 'dp-other'},
          spec: {signerName: 'example.com/other', usages: ['client auth'], request: mastersRequest},
        },
      },
    ],
  },
  {
    name: 'dp-images-updated',
    given: namespace('dp-updated'),
    writes: [
      pod('dp-updated', 'p'),
      {
        method: 'PATCH',
        path: '/api/v1/namespaces/dp-updated/pods/p',
        headers: strategic,
        body: {spec: {tolerations: [{key: 'x', operator: 'Exists'}]}},
      },
      {method: 'PATCH', path: '/api/v1/namespaces/dp-updated/pods/p', headers: merge, body: {spec: {priority: 7}}},
    ],
  },
]

export const defaultPluginScenarios: AdmissionScenario[] = [...others, ...limitRangers, ...quotaScenarios]
