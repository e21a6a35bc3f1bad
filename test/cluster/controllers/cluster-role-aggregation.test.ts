import assert from 'node:assert/strict'
import type {ClusterRole, PolicyRule} from '../../../src/api/kinds.ts'
import {
  aggregatedRules,
  createClusterRoleAggregation,
} from '../../../src/cluster/controllers/cluster-role-aggregation.ts'
import {bench} from '../../support/controller-bench.ts'

const apiVersion = 'rbac.authorization.k8s.io/v1'
const rule = (resource: string): PolicyRule => ({apiGroups: [''], resources: [resource], verbs: ['get']})
const role = (name: string, rules: PolicyRule[], labels: Record<string, string> = {}): ClusterRole => ({
  apiVersion,
  kind: 'ClusterRole',
  metadata: {name, labels},
  rules,
})
const aggregated = (rules: PolicyRule[]): ClusterRole => ({
  ...role('all', rules, {part: 'yes'}),
  aggregationRule: {clusterRoleSelectors: [{matchLabels: {part: 'yes'}}]},
})

describe('cluster role aggregation', () => {
  it('joins the rules of the selected roles by name, none twice and never its own', () => {
    const all = aggregated([rule('stale')])
    const others = [
      role('b', [rule('pods'), rule('services')], {part: 'yes'}),
      role('a', [rule('pods')], {part: 'yes'}),
      role('c', [rule('secrets')], {part: 'no'}),
    ]

    const rules = aggregatedRules(all, [all, ...others])

    assert.deepEqual(rules, [rule('pods'), rule('services')])
  })

  it('writes nothing when the rules are there already', async () => {
    const {run, close} = bench(
      ['clusterroles', aggregated([rule('pods')])],
      ['clusterroles', role('a', [rule('pods')], {part: 'yes'})],
    )

    const writes = await run(createClusterRoleAggregation)

    assert.deepEqual(writes, [])
    await close()
  })
})
