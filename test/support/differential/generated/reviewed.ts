import {SeededRandom} from '../../../../src/cluster/runtime/random.ts'
import type {Sequence, Step} from '../compare-sequences.ts'
import type {Json} from '../mutations.ts'
import {post} from '../sequences/step.ts'
import {chance, pick, some, times} from './choice.ts'

type Map = {[key: string]: Json}

const authorization = '/apis/authorization.k8s.io/v1'
const authentication = '/apis/authentication.k8s.io/v1'
const users = [
  'eve',
  '',
  'system:kube-scheduler',
  'system:node:n',
  'system:serviceaccount:$NS:default',
  'system:anonymous',
  'kubernetes-admin',
]
const groups = ['system:masters', 'system:authenticated', 'system:nodes', 'system:serviceaccounts', 'x', '']

/** Reviews of who somebody is and what he may, with bodies right and wrong, by administrators and others. */
export const reviewed = (seed: string, count: number): Sequence[] =>
  times(3, index => {
    const random = new SeededRandom(`${seed} ${index} reviewed`)
    return {name: `reviewed-${index}`, steps: times(count * 15, () => review(random))}
  })

function review(random: SeededRandom): Step {
  const query = some(random, ['dryRun=All', 'fieldValidation=Strict', 'fieldManager=x', 'pretty=true'])
    .filter(() => chance(random, 0.3))
    .join('&')
  const headers: Record<string, string> = {
    accept: pick(random, [
      'application/json',
      'application/json',
      'application/yaml',
      'application/json;as=Table;g=meta.k8s.io;v=v1',
      'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
    ]),
    ...(chance(random, 0.3) && {'impersonate-user': pick(random, users)}),
    ...(chance(random, 0.2) && {'impersonate-group': pick(random, groups)}),
    ...(chance(random, 0.1) && {'impersonate-uid': 'u'}),
    ...(chance(random, 0.1) && {'impersonate-extra-a%2fb': 'c'}),
    ...(chance(random, 0.05) && {'impersonate-extra-': 'c'}),
  }
  const [path, kind, spec] = pick<() => [string, string, Json]>(random, [
    () => [`${authorization}/subjectaccessreviews`, 'SubjectAccessReview', {...attributes(random), ...subject(random)}],
    () => [
      `${authorization}/namespaces/${pick(random, ['$NS', 'other'])}/localsubjectaccessreviews`,
      'LocalSubjectAccessReview',
      {...attributes(random), ...subject(random)},
    ],
    () => [`${authorization}/selfsubjectaccessreviews`, 'SelfSubjectAccessReview', attributes(random)],
    () => [
      `${authorization}/selfsubjectrulesreviews`,
      'SelfSubjectRulesReview',
      pick<Json>(random, [{namespace: '$NS'}, {}, {namespace: ''}, {namespace: 'BAD!'}, null]),
    ],
    () => [
      `${authentication}/tokenreviews`,
      'TokenReview',
      pick<Json>(random, [
        {token: 'x'},
        {token: ''},
        {},
        null,
        {token: 'a.b.c', audiences: ['x']},
        {token: 'abcdef.0123456789abcdef'},
      ]),
    ],
    () => [`${authentication}/selfsubjectreviews`, 'SelfSubjectReview', undefined as never],
  ])()
  const body: Map = {
    ...(chance(random, 0.9) && {apiVersion: path.split('/').slice(2, 4).join('/')}),
    ...(chance(random, 0.9) && {kind: chance(random, 0.95) ? kind : 'Pod'}),
    ...(chance(random, 0.2) && {
      metadata: pick<Json>(random, [{name: 'x'}, {namespace: '$NS'}, {labels: {a: 'b'}}, {namespace: 'other'}, null]),
    }),
    ...(spec !== undefined && chance(random, 0.95) && {spec}),
    ...(chance(random, 0.1) && {status: pick<Json>(random, [{allowed: true}, {nosuch: 1}, 'x'])}),
    ...(chance(random, 0.05) && {nosuch: 1}),
  }
  return post(query ? `${path}?${query}` : path, body, headers)
}

const subject = (random: SeededRandom): Map => ({
  ...(chance(random, 0.8) && {user: pick(random, users)}),
  ...(chance(random, 0.5) && {groups: some(random, groups)}),
  ...(chance(random, 0.2) && {uid: 'u'}),
  ...(chance(random, 0.2) && {extra: pick<Json>(random, [{a: ['b']}, {'A/B': ['b', 'c']}, {a: 'b'}])}),
})

const attributes = (random: SeededRandom): Map => ({
  ...(chance(random, 0.75) && {
    resourceAttributes: {
      ...(chance(random, 0.7) && {namespace: pick(random, ['$NS', '', 'other', 'kube-system'])}),
      ...(chance(random, 0.9) && {verb: pick(random, ['get', 'list', 'create', 'delete', '*', 'nosuch', ''])}),
      ...(chance(random, 0.5) && {group: pick(random, ['', 'apps', '*', 'rbac.authorization.k8s.io'])}),
      ...(chance(random, 0.9) && {resource: pick(random, ['pods', 'secrets', 'nodes', '*', 'nosuch', 'deployments'])}),
      ...(chance(random, 0.3) && {subresource: pick(random, ['log', 'status', '*', 'eviction'])}),
      ...(chance(random, 0.3) && {name: 'n'}),
      ...(chance(random, 0.2) && {version: pick(random, ['v1', '*'])}),
      ...(chance(random, 0.3) && {
        labelSelector: pick<Json>(random, [
          {rawSelector: 'a=b'},
          {rawSelector: 'a in ('},
          {requirements: [{key: 'a', operator: 'In', values: ['b']}]},
          {requirements: [{key: 'a', operator: 'In'}]},
          {requirements: [{key: 'a', operator: 'Nosuch'}]},
          {requirements: [], rawSelector: 'a'},
          {},
        ]),
      }),
      ...(chance(random, 0.3) && {
        fieldSelector: pick<Json>(random, [
          {rawSelector: 'spec.nodeName=n'},
          {rawSelector: '='},
          {requirements: [{key: 'spec.nodeName', operator: 'In', values: ['n']}]},
          {requirements: [{key: 'a', operator: 'Exists', values: ['b']}]},
          {requirements: [{key: '', operator: 'In', values: ['b', 'c']}]},
          {requirements: [{key: 'a', operator: 'x', values: ['b']}]},
        ]),
      }),
    },
  }),
  ...(chance(random, 0.35) && {
    nonResourceAttributes: {
      ...(chance(random, 0.9) && {path: pick(random, ['/healthz', '/api', '/metrics', '', '*', '/x/y'])}),
      ...(chance(random, 0.9) && {verb: pick(random, ['get', 'post', '*', ''])}),
    },
  }),
})
