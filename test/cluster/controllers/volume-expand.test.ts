import assert from 'node:assert/strict'
import type {KubeObject} from '../../../src/api/object.ts'
import {createVolumeExpand} from '../../../src/cluster/controllers/volume-expand.ts'
import {bench} from '../../support/controller-bench.ts'

const claim = (wanted: string, has: string, {phase = 'Bound', uid = 'u'} = {}): [string, KubeObject] => [
  'persistentvolumeclaims',
  {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {name: 'a', namespace: 'd', uid},
    spec: {volumeName: 'v', resources: {requests: {storage: wanted}}},
    status: {phase, capacity: {storage: has}},
  } as KubeObject,
]
const volume: [string, KubeObject] = [
  'persistentvolumes',
  {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {name: 'v'},
    spec: {claimRef: {namespace: 'd', name: 'a', uid: 'u'}},
  } as KubeObject,
]
const waiting = ['Normal ExternalExpanding waiting for an external controller to expand this PVC']

describe('the controller that makes volumes larger', () => {
  const cases: {name: string; given: [string, KubeObject][]; expected: string[]}[] = [
    {name: 'says whom a claim waits for that wants more', given: [claim('2Gi', '1Gi'), volume], expected: waiting},
    {name: 'says nothing of a claim that has what it wants', given: [claim('1Gi', '1Gi'), volume], expected: []},
    {name: 'knows that 1024Mi are no more than 1Gi', given: [claim('1024Mi', '1Gi'), volume], expected: []},
    {
      name: 'leaves claims alone that are not bound',
      given: [claim('2Gi', '1Gi', {phase: 'Pending'}), volume],
      expected: [],
    },
    {name: "leaves others' volumes alone", given: [claim('2Gi', '1Gi', {uid: 'w'}), volume], expected: []},
    {name: 'leaves claims alone whose volume is gone', given: [claim('2Gi', '1Gi')], expected: []},
  ]

  for (const {name, given, expected} of cases)
    it(name, async () => {
      const at = bench(...given)

      const writes = await at.run(createVolumeExpand)

      assert.deepEqual([writes, at.events], [[], expected])
      await at.close()
    })

  it('says it again only when the claim wants still more', async () => {
    const at = bench(claim('2Gi', '1Gi'), volume)
    await at.run(createVolumeExpand)

    at.api.change('persistentvolumeclaims', 'd/a', object => ({
      ...object,
      metadata: {...object.metadata, labels: {a: 'b'}},
    }))
    await at.settle()
    const told = at.events.length
    at.api.change('persistentvolumeclaims', 'd/a', object => ({...object, spec: claim('3Gi', '1Gi')[1]['spec']}))
    await at.settle()

    assert.deepEqual([told, at.events.length], [1, 2])
    await at.close()
  })
})
