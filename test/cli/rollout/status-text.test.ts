import assert from 'node:assert/strict'
import {statusViewerFor} from '../../../src/cli/rollout/status-text.ts'

const viewerOf = (kind: string) =>
  statusViewerFor({group: 'apps', version: 'v1', resource: '', singular: '', kind, namespaced: true, verbs: []})
const deployment = (status: object) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {name: 'web', generation: 2},
  spec: {replicas: 3},
  status,
})

describe('how far a rollout of a Deployment is', () => {
  const table = [
    {
      name: 'not yet observed',
      given: {observedGeneration: 1},
      expected: 'Waiting for deployment spec update to be observed...\n',
    },
    {
      name: 'new pods missing',
      given: {observedGeneration: 2, updatedReplicas: 1},
      expected: 'Waiting for deployment "web" rollout to finish: 1 out of 3 new replicas have been updated...\n',
    },
    {
      name: 'done',
      given: {observedGeneration: 2, replicas: 3, updatedReplicas: 3, availableReplicas: 3},
      expected: 'deployment "web" successfully rolled out\n',
    },
  ]
  for (const {name, given, expected} of table)
    it(name, () => assert.equal(viewerOf('Deployment')(deployment(given), 0).text, expected))

  it('fails once its deadline is over', () => {
    const conditions = [{type: 'Progressing', reason: 'ProgressDeadlineExceeded'}]
    assert.throws(
      () => viewerOf('Deployment')(deployment({observedGeneration: 2, conditions}), 0),
      /exceeded its progress deadline/,
    )
  })

  it('is not known of other kinds', () => assert.throws(() => viewerOf('ReplicaSet'), /no status viewer/))
})
