import type {Step} from '../compare-sequences.ts'
import {apply, configMap, get, jsonPatch, mergePatch, post, put, remove, send, setup, strategicPatch} from './step.ts'

const all = '/api/v1/namespaces'
const own = `${all}/$NS-a`
const inside = `${own}/configmaps`
const space = (name: string, more: object = {}, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {name, ...metadata},
  ...more,
})

/** A namespace's life: its finalizers, its end without anybody to empty it, and what may still be done there. */
export const namespaces: Step[] = [
  post(`${all}?fieldManager=m`, space('$NS-a', {spec: {finalizers: ['example.com/a']}}, {labels: {a: 'b'}})),
  post(all, space('$NS-a')),
  get(own),
  post(`${all}?dryRun=All`, space('x', {status: {phase: 'Terminating'}})),
  post(`${all}?dryRun=All`, space('x', {spec: {finalizers: []}})),
  post(`${all}?dryRun=All`, space('x', {spec: {finalizers: ['bad']}})),
  post(`${all}?dryRun=All`, space('x', {}, {labels: {'kubernetes.io/metadata.name': 'y'}})),
  post(`${all}?dryRun=All`, space('x', {}, {namespace: 'y'})),
  ...['default', 'kube-system', 'kube-public', 'kube-node-lease'].map(name => remove(`${all}/${name}`)),
  mergePatch(`${own}?fieldManager=m`, {spec: {finalizers: null}}),
  mergePatch(`${own}?fieldManager=m`, {metadata: {labels: {'kubernetes.io/metadata.name': null}}}),
  mergePatch(`${own}?fieldManager=m`, {metadata: {labels: {'kubernetes.io/metadata.name': 'x'}}}),
  mergePatch(`${own}/status?fieldManager=m`, {status: {phase: 'Terminating'}}),
  mergePatch(`${own}/status?fieldManager=m`, {status: {phase: 'Nosuch'}}),
  mergePatch(`${own}/status?fieldManager=m`, {
    status: {
      conditions: [{type: 'A', status: 'True', reason: 'r', message: 'm', lastTransitionTime: '2020-01-01T00:00:00Z'}],
    },
  }),
  apply(`${own}/status?fieldManager=a&force=true`, space('$NS-a', {status: {phase: 'Active'}})),
  put(`${own}/finalize`, space('$NS-a', {spec: {finalizers: ['kubernetes', 'example.com/b']}})),
  put(`${own}/finalize`, space('$NS-a', {spec: {finalizers: ['bad']}})),
  put(`${own}/finalize`, space('other')),
  put(`${own}/finalize?dryRun=All`, space('$NS-a', {spec: {finalizers: []}}, {labels: {c: 'd'}})),
  put(`${own}/finalize`, {}),
  put(`${all}/nosuch/finalize`, space('nosuch')),
  mergePatch(`${own}/finalize`, {}),
  get(`${own}/finalize`),
  setup(post(inside, configMap('one'))),
  setup(mergePatch(own, {metadata: {finalizers: ['example.com/c']}})),
  remove(own, {preconditions: {uid: 'x'}}),
  remove(own, {preconditions: {resourceVersion: '1'}}),
  remove(`${own}?dryRun=All`),
  remove(own, {propagationPolicy: 'Orphan', dryRun: ['All']}),
  remove(own),
  remove(own),
  remove(own, {gracePeriodSeconds: 0}),
  get(own),
  post(inside, configMap('two')),
  post(`${own}/pods`, {metadata: {generateName: 'p-'}, spec: {containers: [{name: 'c', image: 'i'}]}}),
  post(`${inside}?dryRun=All`, configMap('two')),
  put(`${inside}/new`, configMap('new')),
  apply(`${inside}/applied?fieldManager=m`, configMap('applied')),
  mergePatch(`${inside}/one`, {data: {a: 'b'}}),
  strategicPatch(`${inside}/one`, {data: {a: 'c'}}),
  jsonPatch(`${inside}/one`, [{op: 'add', path: '/data/x', value: 'y'}]),
  post(`${own}/serviceaccounts/default/token`, {spec: {}}),
  post('/apis/authorization.k8s.io/v1/namespaces/$NS-a/localsubjectaccessreviews', {
    spec: {user: 'a', resourceAttributes: {namespace: '$NS-a'}},
  }),
  mergePatch(own, {metadata: {labels: {z: 'z'}}}),
  mergePatch(`${own}/status`, {status: {phase: 'Active'}}),
  put(`${own}/finalize`, space('$NS-a', {spec: {finalizers: []}})),
  get(own),
  mergePatch(own, {metadata: {finalizers: null}}),
  get(own),
  get(`${inside}/one`),
  post(inside, configMap('three')),
  remove(`${inside}/one`),
  send('GET', `${own}/configmaps`),
  send('GET', `${own}/nosuch`),
]
