import {SeededRandom} from '../../../../src/cluster/runtime/random.ts'
import type {Sequence, Step} from '../compare-sequences.ts'
import {get, mergePatch, pod, pods, post, remove, send, setup} from '../sequences/step.ts'
import {chance, pick, some, times} from './choice.ts'

type Map = {[key: string]: unknown}

const budgets = '/apis/policy/v1/namespaces/$NS/poddisruptionbudgets'
const account = '/api/v1/namespaces/$NS/serviceaccounts/default'
const names = ['a', 'b', 'c']

/** Pods in every phase, budgets that know of them and allow what they allow, and evictions, bindings, deletions and tokens for them. */
export const evicted = (seed: string, count: number): Sequence[] =>
  times(2, index => {
    const random = new SeededRandom(`${seed} ${index} evictions`)
    return {name: `evicted-${index}`, steps: times(count, () => round(random)).flat()}
  })

const round = (random: SeededRandom): Step[] => [
  ...names.map(name => setup(remove(`${pods}/${name}?gracePeriodSeconds=0`, {gracePeriodSeconds: 0}))),
  setup(remove(budgets)),
  ...names.map(name => setup(post(pods, labelled(name, random)))),
  ...times(pick(random, [0, 1, 1, 2]), index => budget(`p${index}`, random)).flat(),
  ...times(4, () => settle(random)),
  ...times(14, () => deed(random)),
]

const labelled = (name: string, random: SeededRandom): Map => {
  const whole = pod(name, {
    terminationGracePeriodSeconds: pick(random, [0, 30]),
    ...(chance(random, 0.5) && {nodeName: 'nowhere'}),
  })
  const metadata = {
    ...whole.metadata,
    labels: {app: pick(random, ['x', 'y'])},
    ...(chance(random, 0.2) && {finalizers: ['example.com/keep']}),
  }
  return {...whole, metadata}
}

function budget(name: string, random: SeededRandom): Step[] {
  const status = {
    observedGeneration: pick(random, [0, 1, 1, 1, 2]),
    disruptionsAllowed: pick(random, [0, 1, 2, -1]),
    currentHealthy: 1,
    desiredHealthy: pick(random, [0, 1, 2]),
    expectedPods: 2,
    ...(chance(random, 0.2) && {disruptedPods: {b: '2026-01-01T00:00:00Z'}}),
  }
  return [
    post(budgets, {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: {name},
      spec: {
        ...pick<Map>(random, [{minAvailable: 1}, {maxUnavailable: '50%'}, {minAvailable: '100%'}, {maxUnavailable: 0}]),
        selector: pick<Map>(random, [{matchLabels: {app: 'x'}}, {matchLabels: {app: 'y'}}, {}]),
        ...(chance(random, 0.5) && {
          unhealthyPodEvictionPolicy: pick(random, ['AlwaysAllow', 'IfHealthyBudget', 'Nosuch']),
        }),
      },
    }),
    mergePatch(`${budgets}/${name}/status`, {status}),
  ]
}

/** A pod comes to be in some phase, ready or not. */
function settle(random: SeededRandom): Step {
  const status = {
    phase: pick(random, ['Pending', 'Running', 'Running', 'Succeeded', 'Failed']),
    conditions: some(random, ['Ready', 'PodScheduled']).map(type => ({type, status: pick(random, ['True', 'False'])})),
  }
  return mergePatch(`${pods}/${pick(random, names)}/status`, {status})
}

function deed(random: SeededRandom): Step {
  const name = pick(random, [...names, ...names, 'none'])
  const own = `${pods}/${name}`
  const query = pick(random, ['', '', '?dryRun=All', '?dryRun=x', '?fieldValidation=Strict', '?pretty=true'])
  const deleteOptions = {
    ...(chance(random, 0.3) && {gracePeriodSeconds: pick(random, [0, 1, 60, -1])}),
    ...(chance(random, 0.2) && {dryRun: pick(random, [['All'], ['x'], []])}),
    ...(chance(random, 0.2) && {preconditions: pick<Map>(random, [{uid: 'x'}, {resourceVersion: '1'}, {}])}),
    ...(chance(random, 0.2) && {propagationPolicy: pick(random, ['Foreground', 'Orphan', 'Background', 'x'])}),
    ...(chance(random, 0.1) && {orphanDependents: true}),
  }
  const eviction = {
    apiVersion: pick(random, ['policy/v1', 'policy/v1', 'policy/v1beta1', 'v1']),
    kind: pick(random, ['Eviction', 'Eviction', 'Eviction', 'Pod']),
    metadata: {name: pick(random, [name, name, 'other']), ...(chance(random, 0.3) && {namespace: '$NS'})},
    ...(chance(random, 0.5) && {deleteOptions}),
    ...(chance(random, 0.1) && {nosuch: 1}),
  }
  return pick(random, [
    post(`${own}/eviction${query}`, eviction),
    post(`${own}/eviction${query}`, eviction),
    post(`${own}/eviction`, {metadata: {name}}),
    post(`${own}/binding${query}`, binding(name, random)),
    post(`/api/v1/namespaces/$NS/bindings${query}`, binding(name, random)),
    remove(`${own}${query}`, chance(random, 0.5) ? deleteOptions : undefined),
    remove(`${pods}?labelSelector=app%3Dy&dryRun=All`, deleteOptions),
    post(`${account}/token${query}`, token(random)),
    get(own),
    get(budgets),
    get(`${pods}?fieldSelector=status.phase%3D${pick(random, ['Running', 'Failed', 'Nosuch'])}`),
    send(pick(random, ['GET', 'PUT', 'DELETE', 'PATCH']), `${own}/${pick(random, ['eviction', 'binding'])}`),
    mergePatch(`${own}/resize${query}`, {
      spec: {containers: [{name: 'c', resources: {requests: {cpu: pick(random, ['1', '-1', 'x'])}}}]},
    }),
    mergePatch(`${own}/ephemeralcontainers${query}`, {
      spec: {ephemeralContainers: [{name: pick(random, ['c', 'd']), image: pick(random, ['i', ''])}]},
    }),
  ])
}

const binding = (name: string, random: SeededRandom): Map => ({
  apiVersion: 'v1',
  kind: 'Binding',
  metadata: {
    name: pick(random, [name, name, 'other']),
    ...(chance(random, 0.2) && {annotations: {a: 'b'}, labels: {topology: 'z'}}),
    ...(chance(random, 0.1) && {uid: 'x'}),
  },
  target: pick<Map>(random, [
    {kind: 'Node', name: 'n'},
    {name: 'n'},
    {kind: 'Pod', name: 'n'},
    {kind: 'Node', name: ''},
    {apiVersion: 'v1', kind: 'Node', name: 'N_'},
  ]),
})

const token = (random: SeededRandom): Map => ({
  apiVersion: 'authentication.k8s.io/v1',
  kind: 'TokenRequest',
  ...(chance(random, 0.2) && {metadata: {name: pick(random, ['default', 'other'])}}),
  spec: {
    ...(chance(random, 0.6) && {audiences: pick(random, [['a'], [], ['a', 'b'], ['']])}),
    ...(chance(random, 0.5) && {expirationSeconds: pick(random, [600, 599, 3600, 0, -1, 4_294_967_297, 'x'])}),
    ...(chance(random, 0.5) && {
      boundObjectRef: {
        kind: pick(random, ['Pod', 'Secret', 'Node', 'Nosuch']),
        apiVersion: pick(random, ['v1', 'v1', 'apps/v1', '']),
        name: pick(random, ['a', 'none', '']),
        ...(chance(random, 0.3) && {uid: 'x'}),
      },
    }),
  },
})
