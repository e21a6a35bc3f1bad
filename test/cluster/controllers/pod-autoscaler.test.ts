import assert from 'node:assert/strict'
import type {HorizontalPodAutoscaler, Pod} from '../../../src/api/kinds.ts'
import {behaviorOf, limitOf, stabilize} from '../../../src/cluster/controllers/pod-autoscaler/behavior.ts'
import {createPodAutoscaler} from '../../../src/cluster/controllers/pod-autoscaler/index.ts'
import {replicasForUtilization} from '../../../src/cluster/controllers/pod-autoscaler/replica-calculator.ts'
import {bench} from '../../support/controller-bench.ts'

const scaler = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: {name: 'web', namespace: 'd', creationTimestamp: '2026-01-01T00:00:00Z'},
  spec: {scaleTargetRef: {apiVersion: 'apps/v1', kind: 'Deployment', name: 'web'}, maxReplicas: 3},
} as HorizontalPodAutoscaler

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

describe('how many pods a metric asks for', () => {
  const now = Date.parse('2026-01-01T01:00:00Z')
  const pod = (name: string, {ready = true, phase = 'Running', requests = {cpu: '100m'} as object} = {}): Pod =>
    ({
      metadata: {name},
      spec: {containers: [{name: 'c', resources: {requests}}]},
      status: {
        phase,
        startTime: '2026-01-01T00:00:00Z',
        conditions: [{type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: '2026-01-01T00:00:10Z'}],
      },
    }) as Pod
  const using = (usage: Record<string, number>) =>
    new Map(Object.entries(usage).map(([name, value]) => [name, {value, time: now, window: 15_000}]))
  const pods = [pod('a'), pod('b')]

  const cases: {name: string; pods: Pod[]; usage: Record<string, number>; replicas: number; utilization: number}[] = [
    {name: 'grows with use', pods, usage: {a: 90, b: 110}, replicas: 4, utilization: 100},
    {name: 'shrinks with it', pods, usage: {a: 10, b: 10}, replicas: 1, utilization: 10},
    {name: 'stays within a tenth of the target', pods, usage: {a: 54, b: 54}, replicas: 2, utilization: 54},
    {
      name: 'takes pods that are not measured for idle when growing',
      pods,
      usage: {a: 150},
      replicas: 3,
      utilization: 150,
    },
    {name: 'takes them for busy when shrinking', pods, usage: {a: 10}, replicas: 2, utilization: 10},
    {
      name: 'does not count on pods that wait',
      pods: [...pods, pod('c', {phase: 'Pending'})],
      usage: {a: 100, b: 100},
      replicas: 4,
      utilization: 100,
    },
  ]
  for (const {name, pods, usage, replicas, utilization} of cases)
    it(name, () => {
      const options = {resource: 'cpu', target: 50, current: pods.length, now}

      const proposal = replicasForUtilization(pods, using(usage), options)

      assert.deepEqual([proposal.replicas, proposal.utilization], [replicas, utilization])
    })

  it('says what is missing', () => {
    const options = {resource: 'cpu', target: 50, current: 1, now}
    const refuse = (given: Pod[], usage: Record<string, number>) => () =>
      replicasForUtilization(given, using(usage), options)

    assert.throws(refuse([], {}), /no pods returned by selector/)
    assert.throws(refuse([pod('a', {ready: false})], {a: 1}), /did not receive metrics for targeted pods/)
    assert.throws(refuse([pod('a', {requests: {}})], {a: 1}), /missing request for cpu in container c/)
  })
})
