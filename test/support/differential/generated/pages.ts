import {SeededRandom} from '../../../../src/cluster/runtime/random.ts'
import type {Sequence, Step} from '../compare-sequences.ts'
import {accept, configMap, maps, mergePatch, pod, pods, post, remove, setup} from '../sequences/step.ts'
import {chance, pick, some, times} from './choice.ts'

const forms = [
  'application/json',
  'application/json',
  'application/yaml',
  'application/json;as=Table;g=meta.k8s.io;v=v1',
  'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
  'application/vnd.kubernetes.protobuf',
]
const eventForms = [
  'application/json',
  'application/json;as=Table;g=meta.k8s.io;v=v1',
  'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
  'application/json;stream=watch',
  'application/yaml',
]
const labels = ['tier%3D1', 'tier%3D2', 'tier%20in%20(1,3)', 'tier%20notin%20(1)', '!tier', 'none', 'tier,tier!%3D2']
const names = times(12, index => `item-${index}`)
const wanted = {
  limit: ['1', '2', '3', '5', '100', '0', ''],
  resourceVersion: ['$VERSION', '$VERSION', '0', '1', '', '99999999999', 'x'],
  resourceVersionMatch: ['Exact', 'NotOlderThan', '', 'Nosuch'],
  labelSelector: labels,
  fieldSelector: names.slice(0, 3).map(name => `metadata.name${pick(new SeededRandom(name), ['%3D', '!%3D'])}${name}`),
  continue: ['$CONTINUE', '$CONTINUE', '$CONTINUE', 'x'],
  timeoutSeconds: ['1', '30', '0', '-1', 'x'],
}
const watched = {
  resourceVersion: ['$VERSION', '$VERSION', '0', '', '99999999999', 'x', '-1'],
  resourceVersionMatch: ['NotOlderThan', 'Exact', '', 'Nosuch'],
  sendInitialEvents: ['true', 'false', '', 'x', '1'],
  allowWatchBookmarks: ['true', 'false', '', 'x'],
  labelSelector: labels,
  fieldSelector: ['metadata.name%3Ditem-1', 'metadata.name!%3Ditem-1', 'spec.nosuch%3Dx'],
  limit: ['1'],
  continue: ['x', '$CONTINUE'],
}

const {labelSelector, fieldSelector, limit, timeoutSeconds} = wanted
const deleted = {
  labelSelector,
  fieldSelector,
  limit,
  timeoutSeconds,
  dryRun: ['All', 'x'],
  propagationPolicy: ['Background', 'x'],
}

/** Lists in pages, at versions and with selectors, and watches from where they ended, of objects that come and go. */
export const paged = (seed: string, count: number): Sequence[] =>
  [
    {
      name: 'paged-configmaps',
      path: maps,
      make: (name: string, metadata: object) => configMap(name, {a: 'b'}, metadata),
    },
    {
      name: 'paged-pods',
      path: pods,
      make: (name: string, metadata: object) => ({...pod(name), metadata: {name, ...metadata}}),
    },
  ].map(({name, path, make}) => ({name, steps: walk(path, make, new SeededRandom(`${seed} ${name}`), count)}))

function walk(
  path: string,
  make: (name: string, metadata: object) => object,
  random: SeededRandom,
  count: number,
): Step[] {
  const tier = (): object => (chance(random, 0.8) ? {labels: {tier: pick(random, ['1', '2', '3'])}} : {})
  const create = (name: string): Step => setup(post(path, make(name, tier())))
  const list = (): Step => ({...accept(`${path}?${query(wanted, random)}`, pick(random, forms)), keep: true})
  const watch = (): Step =>
    accept(
      `${path}?watch=${pick(random, ['true', '1'])}&timeoutSeconds=1&${query(watched, random)}`,
      pick(random, eventForms),
    )
  const deeds: (() => Step[])[] = [
    () => [create(pick(random, names))],
    () => [setup(remove(`${path}/${pick(random, names)}?gracePeriodSeconds=0`))],
    () => [setup(mergePatch(`${path}/${pick(random, names)}`, {metadata: tier()}))],
    () => [list()],
    () => [list(), list()],
    () => [
      {...accept(`${path}?limit=${pick(random, wanted.limit)}`, 'application/json'), keep: true},
      ...times(3, () => ({
        ...accept(`${path}?continue=$CONTINUE&limit=${pick(random, wanted.limit)}`, pick(random, forms)),
        keep: true,
      })),
    ],
    () => [watch()],
    () => [
      {...accept(`${path}?limit=1`, forms[0]!), keep: true},
      create(pick(random, names)),
      setup(mergePatch(`${path}/${pick(random, names)}`, {metadata: tier()})),
      setup(remove(`${path}/${pick(random, names)}?gracePeriodSeconds=0`)),
      accept(
        `${path}?watch=true&timeoutSeconds=1&resourceVersion=$VERSION&labelSelector=${pick(random, labels)}`,
        pick(random, eventForms),
      ),
    ],
    () => (chance(random, 0.3) ? [remove(`${path}?${query(deleted, random)}&gracePeriodSeconds=0`)] : []),
  ]
  return [...names.slice(0, 8).map(create), ...times(count * 8, () => pick(random, deeds)()).flat()]
}

const query = (pool: Record<string, readonly string[]>, random: SeededRandom): string =>
  some(random, Object.keys(pool))
    .slice(0, 4)
    .map(key => `${key}=${pick(random, pool[key]!)}`)
    .join('&')
