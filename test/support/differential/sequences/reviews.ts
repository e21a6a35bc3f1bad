import type {Step} from '../compare-sequences.ts'
import {accept, get, post, put, remove, send} from './step.ts'

const table = 'application/json;as=Table;g=meta.k8s.io;v=v1'
const authorization = '/apis/authorization.k8s.io/v1'
const authentication = '/apis/authentication.k8s.io/v1'
const subject = `${authorization}/subjectaccessreviews`
const own = `${authorization}/selfsubjectaccessreviews`
const rules = `${authorization}/selfsubjectrulesreviews`
const local = `${authorization}/namespaces/$NS/localsubjectaccessreviews`
const tokens = `${authentication}/tokenreviews`
const self = `${authentication}/selfsubjectreviews`

const attributes: object[] = [
  {},
  {verb: 'get', resource: 'pods'},
  {verb: 'get', resource: 'pods', namespace: '$NS'},
  {verb: '*', resource: '*', group: '*'},
  {verb: 'get', resource: 'pods', subresource: 'log', name: 'p', namespace: '$NS'},
  {verb: 'nosuch', resource: 'nosuch', group: 'nosuch', version: 'v9'},
  {verb: 'list', resource: 'pods', fieldSelector: {rawSelector: 'spec.nodeName=a'}},
  {verb: 'list', resource: 'pods', fieldSelector: {rawSelector: '('}},
  {verb: 'list', resource: 'pods', labelSelector: {rawSelector: 'a in (b)'}},
  {verb: 'list', resource: 'pods', labelSelector: {rawSelector: '('}},
  {
    verb: 'list',
    resource: 'pods',
    fieldSelector: {rawSelector: 'a=b', requirements: [{key: 'a', operator: 'In', values: ['b']}]},
  },
  {verb: 'list', resource: 'pods', fieldSelector: {}},
  {verb: 'list', resource: 'pods', fieldSelector: {requirements: []}},
  {verb: 'list', resource: 'pods', fieldSelector: {requirements: [{key: 'a', operator: 'In', values: ['b']}]}},
  {verb: 'list', resource: 'pods', fieldSelector: {requirements: [{key: '', operator: 'Nosuch', values: []}]}},
  {verb: 'list', resource: 'pods', fieldSelector: {requirements: [{key: 'a', operator: 'Exists', values: ['b']}]}},
  {verb: 'list', resource: 'pods', labelSelector: {requirements: [{key: 'a', operator: 'NotIn', values: ['b']}]}},
  {verb: 'list', resource: 'pods', labelSelector: {requirements: [{key: 'a b', operator: 'In', values: []}]}},
  {verb: 1},
]
const paths: object[] = [{}, {path: '/healthz', verb: 'get'}, {path: 'x', verb: '*'}, {path: '/api/*', verb: 'get'}]
const users: object[] = [
  {user: 'a'},
  {user: ''},
  {groups: ['g']},
  {user: 'a', groups: ['system:masters']},
  {user: 'a', uid: 'u', extra: {scopes: ['a']}},
  {user: 'system:anonymous', groups: ['system:unauthenticated']},
  {user: 'system:kube-scheduler'},
  {user: 'system:node:n', groups: ['system:nodes']},
  {groups: 'x'},
  {},
]
const odd: unknown[] = [
  {},
  {spec: {}},
  {spec: null},
  {spec: 'x'},
  {metadata: {name: 'x'}, spec: {}},
  {metadata: {namespace: 'other', labels: {a: 'b'}}, spec: {}},
  {status: {allowed: true}, spec: {}},
  {nosuch: 1, spec: {}},
  {apiVersion: 'v1', kind: 'Pod'},
  {apiVersion: 'authorization.k8s.io/v1beta1', kind: 'SubjectAccessReview', spec: {}},
  '',
  '[]',
  'x',
]

/** Reviews of every kind, good and bad. */
export const reviews: Step[] = [
  ...attributes.flatMap(resourceAttributes => [
    post(own, {spec: {resourceAttributes}}),
    post(subject, {spec: {user: 'a', resourceAttributes}}),
    post(subject, {spec: {user: 'a', groups: ['system:masters'], resourceAttributes}}),
    post(local, {spec: {user: 'a', resourceAttributes}}),
  ]),
  ...paths.flatMap(nonResourceAttributes => [
    post(own, {spec: {nonResourceAttributes}}),
    post(subject, {spec: {user: 'a', nonResourceAttributes}}),
    post(subject, {spec: {user: 'a', groups: ['system:unauthenticated'], nonResourceAttributes}}),
    post(local, {spec: {user: 'a', nonResourceAttributes}}),
  ]),
  ...users.flatMap(user => [
    post(subject, {spec: {...user, resourceAttributes: {verb: 'get', resource: 'pods'}}}),
    post(local, {spec: {...user, resourceAttributes: {verb: 'get', resource: 'pods', namespace: '$NS'}}}),
  ]),
  post(subject, {spec: {user: 'a', resourceAttributes: {verb: 'get'}, nonResourceAttributes: {path: '/'}}}),
  post(local, {spec: {user: 'a', resourceAttributes: {namespace: ''}}}),
  post(local, {metadata: {namespace: 'other'}, spec: {user: 'a', resourceAttributes: {namespace: 'other'}}}),
  post(rules, {spec: {namespace: 'default'}}),
  post(rules, {spec: {namespace: '$NS'}}),
  post(rules, {spec: {namespace: ''}}),
  post(rules, {spec: {namespace: 'BAD_NAME'}}),
  ...['x', '', 'a.b.c', 'Bearer x', 'abcdef.0123456789abcdef'].flatMap(token =>
    [undefined, [], ['a'], ['https://kubernetes.default.svc.cluster.local']].map(audiences =>
      post(tokens, {spec: {token, ...(audiences && {audiences})}}),
    ),
  ),
  ...[subject, own, rules, local, tokens, self].flatMap(path => [
    ...odd.map(body => post(path, body)),
    post(`${path}?dryRun=All`, {spec: {}}),
    post(`${path}?fieldValidation=Strict`, {nosuch: 1, spec: {nosuch: 2}}),
    post(`${path}?fieldManager=${'m'.repeat(129)}`, {spec: {}}),
    send('POST', path, {spec: {}}, {accept: table}),
    send('POST', path, {spec: {}}, {accept: 'application/yaml'}),
    send('POST', path, {spec: {}}, {accept: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1'}),
    get(path),
    get(`${path}/x`),
    put(`${path}/x`, {}),
    remove(path),
    accept(path, table),
    send('OPTIONS', path),
    send('PATCH', path, {}, {'content-type': 'application/merge-patch+json'}),
  ]),
]
