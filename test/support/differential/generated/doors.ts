import {builtInResources} from '../../../../src/cluster/resources/index.ts'
import {SeededRandom} from '../../../../src/cluster/runtime/random.ts'
import type {Sequence, Step} from '../compare-sequences.ts'
import type {Json} from '../mutations.ts'
import {type Original, originals} from '../objects.ts'
import {post, put, remove, send, setup} from '../sequences/step.ts'
import {chance, pick, some, times} from './choice.ts'

type Map = {[key: string]: Json}

const meta = 'g=meta.k8s.io;v=v1'
const accepts = [
  'application/json',
  'application/json',
  'application/yaml',
  'application/vnd.kubernetes.protobuf',
  `application/json;as=Table;${meta}`,
  `application/json;as=PartialObjectMetadata;${meta}`,
  'text/plain',
  '*/*',
]
const patches = ['merge-patch+json', 'strategic-merge-patch+json', 'json-patch+json', 'apply-patch+yaml', 'json']
const queries = [
  'dryRun=All',
  'fieldManager=m',
  'fieldManager=',
  'fieldValidation=Strict',
  'force=true',
  'force=false',
  'pretty=true',
  'timeout=1s',
  'gracePeriodSeconds=0',
]

/** Doors of objects besides their main one, knocked at in every way: right and wrong methods, forms and bodies, as dry runs and for real. */
export const knocked = (seed: string, count: number): Sequence[] => {
  const all = originals().filter(
    ({body, path, own}) =>
      own && !path.includes('differential-quota') && !['APIService', 'Namespace'].includes(body.kind),
  )
  return times(4, index => {
    const random = new SeededRandom(`${seed} ${index} doors`)
    const steps = times(count * 2, () =>
      round(
        pick(
          random,
          all.filter(({body}) => doorsOf(body.kind).length > 0),
        ),
        random,
        index,
      ),
    )
    return {name: `knocked-${index}`, steps: steps.flat()}
  })
}

const doorsOf = (kind: string): string[] =>
  builtInResources
    .filter(each => each.kind === kind)
    .flatMap(({subresources = {}}) => Object.keys(subresources))
    .filter(door => !streams.has(door))

const streams = new Set(['attach', 'exec', 'portforward', 'proxy', 'log'])

function round({path: place, body: whole}: Original, random: SeededRandom, index: number): Step[] {
  const path = place.replace('/namespaces/differential/', '/namespaces/$NS/')
  const name = `d${index}`
  const metadata: Map = {...(whole.metadata as Map), name, ...(path.includes('$NS') && {namespace: '$NS'})}
  const body: Map = {...whole, metadata}
  const own = `${path}/${name}`
  return [
    post(`${path}?fieldManager=maker`, body),
    ...times(14, () => knock(own, body, random)),
    setup(send('PATCH', own, {metadata: {finalizers: null}}, {'content-type': 'application/merge-patch+json'})),
    setup(remove(`${own}?gracePeriodSeconds=0`)),
  ]
}

function knock(own: string, whole: Map, random: SeededRandom): Step {
  const door = chance(random, 0.05) ? 'nosuch' : pick(random, doorsOf(String(whole['kind'])))
  const query = some(random, queries)
    .slice(0, pick(random, [0, 1, 2]))
    .join('&')
  const path = `${own}/${door}${query ? `?${query}` : ''}`
  const headers = {accept: pick(random, accepts)}
  const method = pick(random, ['GET', 'PUT', 'PUT', 'PATCH', 'PATCH', 'PATCH', 'POST', 'POST', 'DELETE', 'OPTIONS'])
  if (method === 'GET' || method === 'OPTIONS') return send(method, path, undefined, headers)
  const body = bodyOf(door, whole, random)
  if (method === 'PATCH') {
    const type = pick(random, patches)
    const sent = type === 'json-patch+json' ? steps(random) : body
    return send(method, path, sent, {...headers, 'content-type': `application/${type}`})
  }
  return method === 'PUT' ? put(path, body, headers) : send(method, path, body, headers)
}

function bodyOf(door: string, whole: Map, random: SeededRandom): Json {
  if (chance(random, 0.15))
    return pick<Json>(random, [{}, null, [], 'x', {metadata: null}, {kind: 'Pod', apiVersion: 'v1'}, {nosuch: 1}])
  const metadata: Map = {
    name: chance(random, 0.9) ? (whole['metadata'] as Map)['name']! : 'other',
    ...(chance(random, 0.1) && {namespace: 'other'}),
    ...(chance(random, 0.1) && {uid: 'x'}),
    ...(chance(random, 0.1) && {resourceVersion: pick<Json>(random, ['1', 'x', ''])}),
    ...(chance(random, 0.2) && {labels: {a: 'b'}}),
    ...(chance(random, 0.1) && {annotations: {a: 'b'}}),
  }
  switch (door) {
    case 'scale':
      return {
        apiVersion: pick(random, ['autoscaling/v1', 'autoscaling/v1', 'apps/v1']),
        kind: pick(random, ['Scale', 'Scale', 'Deployment']),
        metadata,
        spec: {replicas: pick<Json>(random, [1, 0, -1, 'x', null, 5])},
      }
    case 'binding':
      return {
        apiVersion: 'v1',
        kind: pick(random, ['Binding', 'Pod']),
        metadata,
        target: pick<Json>(random, [
          {kind: 'Node', name: 'n'},
          {kind: 'Pod', name: 'n'},
          {name: ''},
          {},
          null,
          {kind: 'Node', name: 'n', apiVersion: 'v1', uid: 'x'},
        ]),
      }
    case 'eviction':
      return {
        apiVersion: pick(random, ['policy/v1', 'policy/v1beta1', 'v1']),
        kind: 'Eviction',
        metadata,
        ...(chance(random, 0.7) && {
          deleteOptions: pick<Json>(random, [
            {dryRun: ['All']},
            {dryRun: ['x']},
            {gracePeriodSeconds: -1},
            {preconditions: {uid: 'x'}},
            {preconditions: {resourceVersion: '1'}},
            {propagationPolicy: 'x'},
            {},
          ]),
        }),
      }
    case 'token':
      return {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenRequest',
        metadata,
        spec: {
          audiences: pick<Json>(random, [['a'], [], ['', 'b'], null, 'x']),
          expirationSeconds: pick<Json>(random, [600, 599, 0, -1, 4294967296, 4294967297, 3600]),
          ...(chance(random, 0.4) && {
            boundObjectRef: pick<Json>(random, [
              {kind: 'Pod', name: 'none'},
              {kind: 'Secret', apiVersion: 'v1', name: 'none'},
              {kind: 'Node', apiVersion: 'v1', name: 'none'},
              {kind: 'ConfigMap', apiVersion: 'v1', name: 'x'},
              {kind: 'Pod', apiVersion: 'v2', name: 'x'},
              {},
            ]),
          }),
        },
      }
    default:
      return {
        ...whole,
        metadata,
        ...(chance(random, 0.4) && {spec: pick<Json>(random, [{}, null, 'x'])}),
        ...(chance(random, 0.5) && {
          status: pick<Json>(random, [
            {},
            null,
            'x',
            {conditions: [{type: 'A', status: 'True'}]},
            {
              conditions: [
                {type: 'A', status: 'x', reason: 'r', message: 'm', lastTransitionTime: '2024-01-01T00:00:00Z'},
              ],
            },
            {replicas: -1},
            {replicas: 2, observedGeneration: -1},
            {phase: 'Running'},
            {nosuch: 1},
          ]),
        }),
      }
  }
}

const steps = (random: SeededRandom): Json =>
  times(
    pick(random, [1, 1, 2]),
    (): Json => ({
      op: pick(random, ['add', 'replace', 'remove', 'test', 'move', 'copy', 'x']),
      path: pick(random, [
        '/metadata/labels',
        '/metadata/name',
        '/status',
        '/spec/replicas',
        '/spec',
        '/status/conditions',
        '',
        '/nosuch',
        'x',
      ]),
      ...(chance(random, 0.7) && {value: pick<Json>(random, [1, {}, null, 'x', {a: 'b'}, []])}),
      ...(chance(random, 0.2) && {from: pick(random, ['/metadata/labels', '/nosuch', '/spec'])}),
    }),
  )
