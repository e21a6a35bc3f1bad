import {SeededRandom} from '../../../../src/cluster/runtime/random.ts'
import type {Sequence, Step} from '../compare-sequences.ts'
import type {Json} from '../mutations.ts'
import {partOf} from '../partial-objects.ts'
import {get, jsonPatch, mergePatch, post, put, remove, send, setup, strategicPatch} from '../sequences/step.ts'
import {chance, pick, times, varied} from './choice.ts'

type Body = {[key: string]: Json}

/** A kind whose fields several managers share, and an object of it with all that they quarrel about. */
interface Shared {
  name: string
  path: string
  whole: Body
  /** What must be there for it to be one at all. */
  least: Body
  status?: Body
}

const metadata: Body = {
  name: 'shared',
  labels: {a: 'x', b: 'y', c: 'z'},
  annotations: {d: 'x', e: 'y'},
  finalizers: ['example.com/one', 'example.com/two', 'example.com/three'],
  ownerReferences: [
    {apiVersion: 'v1', kind: 'ConfigMap', name: 'o', uid: 'a'},
    {apiVersion: 'v1', kind: 'ConfigMap', name: 'p', uid: 'b', controller: true, blockOwnerDeletion: true},
  ],
}
const container: Body = {
  name: 'c',
  image: 'i',
  args: ['a', 'b'],
  env: [
    {name: 'A', value: 'x'},
    {name: 'B', value: 'y'},
    {name: 'C', valueFrom: {fieldRef: {fieldPath: 'metadata.name'}}},
  ],
  ports: [
    {containerPort: 80, name: 'http', protocol: 'TCP'},
    {containerPort: 80, name: 'udp', protocol: 'UDP'},
  ],
  resources: {limits: {cpu: '1', memory: '1Gi'}, requests: {cpu: '100m'}},
  volumeMounts: [
    {name: 'v', mountPath: '/a'},
    {name: 'v', mountPath: '/b', readOnly: true},
  ],
}
const podSpec: Body = {
  containers: [container, {name: 'd', image: 'j'}],
  volumes: [
    {name: 'v', emptyDir: {}},
    {name: 'w', configMap: {name: 'm'}},
  ],
  nodeSelector: {a: 'x'},
  tolerations: [{key: 'k', operator: 'Exists', effect: 'NoSchedule'}],
  hostAliases: [{ip: '1.1.1.1', hostnames: ['h']}],
  imagePullSecrets: [{name: 's'}, {name: 't'}],
  topologySpreadConstraints: [
    {maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'ScheduleAnyway'},
    {maxSkew: 1, topologyKey: 'y', whenUnsatisfiable: 'ScheduleAnyway'},
  ],
  securityContext: {runAsUser: 1, supplementalGroups: [1, 2]},
}
const labels: Body = {metadata: {labels: {app: 'x'}}}
const conditions: Body[] = [
  {type: 'Ready', status: 'True', reason: 'R', message: 'm'},
  {type: 'Other', status: 'False'},
]

const kinds: Shared[] = [
  {
    name: 'configmaps',
    path: '/api/v1/namespaces/$NS/configmaps',
    whole: {apiVersion: 'v1', kind: 'ConfigMap', metadata, data: {a: 'x', b: 'y', c: 'z'}, binaryData: {d: 'eA=='}},
    least: {},
  },
  {
    name: 'services',
    path: '/api/v1/namespaces/$NS/services',
    whole: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        ports: [
          {name: 'p', port: 80, protocol: 'TCP', targetPort: 8080},
          {name: 'q', port: 80, protocol: 'UDP', targetPort: 'x'},
          {name: 'r', port: 81, protocol: 'TCP'},
        ],
        selector: {a: 'x', b: 'y'},
        clusterIP: 'None',
        sessionAffinity: 'None',
        externalIPs: ['1.2.3.4'],
      },
    },
    least: {spec: {clusterIP: 'None', ports: [{name: 'p', port: 80, protocol: 'TCP'}]}},
    status: {
      conditions: conditions.map(condition => ({...condition, lastTransitionTime: '2026-01-01T00:00:00Z'})),
      loadBalancer: {ingress: [{ip: '1.1.1.1'}, {hostname: 'h'}]},
    },
  },
  {
    name: 'deployments',
    path: '/apis/apps/v1/namespaces/$NS/deployments',
    whole: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas: 2,
        minReadySeconds: 1,
        selector: {matchLabels: {app: 'x'}},
        strategy: {type: 'RollingUpdate', rollingUpdate: {maxSurge: '10%', maxUnavailable: 1}},
        template: {...labels, spec: podSpec},
      },
    },
    least: {
      spec: {
        selector: {matchLabels: {app: 'x'}},
        template: {...labels, spec: {containers: [{name: 'c', image: 'i'}]}},
      },
    },
    status: {replicas: 2, readyReplicas: 1, observedGeneration: 1, conditions},
  },
  {
    name: 'pods',
    path: '/api/v1/namespaces/$NS/pods',
    whole: {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata,
      spec: {schedulerName: 'none', containers: [{name: 'c', image: 'i'}], activeDeadlineSeconds: 9},
    },
    least: {spec: {schedulerName: 'none', containers: [{name: 'c', image: 'i'}]}},
    status: {
      phase: 'Running',
      conditions,
      podIPs: [{ip: '1.1.1.1'}, {ip: '::1'}],
      hostIP: '1.1.1.2',
      containerStatuses: [
        {name: 'c', image: 'i', imageID: 'x', ready: true, restartCount: 1, state: {running: {}}, lastState: {}},
      ],
    },
  },
  {
    name: 'serviceaccounts',
    path: '/api/v1/namespaces/$NS/serviceaccounts',
    whole: {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata,
      secrets: [{name: 'a'}, {name: 'b'}],
      imagePullSecrets: [{name: 'c'}, {name: 'd'}],
      automountServiceAccountToken: true,
    },
    least: {},
  },
  {
    name: 'networkpolicies',
    path: '/apis/networking.k8s.io/v1/namespaces/$NS/networkpolicies',
    whole: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata,
      spec: {
        podSelector: {matchLabels: {a: 'x'}, matchExpressions: [{key: 'k', operator: 'Exists'}]},
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{from: [{ipBlock: {cidr: '10.0.0.0/8', except: ['10.1.0.0/16']}}], ports: [{port: 80}]}],
        egress: [{}],
      },
    },
    least: {spec: {podSelector: {}}},
  },
  {
    name: 'autoscalers',
    path: '/apis/autoscaling/v2/namespaces/$NS/horizontalpodautoscalers',
    whole: {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata,
      spec: {
        minReplicas: 1,
        maxReplicas: 7,
        scaleTargetRef: {apiVersion: 'apps/v1', kind: 'Deployment', name: 'd'},
        metrics: [
          {type: 'Resource', resource: {name: 'cpu', target: {type: 'Utilization', averageUtilization: 50}}},
          {type: 'Resource', resource: {name: 'memory', target: {type: 'AverageValue', averageValue: '1Gi'}}},
        ],
        behavior: {scaleUp: {stabilizationWindowSeconds: 2, policies: [{type: 'Pods', value: 1, periodSeconds: 7}]}},
      },
    },
    least: {spec: {maxReplicas: 7, scaleTargetRef: {apiVersion: 'apps/v1', kind: 'Deployment', name: 'd'}}},
    status: {
      currentReplicas: 1,
      desiredReplicas: 2,
      conditions: [{type: 'AbleToScale', status: 'True', reason: 'R'}],
      currentMetrics: [
        {type: 'Resource', resource: {name: 'cpu', current: {averageUtilization: 7, averageValue: '1'}}},
      ],
    },
  },
]
const managers = ['a', 'b', 'c', 'kubectl', 'kubectl-client-side-apply']

/** What several managers do to one object of a kind: apply parts of it with force and without, patch, replace, and change their minds. */
export const managed = (seed: string, count: number): Sequence[] =>
  kinds.map(kind => ({name: `managed-${kind.name}`, steps: quarrel(kind, seed, count)}))

function quarrel(kind: Shared, seed: string, count: number): Step[] {
  const {path, whole, least, name} = kind
  const random = new SeededRandom(`${seed} ${name}`)
  const own = `${path}/shared`
  const {apiVersion, kind: named} = whole as {apiVersion: string; kind: string}
  const begin = {apiVersion, kind: named, metadata: {name: 'shared'}, ...least}
  return times(count, () => [
    ...(chance(random, 0.5) ? [post(`${path}?fieldManager=${pick(random, managers)}`, begin)] : []),
    ...times(8, () => deed(kind, own, random)),
    get(own),
    setup(mergePatch(own, {metadata: {finalizers: null}})),
    setup(remove(`${own}?gracePeriodSeconds=0`)),
  ]).flat()
}

function deed({whole, least, status}: Shared, own: string, random: SeededRandom): Step {
  const manager = pick(random, managers)
  const query = [
    `fieldManager=${manager}`,
    ...(chance(random, 0.15) ? ['dryRun=All'] : []),
    ...(chance(random, 0.2) ? [`fieldValidation=${pick(random, ['Strict', 'Ignore'])}`] : []),
  ].join('&')
  const {apiVersion, kind, ...rest} = whole
  const named = {apiVersion: apiVersion!, kind: kind!, metadata: {name: 'shared'}}
  const share = pick(random, [0.3, 0.6, 0.9])
  const part = partOf(varied(whole, random), random, share) as Body
  const stated = status && {...named, status: partOf(varied(status, random), random, share)}
  const applied = (path: string, body: Json): Step =>
    send('PATCH', `${path}?${query}${chance(random, 0.4) ? '&force=true' : ''}`, body, {
      'content-type': 'application/apply-patch+yaml',
    })
  const deeds: (() => Step)[] = [
    () => applied(own, part),
    () => applied(own, part),
    () => applied(own, part),
    () => applied(own, {...least, ...part}),
    () => applied(own, {...named, ...least}),
    () => applied(own, named),
    () => mergePatch(`${own}?${query}`, withoutSome(part, random)),
    () => strategicPatch(`${own}?${query}`, withoutSome(part, random)),
    () => put(`${own}?${query}`, {...part, ...least}),
    () => jsonPatch(`${own}?${query}`, [jsonStep(rest, random)]),
    ...(stated
      ? [
          () => applied(`${own}/status`, stated),
          () => mergePatch(`${own}/status?${query}`, {status: stated.status}),
          () => put(`${own}/status?${query}`, {...named, ...least, status: stated.status}),
          () => applied(`${own}/status`, {...part, ...stated}),
        ]
      : []),
  ]
  return pick(random, deeds)()
}

/** A patch that also takes away. */
function withoutSome({apiVersion: _, kind: __, ...body}: Body, random: SeededRandom): Body {
  const change = (value: Json): Json => {
    if (chance(random, 0.15)) return null
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, key === 'name' || key === 'metadata' ? item : change(item)]),
    )
  }
  return change(body) as Body
}

function jsonStep(rest: Body, random: SeededRandom): Json {
  const pointers: {pointer: string; value: Json}[] = []
  const walk = (value: Json, pointer: string): void => {
    if (pointer) pointers.push({pointer, value})
    if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) walk(item, `${pointer}/${key}`)
  }
  walk(rest, '')
  const {pointer, value} = pick(random, pointers)
  return pick<Json>(random, [
    {op: 'remove', path: pointer},
    {op: 'add', path: pointer, value: varied(value, random)},
    {op: 'replace', path: pointer, value},
  ])
}
