import type {Step} from '../compare-sequences.ts'
import {accept, configMap, get, maps, mergePatch, pod, pods, post, remove, send, setup} from './step.ts'

const names = ['a', 'b', 'c', 'd']
const fill = (): Step[] =>
  names.map((name, index) =>
    setup(post(maps, configMap(name, {n: String(index)}, {labels: {n: name, half: index < 2 ? 'first' : 'second'}}))),
  )
const partial = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1'
const table = 'application/json;as=Table;g=meta.k8s.io;v=v1'
const left = accept(maps, partial)
const options = (more: object) => ({apiVersion: 'v1', kind: 'DeleteOptions', ...more})
const bodies: unknown[] = [
  options({dryRun: ['All']}),
  options({propagationPolicy: 'Foreground', dryRun: ['All']}),
  options({propagationPolicy: 'Orphan', dryRun: ['All']}),
  options({propagationPolicy: 'Nosuch'}),
  options({orphanDependents: true, propagationPolicy: 'Orphan'}),
  options({gracePeriodSeconds: -1, dryRun: ['All']}),
  options({gracePeriodSeconds: 'x'}),
  options({preconditions: {uid: 'x'}}),
  options({preconditions: {resourceVersion: '1'}}),
  options({dryRun: ['Nosuch']}),
  options({nosuch: 1, dryRun: ['All']}),
  {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'x'}},
  {kind: 'DeleteOptions', apiVersion: 'v9', dryRun: ['All']},
  '[]',
  'x',
]
const queries = [
  'dryRun=All',
  'dryRun=Nosuch',
  'propagationPolicy=Nosuch',
  'propagationPolicy=Foreground&dryRun=All',
  'gracePeriodSeconds=0&dryRun=All',
  'gracePeriodSeconds=x',
  'orphanDependents=true&propagationPolicy=Orphan',
  'limit=2&dryRun=All',
  'limit=-1&dryRun=All',
  'continue=x&dryRun=All',
  'resourceVersion=0&dryRun=All',
  'resourceVersion=x&dryRun=All',
  'resourceVersion=99999999999&resourceVersionMatch=NotOlderThan&dryRun=All',
  'resourceVersionMatch=Exact&dryRun=All',
  'labelSelector=half%3Dfirst&dryRun=All',
  'labelSelector=half%20in%20(&dryRun=All',
  'fieldSelector=metadata.name%3Da&dryRun=All',
  'fieldSelector=metadata.name!%3Da&dryRun=All',
  'fieldSelector=nosuch%3Da&dryRun=All',
  'sendInitialEvents=true&dryRun=All',
  'timeoutSeconds=x&dryRun=All',
  'allowWatchBookmarks=true&dryRun=All',
  'pretty=true&dryRun=All',
  'fieldManager=x&dryRun=All',
  'fieldValidation=Nosuch&dryRun=All',
  'ignoreStoreReadErrorWithClusterBreakingPotential=true',
]

/** Deletes of whole collections: selectors, pages, options, finalizers, kinds that have none. */
export const collections: Step[] = [
  ...fill(),
  ...queries.flatMap(query => [
    remove(`${maps}?${query}`),
    send('DELETE', `${maps}?${query}`, undefined, {accept: table}),
  ]),
  ...bodies.map(body => remove(maps, body)),
  left,
  remove(`${maps}?labelSelector=half%3Dfirst`),
  left,
  remove(`${maps}?fieldSelector=metadata.name%3Dc`, options({propagationPolicy: 'Orphan'})),
  get(`${maps}/c`),
  setup(mergePatch(`${maps}/c`, {metadata: {finalizers: null}})),
  left,
  remove(`${maps}?limit=1`),
  left,
  ...fill(),
  setup(mergePatch(`${maps}/a`, {metadata: {finalizers: ['example.com/a']}})),
  remove(`${maps}?labelSelector=n%20in%20(a,b)`),
  get(`${maps}/a`),
  remove(`${maps}?labelSelector=n%20in%20(a,b)`),
  setup(mergePatch(`${maps}/a`, {metadata: {finalizers: null}})),
  send('DELETE', maps, undefined, {accept: 'application/yaml'}),
  left,
  ...['x', 'y'].map(name => setup(post(pods, pod(name)))),
  remove(`${pods}?dryRun=All&gracePeriodSeconds=5`),
  remove(`${pods}?gracePeriodSeconds=5&fieldSelector=metadata.name%3Dx`),
  remove(pods, options({propagationPolicy: 'Foreground'})),
  remove(`${pods}?gracePeriodSeconds=0`),
  get(`${pods}/y`),
  setup(mergePatch(`${pods}/y`, {metadata: {finalizers: null}})),
  setup(remove(`${pods}/y?gracePeriodSeconds=0`)),
  accept(pods, partial),
  ...['services', 'namespaces/$NS/services', 'namespaces', 'nodes/x/status', 'namespaces/$NS/bindings'].map(path =>
    remove(`/api/v1/${path}?dryRun=All&labelSelector=nosuch`),
  ),
  remove('/api/v1/namespaces/nosuch/configmaps'),
  remove('/api/v1/namespaces/nosuch/pods?gracePeriodSeconds=0'),
  remove('/api/v1/nodes?dryRun=All&labelSelector=nosuch'),
  remove('/apis/rbac.authorization.k8s.io/v1/clusterroles?dryRun=All&labelSelector=nosuch'),
  remove('/apis/apps/v1/deployments?dryRun=All'),
]
