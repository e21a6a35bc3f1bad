import {SeededRandom} from '../../../../src/cluster/runtime/random.ts'
import type {Sequence, Step} from '../compare-sequences.ts'
import type {Json} from '../mutations.ts'
import {type Original, originals} from '../objects.ts'
import {apply, get, jsonPatch, mergePatch, post, put, remove, send, setup} from '../sequences/step.ts'
import {chance, pick, some, times} from './choice.ts'

type Map = {[key: string]: Json}

const meta = 'g=meta.k8s.io;v=v1'
const forms = [
  `application/json;as=Table;${meta}`,
  `application/json;as=PartialObjectMetadata;${meta}`,
  `application/json;as=PartialObjectMetadataList;${meta}`,
  `application/yaml;as=Table;${meta}`,
  `application/json;as=Table;${meta},application/json`,
  'application/yaml',
  'application/json',
]
const others = ['pods/log', 'Nosuch', 'a']

/** Objects of kinds that are chosen at random: made, owned, held by finalizers, written by their main door and by that of their status, and deleted one by one and together. */
export const lived = (seed: string, count: number): Sequence[] => {
  const kinds = originals().filter(
    ({own, body}) => own?.includes('/namespaces/') && !['Event', 'Namespace'].includes(body.kind),
  )
  return times(4, index => {
    const random = new SeededRandom(`${seed} ${index} lives`)
    const steps = times(count, () => life(pick(random, kinds), random)).flat()
    return {name: `lived-${index}`, steps}
  })
}

function life({path: place, body: whole, hasStatus}: Original, random: SeededRandom): Step[] {
  const path = place.replace('/namespaces/differential/', '/namespaces/$NS/')
  const {status: _, ...rest} = whole
  const named = (name: string, more: Map = {}) => ({
    ...rest,
    metadata: {...(rest.metadata as Map), name, namespace: '$NS', ...more} as Map,
  })
  const names = ['x', 'y', 'z']
  const world: World = {path, names, named, hasStatus, kind: {apiVersion: whole.apiVersion, kind: whole.kind}, random}
  return [
    ...names.map(name => post(`${path}?fieldManager=maker`, named(name, metadata(random)))),
    ...times(12, () => deed(world)),
    ...names.flatMap(name => [
      setup(mergePatch(`${path}/${name}`, {metadata: {finalizers: null}})),
      setup(remove(`${path}/${name}`, {gracePeriodSeconds: 0})),
    ]),
  ]
}

interface World {
  path: string
  names: string[]
  named(name: string, more?: Map): Map & {metadata: Map}
  hasStatus: boolean
  kind: Map
  random: SeededRandom
}

const metadata = (random: SeededRandom): Map => ({
  labels: Object.fromEntries(some(random, ['a', 'b', 'c']).map(key => [key, pick(random, ['1', '2'])])),
  ...(chance(random, 0.3) && {annotations: {note: pick(random, ['one', 'two'])}}),
  ...(chance(random, 0.3) && {
    finalizers: some(random, ['example.com/f', 'example.com/g', 'orphan', 'foregroundDeletion', 'bad']),
  }),
  ...(chance(random, 0.3) && {ownerReferences: times(pick(random, [1, 2]), () => owner(random))}),
})

const owner = (random: SeededRandom): Map => ({
  apiVersion: pick(random, ['v1', 'apps/v1', '', 'v1']),
  kind: pick(random, ['ConfigMap', 'Event', '', 'ConfigMap']),
  name: pick(random, ['o', 'p', '']),
  uid: pick(random, ['u1', 'u2', '']),
  ...(chance(random, 0.4) && {controller: chance(random, 0.7)}),
  ...(chance(random, 0.3) && {blockOwnerDeletion: true}),
})

const selector = (random: SeededRandom): string =>
  pick(random, ['a%3D1', 'a', '!a', 'b+in+(1,2)', 'c!%3D1', 'a%3D1,b%3D2', 'nosuch', 'a+notin+(1)', '('])

const options = (random: SeededRandom): Map | undefined =>
  chance(random, 0.3)
    ? undefined
    : {
        ...(chance(random, 0.4) && {propagationPolicy: pick(random, ['Foreground', 'Background', 'Orphan', 'x'])}),
        ...(chance(random, 0.2) && {gracePeriodSeconds: pick(random, [0, 5, -1])}),
        ...(chance(random, 0.15) && {orphanDependents: chance(random, 0.5)}),
        ...(chance(random, 0.15) && {preconditions: pick<Map>(random, [{uid: 'x'}, {resourceVersion: '1'}, {}])}),
        ...(chance(random, 0.2) && {dryRun: ['All']}),
        ...(chance(random, 0.1) && {apiVersion: 'v1', kind: 'DeleteOptions'}),
      }

function deed({path, names, named, hasStatus, kind, random}: World): Step {
  const name = pick(random, [...names, ...names, 'none'])
  const own = `${path}/${name}`
  const door = hasStatus && chance(random, 0.3) ? `${own}/status` : own
  const query = some(random, [
    'dryRun=All',
    `fieldManager=${pick(random, ['m', 'n', 'a/b', '%20', 'm'.repeat(129)])}`,
    `fieldValidation=${pick(random, ['Strict', 'Warn', 'Ignore'])}`,
  ])
    .filter(() => chance(random, 0.5))
    .join('&')
  const asked = (place: string, more = ''): string => {
    const all = [query, more].filter(Boolean).join('&')
    return all ? `${place}?${all}` : place
  }
  const changed = {metadata: metadata(random)}
  return pick<Step>(random, [
    get(own, {accept: pick(random, forms)}),
    get(`${path}?labelSelector=${selector(random)}`, {accept: pick(random, forms)}),
    get(`${path}?labelSelector=${selector(random)}&limit=1&fieldSelector=metadata.name%3D${name}`),
    get(`${path}?watch=1&timeoutSeconds=1&labelSelector=${selector(random)}`, {
      accept: pick(random, forms.slice(0, 1)),
    }),
    put(asked(door), named(name, metadata(random))),
    put(asked(own), {...named(name, metadata(random)), nosuch: 1}),
    mergePatch(asked(door), changed),
    mergePatch(asked(door), {...changed, ...kind, nosuch: {a: 1}}),
    mergePatch(asked(own), {metadata: {finalizers: pick<Json>(random, [null, ['example.com/g'], []])}}),
    mergePatch(asked(own), {metadata: {ownerReferences: pick<Json>(random, [null, [owner(random)], []])}}),
    jsonPatch(asked(door), [
      {op: 'add', path: '/metadata/labels', value: pick<Json>(random, [{a: '2'}, null, 'x', {a: 1}])},
    ]),
    apply(asked(door, `${query.includes('fieldManager') ? '' : 'fieldManager=k&'}force=${chance(random, 0.6)}`), {
      ...kind,
      metadata: {name, ...metadata(random)},
    }),
    apply(asked(own, query.includes('fieldManager') ? '' : 'fieldManager=k'), named(name, metadata(random))),
    remove(asked(own), options(random)),
    remove(`${own}?propagationPolicy=${pick(random, ['Foreground', 'Orphan', 'Background'])}&dryRun=All`),
    remove(`${path}?labelSelector=${selector(random)}`, options(random)),
    remove(`${path}?labelSelector=${selector(random)}&limit=1&dryRun=All`, options(random)),
    remove(`${path}?fieldSelector=metadata.name%3D${name}`, options(random), {accept: pick(random, forms)}),
    send(pick(random, ['POST', 'PUT', 'OPTIONS', 'GET', 'DELETE']), `${own}/${pick(random, others)}`, {}),
    post(asked(path), {...named(name), metadata: {generateName: 'g-', labels: {a: '1'}}}),
  ])
}
