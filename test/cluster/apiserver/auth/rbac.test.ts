import assert from 'node:assert/strict'
import type {PolicyRule} from '../../../../src/api/kinds.ts'
import {bootstrapPolicy} from '../../../../src/cluster/apiserver/auth/bootstrap-policy/index.ts'
import type {Attributes} from '../../../../src/cluster/apiserver/auth/interfaces.ts'
import {StoredObjects} from '../../../../src/cluster/apiserver/auth/object-source.ts'
import {describeMissing, uncovered} from '../../../../src/cluster/apiserver/auth/rbac/covers.ts'
import {RbacAuthorizer} from '../../../../src/cluster/apiserver/auth/rbac/rbac-authorizer.ts'
import {reconcileBootstrapPolicy} from '../../../../src/cluster/apiserver/auth/rbac/reconcile.ts'
import {ruleAllows} from '../../../../src/cluster/apiserver/auth/rbac/rule.ts'
import {startTestApiServer} from '../../../support/api-server.ts'

const ask = (about: Partial<Attributes>): Attributes => ({
  user: {name: 'ann', groups: []},
  verb: 'get',
  resourceRequest: true,
  group: '',
  version: 'v1',
  resource: 'pods',
  subresource: '',
  namespace: 'default',
  name: '',
  path: '',
  ...about,
})

const allow = (resources: string[], more: Partial<PolicyRule> = {}): PolicyRule => ({
  verbs: ['get'],
  apiGroups: [''],
  resources,
  ...more,
})

describe('a policy rule', () => {
  const table: {name: string; given: [PolicyRule, Partial<Attributes>]; expected: boolean}[] = [
    {name: 'allows its resource', given: [allow(['pods']), {}], expected: true},
    {name: 'does not allow another verb', given: [allow(['pods']), {verb: 'list'}], expected: false},
    {name: 'does not allow another group', given: [allow(['pods']), {group: 'apps'}], expected: false},
    {name: 'does not cover subresources', given: [allow(['pods']), {subresource: 'log'}], expected: false},
    {name: 'covers any subresource with a star', given: [allow(['*']), {subresource: 'log'}], expected: true},
    {
      name: 'covers one subresource of all resources',
      given: [allow(['*/scale']), {resource: 'deployments', subresource: 'scale'}],
      expected: true,
    },
    {
      name: 'is bound to its names',
      given: [allow(['pods'], {resourceNames: ['a']}), {name: 'b'}],
      expected: false,
    },
    {
      name: 'allows paths under a star',
      given: [
        {verbs: ['get'], nonResourceURLs: ['/apis/*']},
        {resourceRequest: false, path: '/apis/apps'},
      ],
      expected: true,
    },
  ]
  for (const {name, given, expected} of table)
    it(name, () => assert.equal(ruleAllows(given[0], ask(given[1])), expected))
})

describe('missing permissions', () => {
  it('are told by resource, sorted, and only what is missing', () => {
    const owned = [allow(['pods'])]
    const wanted = [allow(['secrets', 'pods'], {verbs: ['get', 'list']}), {verbs: ['*'], nonResourceURLs: ['*']}]

    const missing = uncovered(owned, wanted)

    assert.equal(
      describeMissing(missing),
      [
        '{APIGroups:[""], Resources:["pods"], Verbs:["list"]}',
        '{APIGroups:[""], Resources:["secrets"], Verbs:["get" "list"]}',
        '{NonResourceURLs:["*"], Verbs:["*"]}',
      ].join('\n'),
    )
  })
})

describe('RBAC over stored objects', () => {
  it('sees a binding at once, and its end', async () => {
    const {client, server, close} = await startTestApiServer()
    const rbac = new RbacAuthorizer(new StoredObjects(() => server.parts))
    const path = (resource: string) => ({
      group: 'rbac.authorization.k8s.io',
      version: 'v1',
      resource,
      namespace: 'default',
    })
    assert.deepEqual(await rbac.authorize(ask({})), {allowed: false})

    await client.create(path('roles'), {metadata: {name: 'reader'}, rules: [allow(['pods'])]})
    await client.create(path('rolebindings'), {
      metadata: {name: 'ann'},
      roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader'},
      subjects: [{kind: 'User', name: 'ann', apiGroup: 'rbac.authorization.k8s.io'}],
    })

    assert.deepEqual(await rbac.authorize(ask({})), {
      allowed: true,
      reason: 'RBAC: allowed by RoleBinding "ann/default" of Role "reader" to User "ann"',
    })
    await client.delete({...path('roles'), name: 'reader'})
    assert.deepEqual(await rbac.authorize(ask({})), {
      allowed: false,
      reason: 'RBAC: role.rbac.authorization.k8s.io "reader" not found',
    })
    rbac.stop()
    await close()
  })
})

describe('the bootstrap policy', () => {
  it('holds what Kubernetes 1.34 has', () => {
    const {clusterRoles, clusterRoleBindings, roles, roleBindings} = bootstrapPolicy()

    assert.equal(clusterRoles.length, 68)
    assert.equal(clusterRoleBindings.length, 49)
    assert.equal(roles.length, 7)
    assert.equal(roleBindings.length, 7)
  })

  it('gives back what a role has lost, keeps what was added, and leaves alone what must stay', async () => {
    const {client, close} = await startTestApiServer({namespaces: ['kube-system', 'kube-public']})
    const path = {group: 'rbac.authorization.k8s.io', version: 'v1', resource: 'clusterroles'}
    await reconcileBootstrapPolicy(client)
    const dns = await client.get<{rules: PolicyRule[]; metadata: object}>({...path, name: 'system:kube-dns'})
    const proxier = await client.get<{rules: PolicyRule[]; metadata: object}>({...path, name: 'system:node-proxier'})
    await client.update({...path, name: 'system:kube-dns'}, {...dns, rules: [allow(['secrets'])]})
    const annotations = {'rbac.authorization.kubernetes.io/autoupdate': 'false'}
    const metadata = {...proxier.metadata, annotations}
    await client.update({...path, name: 'system:node-proxier'}, {...proxier, metadata, rules: []})

    await reconcileBootstrapPolicy(client)

    const rules = async (name: string) => (await client.get<{rules?: PolicyRule[]}>({...path, name})).rules ?? []
    assert.ok((await rules('system:kube-dns')).length > 1)
    assert.deepEqual(uncovered(await rules('system:kube-dns'), [allow(['secrets']), ...dns.rules]), [])
    assert.deepEqual(await rules('system:node-proxier'), [])
    await close()
  })
})
