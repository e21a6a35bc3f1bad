import assert from 'node:assert/strict'
import type {KubeObject} from '../../../src/api/object.ts'
import {planOf, reconciliationText} from '../../../src/cli/auth/reconciliation-plan.ts'

const keep = {'remove-extra-permissions': false, 'remove-extra-subjects': false}
const remove = {'remove-extra-permissions': true, 'remove-extra-subjects': true}

const role = (...verbs: string[]): KubeObject => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: {name: 'r', namespace: 'n'},
  rules: [{apiGroups: [''], resources: ['pods'], verbs}],
})

const binding = (roleName: string, ...users: string[]): KubeObject => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: {name: 'b', namespace: 'n'},
  roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: roleName},
  subjects: users.map(name => ({kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name})),
})

const cases = [
  {
    name: 'an object that is not there is created',
    live: undefined,
    wanted: role('get'),
    flags: keep,
    operation: 'create',
  },
  {
    name: 'one that allows enough stays',
    live: role('get', 'list'),
    wanted: role('get'),
    flags: keep,
    operation: 'none',
  },
  {
    name: 'one that allows too little gains rules',
    live: role('get'),
    wanted: role('list'),
    flags: keep,
    operation: 'update',
  },
  {
    name: 'one that allows too much loses rules where it is asked for',
    live: role('get', 'list'),
    wanted: role('get'),
    flags: remove,
    operation: 'update',
  },
  {
    name: 'a binding to another role is made anew',
    live: binding('a', 'jane'),
    wanted: binding('b', 'jane'),
    flags: keep,
    operation: 'recreate',
  },
  {
    name: 'a binding with the subjects stays',
    live: binding('a', 'jane', 'joe'),
    wanted: binding('a', 'jane'),
    flags: keep,
    operation: 'none',
  },
] as const

describe('what reconciling an RBAC object takes', () => {
  for (const {name, live, wanted, flags, operation} of cases)
    it(name, () => assert.equal(planOf(live, wanted, flags).operation, operation))

  it('is told as Go prints structs', () => {
    const plan = planOf(binding('a', 'joe'), binding('a', 'jane'), remove)

    assert.equal(
      reconciliationText(plan),
      [
        '\treconciliation required update',
        '\tmissing subjects added:',
        '\t\t{Kind:User APIGroup:rbac.authorization.k8s.io Name:jane Namespace:}',
        '\textra subjects removed:',
        '\t\t{Kind:User APIGroup:rbac.authorization.k8s.io Name:joe Namespace:}',
        '',
      ].join('\n'),
    )
  })
})
