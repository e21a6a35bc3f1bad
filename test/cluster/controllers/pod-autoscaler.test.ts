import assert from 'node:assert/strict'
import type {HorizontalPodAutoscaler} from '../../../src/api/kinds.ts'
import {behaviorOf, limitOf, stabilize} from '../../../src/cluster/controllers/pod-autoscaler/behavior.ts'
import {createPodAutoscaler} from '../../../src/cluster/controllers/pod-autoscaler/index.ts'
import {bench} from '../../support/controller-bench.ts'

const scaler = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: {name: 'web', namespace: 'd', creationTimestamp: '2026-01-01T00:00:00Z'},
  spec: {scaleTargetRef: {apiVersion: 'apps/v1', kind: 'Deployment', name: 'web'}, maxReplicas: 3},
} as unknown as HorizontalPodAutoscaler

describe('pod autoscaler', () => {
  it('looks 15 s after it was made, and says what it cannot find', async () => {
    const at = bench(['horizontalpodautoscalers', scaler])
    assert.deepEqual(await at.run(createPodAutoscaler), [])
    await at.advance(15_000)
    const {status} = at.api.get('horizontalpodautoscalers', 'd/web') as HorizontalPodAutoscaler
    assert.deepEqual(
      status?.conditions?.map(({type, status: state, reason}) => [type, state, reason]),
      [['AbleToScale', 'False', 'FailedGetScale']],
    )
    assert.deepEqual(at.events, ['Warning FailedGetScale deployments "web" not found'])
    await at.close()
  })

  it('doubles or adds four at once, whichever is more, and shrinks without haste', () => {
    const {up, down} = behaviorOf(scaler)
    assert.equal(limitOf(up, [], 2, true, 0), 6)
    assert.equal(limitOf(up, [], 10, true, 0), 20)
    assert.equal(limitOf(up, [{change: 4, time: 1000}], 6, true, 2000), 6)
    assert.equal(limitOf(down, [], 10, false, 0), 0)
    const recent = [{replicas: 8, time: 0}]
    assert.equal(stabilize(scaler, recent, 2, 8, 60_000), 8)
    assert.equal(stabilize(scaler, recent, 2, 8, 301_000), 2)
  })
})
