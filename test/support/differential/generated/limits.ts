import {SeededRandom} from '../../../../src/cluster/runtime/random.ts'
import type {Sequence, Step} from '../compare-sequences.ts'
import {get, mergePatch, pod, pods, post, put, remove, setup} from '../sequences/step.ts'
import {chance, pick, times} from './choice.ts'

type Map = {[key: string]: unknown}

const space = '/api/v1/namespaces/$NS'
const ranges = `${space}/limitranges`
const quotas = `${space}/resourcequotas`
const claims = `${space}/persistentvolumeclaims`
const services = `${space}/services`
const amounts = ['0', '10m', '100m', '0.1', '1', '2', '500', '-1', 'x', '1e3']
const sizes = ['0', '1Mi', '100M', '1Gi', '2Gi', '1.5Gi', '1e9', '-1Gi', 'y']
const sound = {cpu: amounts.slice(0, 6), memory: sizes.slice(1, 6), 'ephemeral-storage': ['1Gi', '2Gi']}
const levels = ['privileged', 'baseline', 'restricted']

/** Ranges and quotas made at random, levels of security, and pods, claims and services that keep within them or do not. */
export const limited = (seed: string, count: number): Sequence[] =>
  times(3, index => {
    const random = new SeededRandom(`${seed} ${index} limits`)
    return {name: `limited-${index}`, steps: times(count, () => round(random)).flat()}
  })

const round = (random: SeededRandom): Step[] => [
  ...[`${pods}?gracePeriodSeconds=0`, claims, ranges, quotas].map(path => setup(remove(path))),
  ...(chance(random, 0.7) ? [post(ranges, range(random))] : []),
  ...(chance(random, 0.7) ? quota(random) : []),
  mergePatch(space, {metadata: {labels: security(random)}}),
  {...get('/version'), pause: 700, setup: true},
  ...times(10, index => deed(`p${index}`, random)),
  get(quotas),
]

const list = (random: SeededRandom, share: number): Map =>
  Object.fromEntries(
    Object.entries(sound)
      .filter(() => chance(random, share))
      .map(([name, values]) => [name, pick(random, values)]),
  )

const range = (random: SeededRandom): Map => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: {name: 'range'},
  spec: {
    limits: times(pick(random, [1, 1, 2]), () => ({
      type: pick(random, ['Container', 'Container', 'Pod', 'PersistentVolumeClaim']),
      ...(chance(random, 0.4) && {max: {...list(random, 0.4), ...(chance(random, 0.3) && {storage: '1Gi'})}}),
      ...(chance(random, 0.4) && {min: {...list(random, 0.4), ...(chance(random, 0.3) && {storage: '1Mi'})}}),
      ...(chance(random, 0.4) && {default: list(random, 0.4)}),
      ...(chance(random, 0.4) && {defaultRequest: list(random, 0.4)}),
      ...(chance(random, 0.2) && {maxLimitRequestRatio: {cpu: pick(random, ['2', '0.5', '10'])}}),
    })),
  },
})

function quota(random: SeededRandom): Step[] {
  const hard = {
    ...(chance(random, 0.4) && {pods: pick(random, ['0', '2', '5'])}),
    ...(chance(random, 0.4) && {'requests.cpu': pick(random, ['1', '200m'])}),
    ...(chance(random, 0.3) && {'limits.memory': '2Gi'}),
    ...(chance(random, 0.3) && {'count/services': '1'}),
    ...(chance(random, 0.3) && {persistentvolumeclaims: '1'}),
    ...(chance(random, 0.3) && {'requests.storage': '2Gi'}),
    ...(chance(random, 0.2) && {'services.nodeports': '1'}),
    ...(chance(random, 0.1) && {'count/nosuch.example.com': '1'}),
    ...(chance(random, 0.1) && {'bad name': '1'}),
  }
  const scope = pick<Map>(random, [
    {},
    {},
    {scopes: ['BestEffort']},
    {scopes: ['NotBestEffort', 'NotTerminating']},
    {scopes: ['BestEffort', 'NotBestEffort']},
    {scopeSelector: {matchExpressions: [{scopeName: 'PriorityClass', operator: 'Exists'}]}},
    {scopeSelector: {matchExpressions: [{scopeName: 'Terminating', operator: 'In', values: ['x']}]}},
  ])
  const body = {apiVersion: 'v1', kind: 'ResourceQuota', metadata: {name: 'quota'}, spec: {hard, ...scope}}
  const used = Object.fromEntries(Object.keys(hard).map(name => [name, '0']))
  return [post(quotas, body), mergePatch(`${quotas}/quota/status`, {status: {hard, used}})]
}

/** Labels that say how secure pods have to be; null takes one away. */
const security = (random: SeededRandom): Map =>
  Object.fromEntries(
    ['enforce', 'warn', 'audit'].flatMap(mode => [
      [`pod-security.kubernetes.io/${mode}`, chance(random, 0.4) ? pick(random, [...levels, 'nosuch']) : null],
      [
        `pod-security.kubernetes.io/${mode}-version`,
        chance(random, 0.2) ? pick(random, ['latest', 'v1.20', 'v1.34', 'v9', 'x']) : null,
      ],
    ]),
  )

const container = (name: string, random: SeededRandom): Map => ({
  name,
  image: 'i',
  ...(chance(random, 0.6) && {
    resources: {
      ...(chance(random, 0.6) && {requests: resources(random)}),
      ...(chance(random, 0.5) && {limits: resources(random)}),
    },
  }),
  ...(chance(random, 0.4) && {securityContext: pick(random, contexts)}),
  ...(chance(random, 0.1) && {ports: [{containerPort: 80, hostPort: 80}]}),
})

const resources = (random: SeededRandom): Map => ({
  ...(chance(random, 0.7) && {cpu: pick(random, chance(random, 0.9) ? sound.cpu : amounts)}),
  ...(chance(random, 0.5) && {memory: pick(random, chance(random, 0.9) ? sound.memory : sizes)}),
})

const contexts: Map[] = [
  {privileged: true},
  {allowPrivilegeEscalation: false},
  {capabilities: {add: ['SYS_ADMIN'], drop: ['ALL']}},
  {capabilities: {drop: ['ALL']}, runAsNonRoot: true, allowPrivilegeEscalation: false},
  {runAsUser: 0},
  {seccompProfile: {type: 'RuntimeDefault'}, runAsNonRoot: true},
  {procMount: 'Unmasked'},
  {seLinuxOptions: {type: 'spc_t'}},
  {windowsOptions: {hostProcess: true}},
]
const specs: Map[] = [
  {},
  {hostNetwork: true},
  {hostPID: true, hostIPC: true},
  {volumes: [{name: 'v', hostPath: {path: '/'}}]},
  {securityContext: {runAsNonRoot: true, seccompProfile: {type: 'RuntimeDefault'}}},
  {securityContext: {sysctls: [{name: 'kernel.msgmax', value: '1'}]}},
  {activeDeadlineSeconds: 60},
  {resources: {requests: {cpu: '1'}}},
  {overhead: {cpu: '1'}},
]

function deed(name: string, random: SeededRandom): Step {
  const dry = chance(random, 0.3) ? '?dryRun=All' : ''
  const containers = times(pick(random, [1, 1, 2]), index => container(`c${index}`, random))
  const inits = chance(random, 0.2)
    ? [{...container('i', random), ...(chance(random, 0.5) && {restartPolicy: 'Always'})}]
    : []
  const body = pod(name, {...pick(random, specs), containers, ...(inits.length > 0 && {initContainers: inits})})
  return pick<Step>(random, [
    post(`${pods}${dry}`, body),
    post(`${pods}${dry}`, body),
    post(`${pods}${dry}`, body),
    post(`/apis/apps/v1/namespaces/$NS/deployments?dryRun=All`, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {name},
      spec: {selector: {matchLabels: {app: name}}, template: {metadata: {labels: {app: name}}, spec: body.spec}},
    }),
    post(`${claims}${dry}`, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {name},
      spec: {accessModes: ['ReadWriteOnce'], resources: {requests: {storage: pick(random, sizes)}}},
    }),
    post(`${services}${dry}`, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {name},
      spec: {type: pick(random, ['ClusterIP', 'NodePort', 'LoadBalancer']), ports: [{port: 80}]},
    }),
    mergePatch(`${pods}/p0/resize${dry}`, {
      spec: {containers: [{name: 'c0', resources: {requests: resources(random)}}]},
    }),
    put(`${quotas}/quota?dryRun=All`, {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: {name: 'quota'},
      spec: {hard: {pods: pick(random, amounts)}},
    }),
    remove(`${pods}/p1?gracePeriodSeconds=0`),
  ])
}
