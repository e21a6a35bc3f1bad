import assert from 'node:assert/strict'
import {toV1, toV2} from '../../../src/cluster/resources/autoscaling/hpa/conversion.ts'

const full = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: {name: 'a', annotations: {kept: 'yes'}},
  spec: {
    scaleTargetRef: {kind: 'Deployment', name: 'd', apiVersion: 'apps/v1'},
    maxReplicas: 3,
    metrics: [
      {type: 'Resource', resource: {name: 'memory', target: {type: 'Utilization', averageUtilization: 50}}},
      {type: 'Pods', pods: {metric: {name: 'm'}, target: {type: 'AverageValue', averageValue: '5'}}},
      {type: 'External', external: {metric: {name: 'm'}, target: {type: 'Value', value: '5'}}},
      {type: 'Resource', resource: {name: 'cpu', target: {type: 'Utilization', averageUtilization: 80}}},
    ],
    behavior: {scaleUp: {stabilizationWindowSeconds: 5, selectPolicy: 'Max', policies: []}},
  },
  status: {currentReplicas: 1, conditions: [{type: 'Able', status: 'True'}]},
}

describe('autoscaling/v1', () => {
  it('says in annotations what it has no fields for', () => {
    const {metadata, spec} = toV1(full as never)

    assert.equal((spec as {targetCPUUtilizationPercentage: number}).targetCPUUtilizationPercentage, 80)
    assert.equal(metadata.annotations?.['kept'], 'yes')
    assert.equal(
      metadata.annotations?.['autoscaling.alpha.kubernetes.io/metrics'],
      '[{"type":"Resource","resource":{"name":"memory","targetAverageUtilization":50}},{"type":"Pods","pods":{"metricName":"m","targetAverageValue":"5"}},{"type":"External","external":{"metricName":"m","targetValue":"5"}}]',
    )
    assert.equal(
      metadata.annotations?.['autoscaling.alpha.kubernetes.io/behavior'],
      '{"ScaleUp":{"StabilizationWindowSeconds":5,"SelectPolicy":"Max","Policies":[],"Tolerance":null},"ScaleDown":null}',
    )
  })

  it('loses nothing on the way there and back', () => {
    const again = toV2(toV1(full as never) as never)

    assert.deepEqual(again.spec?.metrics, full.spec.metrics)
    assert.deepEqual(again.spec?.behavior, full.spec.behavior)
    assert.deepEqual(again.metadata, full.metadata)
  })
})
