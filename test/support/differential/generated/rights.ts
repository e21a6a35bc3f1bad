import {SeededRandom} from '../../../../src/cluster/runtime/random.ts'
import type {Sequence, Step} from '../compare-sequences.ts'
import {configMap, get, maps, post, put, remove, send, setup} from '../sequences/step.ts'
import {chance, pick, some, times} from './choice.ts'

type Map = {[key: string]: unknown}

const rbac = '/apis/rbac.authorization.k8s.io/v1'
const roles = `${rbac}/namespaces/$NS/roles`
const bindings = `${rbac}/namespaces/$NS/rolebindings`
const reviews = '/apis/authorization.k8s.io/v1'
const table = 'application/json;as=Table;g=meta.k8s.io;v=v1'

const groups = ['', 'apps', 'batch', '*', 'nosuch', 'rbac.authorization.k8s.io']
const resources = ['pods', 'pods/log', 'pods/*', '*', '*/scale', 'configmaps', 'deployments/scale', 'roles', 'secrets']
const words = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
  '*',
  'bind',
  'escalate',
]
const people = ['ann', 'bob', 'system:serviceaccount:$NS:default', 'system:anonymous', 'system:node:n', 'a b']
const circles = [
  'team',
  'system:authenticated',
  'system:masters',
  'system:serviceaccounts:$NS',
  'system:unauthenticated',
]

/** Roles made at random, given to people and groups, and what these may do then: on their own, in somebody's place, and by their own account. */
export const allowed = (seed: string, count: number): Sequence[] =>
  times(3, index => {
    const random = new SeededRandom(`${seed} ${index} rights`)
    return {name: `allowed-${index}`, steps: [...begin, ...times(count, () => round(random)).flat()]}
  })

const begin = [setup(post(maps, configMap('one', {a: 'b'}))), setup(post(maps, configMap('two')))]

function round(random: SeededRandom): Step[] {
  const name = pick(random, ['r', 's'])
  const changed = random.number() < 0.5
  return [
    changed ? put(`${roles}/${name}`, role(name, random)) : post(roles, role(name, random)),
    {...post(bindings, binding(`${name}${pick(random, ['1', '2'])}`, name, random)), pause: 400},
    ...times(8, () => request(random)),
    ...(chance(random, 0.3) ? [{...remove(`${bindings}/${name}1`), pause: 400}] : []),
    ...times(4, () => review(random)),
  ]
}

const role = (name: string, random: SeededRandom): Map => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: {name},
  rules: times(pick(random, [0, 1, 1, 2, 3]), () => ({
    apiGroups: some(random, groups),
    resources: some(random, resources),
    verbs: some(random, words),
    ...(chance(random, 0.3) && {resourceNames: some(random, ['one', 'two'])}),
    ...(chance(random, 0.05) && {nonResourceURLs: ['/healthz']}),
  })),
})

const binding = (name: string, given: string, random: SeededRandom): Map => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: {name},
  roleRef: {
    apiGroup: 'rbac.authorization.k8s.io',
    ...pick(random, [
      {kind: 'Role', name: given},
      {kind: 'Role', name: given},
      {kind: 'ClusterRole', name: 'view'},
      {kind: 'ClusterRole', name: 'edit'},
      {kind: 'ClusterRole', name: 'admin'},
      {kind: 'ClusterRole', name: 'none'},
    ]),
  },
  subjects: times(pick(random, [1, 1, 2, 0]), () =>
    pick<Map>(random, [
      {kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: pick(random, people)},
      {kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'ann'},
      {
        kind: 'Group',
        apiGroup: 'rbac.authorization.k8s.io',
        name: pick(
          random,
          circles.filter(each => each !== 'system:masters'),
        ),
      },
      {kind: 'ServiceAccount', name: 'default', namespace: '$NS'},
      {kind: 'ServiceAccount', name: 'default'},
      {kind: 'User', apiGroup: '', name: 'ann'},
    ]),
  ),
})

/** In somebody's place: as a name, with groups, a UID, what else is known of them; and not always rightly. */
function asSomebody(random: SeededRandom): Record<string, string> {
  const user = pick(random, people)
  return {
    ...(chance(random, 0.95) && {'impersonate-user': user}),
    ...(chance(random, 0.4) && {'impersonate-group': pick(random, circles)}),
    ...(chance(random, 0.1) && {'impersonate-uid': 'u-1'}),
    ...(chance(random, 0.1) && {'impersonate-extra-scopes': 'a'}),
    ...(chance(random, 0.05) && {'impersonate-extra-acme.com%2fproject': 'some-project'}),
  }
}

function request(random: SeededRandom): Step {
  const space = chance(random, 0.85) ? '/namespaces/$NS' : ''
  const name = pick(random, ['one', 'two', 'none'])
  const path = pick(random, [
    `/api/v1${space}/configmaps`,
    `/api/v1${space}/pods`,
    `/api/v1${space}/secrets`,
    `/apis/apps/v1${space}/deployments`,
    `/apis/rbac.authorization.k8s.io/v1${space}/roles`,
    '/api/v1/nodes',
    '/api/v1/namespaces',
  ])
  const headers = {...asSomebody(random), ...(chance(random, 0.1) && {accept: table})}
  const one = `${path}/${name}`
  return pick(random, [
    get(path, headers),
    get(one, headers),
    get(one, headers),
    get(`${one}/status`, headers),
    get(`${one}/scale`, headers),
    get(`${one}/log`, headers),
    get(`${path}?watch=1&timeoutSeconds=1&fieldSelector=metadata.name%3D${name}`, headers),
    get(`${path}?labelSelector=a%3Db&limit=2`, headers),
    post(`${path}?dryRun=All`, configMap('new', {a: 'c'}), headers),
    put(`${one}?dryRun=All`, configMap(name, {a: 'c'}), headers),
    send('PATCH', `${one}?dryRun=All`, {data: {a: 'd'}}, {...headers, 'content-type': 'application/merge-patch+json'}),
    remove(`${one}?dryRun=All`, undefined, headers),
    remove(`${path}?dryRun=All&labelSelector=none`, undefined, headers),
    get(pick(random, ['/api', '/apis', '/version', '/healthz', '/nosuch', '/openapi/v3', '/logs']), {
      ...headers,
      accept: 'application/json;q=0.1, nosuch/type;q=0.9',
    }),
    post(`${roles}?dryRun=All`, role('x', random), headers),
    post(`${bindings}?dryRun=All`, binding('x', 'r', random), headers),
    post(
      '/api/v1/namespaces/$NS/serviceaccounts/default/token',
      {spec: {audiences: ['a']}},
      {...headers, accept: 'nosuch/type'},
    ),
  ])
}

function review(random: SeededRandom): Step {
  const resourceAttributes = {
    namespace: pick(random, ['$NS', '$NS', '', 'default']),
    verb: pick(random, words),
    group: pick(random, groups),
    resource: pick(random, ['pods', 'configmaps', 'deployments', 'roles', '*', '']),
    ...(chance(random, 0.3) && {subresource: pick(random, ['log', 'scale', 'status', '*'])}),
    ...(chance(random, 0.3) && {name: pick(random, ['one', 'two'])}),
    ...(chance(random, 0.1) && {version: 'v1'}),
    ...(chance(random, 0.1) && {labelSelector: {requirements: [{key: 'a', operator: 'In', values: ['b']}]}}),
  }
  const who = {user: pick(random, people), ...(chance(random, 0.5) && {groups: some(random, circles)})}
  return pick(random, [
    post(`${reviews}/subjectaccessreviews`, {spec: {...who, resourceAttributes}}),
    post(`${reviews}/namespaces/$NS/localsubjectaccessreviews`, {spec: {...who, resourceAttributes}}),
    post(`${reviews}/selfsubjectaccessreviews`, {spec: {resourceAttributes}}, asSomebody(random)),
    post(`${reviews}/subjectaccessreviews`, {
      spec: {...who, nonResourceAttributes: {path: pick(random, ['/healthz', '/api', '/x']), verb: 'get'}},
    }),
    post('/apis/authentication.k8s.io/v1/selfsubjectreviews', {}, asSomebody(random)),
  ])
}
