import assert from 'node:assert/strict'
import {startTestApiServer} from '../../support/api-server.ts'

const collection = '/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers'
const autoscaler = {
  apiVersion: 'autoscaling/v1',
  kind: 'HorizontalPodAutoscaler',
  metadata: {name: 'scaler'},
  spec: {scaleTargetRef: {apiVersion: 'apps/v1', kind: 'Deployment', name: 'web'}, maxReplicas: 3},
}

interface Answer {
  status: number
  body: unknown
}

describe('an autoscaler of version 1', () => {
  it('is the same one after its status has been told without its uid', async () => {
    const api = await startTestApiServer()
    const identityOf = ({body}: Answer) => {
      const {uid, creationTimestamp} = (body as {object: {metadata: Record<string, unknown>}}).object.metadata
      return {uid, creationTimestamp}
    }

    const created = await api.send('POST', collection, autoscaler)
    const status = {currentReplicas: 1, desiredReplicas: 2}
    const told = await api.send('PUT', `${collection}/scaler/status`, {...autoscaler, status})
    const read = await api.send('GET', `${collection}/scaler`)
    await api.close()

    assert.equal(told.status, 200)
    assert.ok(identityOf(created).uid)
    assert.deepEqual(identityOf(told), identityOf(created))
    assert.deepEqual(identityOf(read), identityOf(created))
  })

  it('keeps its behavior, which is in an annotation, when its status is told without it', async () => {
    const api = await startTestApiServer()
    const behavior = 'autoscaling.alpha.kubernetes.io/behavior'
    const wanted = '{"ScaleUp":{"Policies":[{"Type":"Pods","Value":4,"PeriodSeconds":15}]}}'
    const behaviorOf = ({body}: Answer) =>
      (body as {object: {metadata: {annotations?: Record<string, string>}}}).object.metadata.annotations?.[behavior]

    const created = await api.send('POST', collection, {
      ...autoscaler,
      metadata: {name: 'scaler', annotations: {[behavior]: wanted}},
    })
    const status = {currentReplicas: 1, desiredReplicas: 2}
    const told = await api.send('PUT', `${collection}/scaler/status`, {...autoscaler, status})
    const read = await api.send('GET', `${collection}/scaler`)
    await api.close()

    assert.match(behaviorOf(created) ?? '', /"Value":4/)
    assert.equal(behaviorOf(told), behaviorOf(created))
    assert.equal(behaviorOf(read), behaviorOf(created))
  })
})
