import type {Step} from '../compare-sequences.ts'
import {configMap, deployments, maps, pods, post, send, setup} from './step.ts'

type Who = Record<string, string>

const role = (name: string, rules: object[]) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: {name},
  rules,
})
const binding = (name: string, subjects: object[]) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: {name},
  roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name},
  subjects,
})
const access = '/apis/rbac.authorization.k8s.io/v1/namespaces/$NS'
const people: Who[] = [
  {'impersonate-user': 'nobody'},
  {'impersonate-user': 'reader'},
  {'impersonate-user': 'system:serviceaccount:$NS:default'},
  {'impersonate-user': 'system:anonymous'},
  {'impersonate-user': 'grouped', 'impersonate-group': 'writers'},
]
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE']
const places = [
  maps,
  `${maps}/one`,
  `${maps}/other`,
  `${maps}?watch=true&timeoutSeconds=1`,
  `${maps}?fieldSelector=metadata.name%3Done`,
  `${maps}/one?watch=true&timeoutSeconds=1`,
  '/api/v1/watch/namespaces/$NS/configmaps?timeoutSeconds=1',
  '/api/v1/configmaps',
  `${pods}/p/log`,
  `${pods}/p/exec`,
  `${pods}/p/proxy/x`,
  `${pods}/p/status`,
  `${pods}/p/nosuch`,
  `${deployments}/d/scale`,
  '/api/v1/nodes',
  '/api/v1/nodes/n/proxy',
  '/api/v1/namespaces',
  '/api/v1/namespaces/$NS',
  '/api/v1/namespaces/$NS/finalize',
  '/apis/nosuch.example.com/v1/things',
  '/apis/nosuch.example.com/v1/namespaces/$NS/things/t/sub',
  '/apis/apps/v1/nosuch',
  '/api/v1/namespaces/$NS/serviceaccounts/default/token',
  '/apis/certificates.k8s.io/v1/certificatesigningrequests/x/approval',
]
const paths = [
  '/',
  '/api',
  '/apis',
  '/apis/apps/v1',
  '/healthz',
  '/livez/ping',
  '/readyz',
  '/version',
  '/metrics',
  '/logs',
  '/openapi/v2/x',
  '/openapi/v3',
  '/debug/pprof/',
  '/nosuch',
  '/nosuch/%22quoted%22',
  '/a%20b',
  '/<b>&',
  '/%C3%A9',
  '/.well-known/openid-configuration',
  '/openid/v1/jwks',
]
const wrong: Who[] = [
  {'impersonate-group': 'g'},
  {'impersonate-uid': 'u'},
  {'impersonate-extra-scopes': 'a'},
  {'impersonate-user': ''},
  {'impersonate-user': 'a', 'impersonate-uid': 'u', 'impersonate-extra-a%2fb': 'c'},
  {'impersonate-user': 'system:serviceaccount:bad'},
  {'impersonate-user': 'system:serviceaccount:$NS:nosuch'},
  {'impersonate-user': 'a', 'impersonate-group': 'system:masters'},
  {'impersonate-user': 'a', 'impersonate-group': 'system:unauthenticated'},
  {'impersonate-user': 'system:admin'},
  {'impersonate-user': 'system:node:n', 'impersonate-group': 'system:nodes'},
  {'impersonate-user': '<b>&"x"'},
  {'impersonate-user': Buffer.from('éü').toString('latin1')},
]
const strangers: Who[] = [
  {authorization: 'Bearer nosuch'},
  {authorization: 'Bearer '},
  {authorization: 'Bearer a.b.c'},
  {authorization: 'Basic YTpi'},
  {authorization: 'nosuch'},
  {'x-remote-user': 'somebody'},
]
const forms = ['application/yaml', 'text/plain', 'application/json;as=Table;g=meta.k8s.io;v=v1', 'application/xml']

/** What those are told who may do little or nothing: every verb, subresource and path, in every form. */
export const authorization: Step[] = [
  setup(post(maps, configMap('one'))),
  setup(
    post(
      `${access}/roles`,
      role('reader', [
        {apiGroups: [''], resources: ['configmaps'], resourceNames: ['one'], verbs: ['get', 'list', 'watch']},
      ]),
    ),
  ),
  setup(
    post(
      `${access}/roles`,
      role('writer', [{apiGroups: [''], resources: ['configmaps'], verbs: ['create', 'update', 'patch']}]),
    ),
  ),
  setup(post(`${access}/rolebindings`, binding('reader', [{kind: 'User', name: 'reader'}]))),
  {...setup(post(`${access}/rolebindings`, binding('writer', [{kind: 'Group', name: 'writers'}]))), pause: 1000},
  ...people.flatMap(who => [
    ...places.flatMap(path => methods.map(method => send(method, path, undefined, who))),
    ...paths.flatMap(path => ['GET', 'POST', 'DELETE'].map(method => send(method, path, undefined, who))),
  ]),
  ...wrong.map(who => send('GET', `${maps}/one`, undefined, who)),
  ...wrong.map(who => send('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {}, who)),
  ...wrong.map(who => send('GET', `${maps}/one`, undefined, {...who, accept: 'application/yaml'})),
  ...strangers.map(who => send('GET', `${maps}/one`, undefined, who)),
  ...forms.map(accept => send('GET', `${maps}/one`, undefined, {'impersonate-user': 'nobody', accept})),
  ...escalations(),
]

/** Rights that one must have to give them. */
function escalations(): Step[] {
  const who = {'impersonate-user': 'giver'}
  const giver = [{apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles', 'rolebindings'], verbs: ['*']}]
  return [
    setup(post(`${access}/roles`, role('giver', giver))),
    {...setup(post(`${access}/rolebindings`, binding('giver', [{kind: 'User', name: 'giver'}]))), pause: 1000},
    send('POST', `${access}/roles`, role('a', [{apiGroups: [''], resources: ['pods'], verbs: ['get', 'list']}]), who),
    send('POST', `${access}/roles`, role('b', [{apiGroups: ['*'], resources: ['*'], verbs: ['*']}]), who),
    send('POST', `${access}/roles`, role('c', giver), who),
    send(
      'PUT',
      `${access}/roles/giver`,
      role('giver', [...giver, {apiGroups: [''], resources: ['secrets'], verbs: ['get']}]),
      who,
    ),
    send('POST', `${access}/rolebindings`, binding('reader2', [{kind: 'User', name: 'x'}]), who),
    send(
      'POST',
      `${access}/rolebindings`,
      {...binding('reader', [{kind: 'User', name: 'x'}]), metadata: {name: 'r3'}},
      who,
    ),
    send(
      'POST',
      `${access}/rolebindings`,
      {...binding('giver', [{kind: 'User', name: 'x'}]), metadata: {name: 'r4'}},
      who,
    ),
    send(
      'PATCH',
      `${access}/rolebindings/reader`,
      {subjects: []},
      {...who, 'content-type': 'application/merge-patch+json'},
    ),
  ]
}
