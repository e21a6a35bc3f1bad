import assert from 'node:assert/strict'
import type {Pod, ReplicaSet} from '../../../src/api/kinds.ts'
import {forbidden} from '../../../src/api/status-error.ts'
import {createReplicaSetController} from '../../../src/cluster/controllers/replicaset/index.ts'
import {bench, summary} from '../../support/controller-bench.ts'
import {runPods} from '../../support/run-pods.ts'

const set = (replicas: number, name = 'web'): ReplicaSet =>
  ({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {name, namespace: 'd', uid: name, generation: 1},
    spec: {
      replicas,
      selector: {matchLabels: {app: 'web'}},
      template: {metadata: {labels: {app: 'web'}}, spec: {containers: [{name: 'c'}]}},
    },
  }) as ReplicaSet

const pod = (name: string, more: object = {}): Pod =>
  ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name, namespace: 'd', uid: name, labels: {app: 'web'}},
    spec: {nodeName: 'n1'},
    status: {phase: 'Running'},
    ...more,
  }) as unknown as Pod

describe('replica set controller', () => {
  it('makes the missing pods once, however often it is told', async () => {
    const at = bench(['replicasets', set(5)])
    const writes = await at.run(createReplicaSetController)
    assert.equal(writes.filter(({verb, resource}) => verb === 'create' && resource === 'pods').length, 5)
    await runPods(at)
    const {status} = at.api.get('replicasets', 'd/web') as ReplicaSet
    assert.deepEqual(status, {
      replicas: 5,
      fullyLabeledReplicas: 5,
      readyReplicas: 5,
      availableReplicas: 5,
      observedGeneration: 1,
    })
    assert.deepEqual(await at.run(createReplicaSetController), [])
    await at.close()
  })

  it('adopts matching orphans, releases what no longer matches and deletes the pod that matters least', async () => {
    const ownerReferences = [{apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'web', controller: true}]
    const at = bench(
      ['replicasets', set(1)],
      ['pods', pod('orphan')],
      ['pods', pod('stray', {metadata: {name: 'stray', namespace: 'd', uid: 's', labels: {}, ownerReferences}})],
      ['pods', pod('unassigned', {spec: {}})],
    )
    const writes = summary(await at.run(createReplicaSetController))
    assert.deepEqual(writes, [
      'patch pods d/stray',
      'patch pods d/orphan',
      'patch pods d/unassigned',
      'delete pods d/unassigned',
      'update replicasets/status d/web',
    ])
    assert.deepEqual(at.events, ['Normal SuccessfulDelete Deleted pod: unassigned'])
    await at.close()
  })

  it('stops at the first refusal, says why and retries', async () => {
    const at = bench(['replicasets', set(5)])
    at.api.refuse = ({method, url}) =>
      method === 'POST' && url.endsWith('/pods') ? forbidden({group: '', resource: 'pods'}, '', 'no quota') : undefined
    await at.run(createReplicaSetController)
    const {status} = at.api.get('replicasets', 'd/web') as ReplicaSet
    assert.deepEqual(at.events.slice(0, 1), ['Warning FailedCreate Error creating: pods is forbidden: no quota'])
    assert.equal(status!.conditions![0]!.reason, 'FailedCreate')
    at.api.refuse = () => undefined
    await at.advance(1000)
    assert.equal(at.api.all('pods').length, 5)
    await at.close()
  })

  it('has nothing to do for a set that is gone', async () => {
    const at = bench(['replicasets', set(0)])
    await at.run(createReplicaSetController)
    at.api.remove('replicasets', 'd/web')
    assert.deepEqual(await at.settle(), [])
    await at.close()
  })
})
