import assert from 'node:assert/strict'
import type {Pod} from '../../../src/api/kinds.ts'
import {byDeletionOrder} from '../../../src/cluster/controllers/replicaset/deletion-order.ts'

const now = Date.parse('2026-01-01T12:00:00Z')
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString().replace('.000', '')

interface Given {
  node?: string
  phase?: string
  readyFor?: number
  cost?: string
  rank?: number
  restarts?: number
  initRestarts?: number
  age?: number
  uid?: string
}

const ranked = (name: string, given: Given) => {
  const {node = 'one', phase = 'Running', readyFor, cost, rank = 0, restarts = 0, initRestarts = 0, age = 60} = given
  const conditions = readyFor === undefined ? [] : [{type: 'Ready', status: 'True', lastTransitionTime: ago(readyFor)}]
  const pod = {
    metadata: {
      name,
      uid: given.uid ?? name,
      creationTimestamp: ago(age),
      ...(cost && {annotations: {'controller.kubernetes.io/pod-deletion-cost': cost}}),
    },
    spec: {containers: [], ...(node && {nodeName: node})},
    status: {
      phase,
      conditions,
      containerStatuses: [{restartCount: restarts}],
      initContainerStatuses: [{restartCount: initRestarts}],
    },
  }
  return {pod: pod as unknown as Pod, rank}
}

describe('which of two pods goes first', () => {
  const cases: {name: string; goes: Given; stays: Given}[] = [
    {name: 'the one without a node', goes: {node: '', phase: 'Pending'}, stays: {phase: 'Pending'}},
    {name: 'the pending one', goes: {phase: 'Pending'}, stays: {phase: 'Running'}},
    {name: 'the one whose state nobody knows', goes: {phase: 'Unknown'}, stays: {phase: 'Running'}},
    {name: 'the one that is not ready', goes: {}, stays: {readyFor: 10}},
    {name: 'the cheaper one, however long it has been ready', goes: {readyFor: 900, cost: '-5'}, stays: {readyFor: 1}},
    {name: 'the one with more relatives on its node', goes: {rank: 2, readyFor: 900}, stays: {rank: 1, readyFor: 1}},
    {name: 'the one that became ready later', goes: {readyFor: 10}, stays: {readyFor: 1000}},
    {
      name: 'the one that was restarted more often, where both became ready at about the same time',
      goes: {readyFor: 1000, restarts: 3, uid: 'z'},
      stays: {readyFor: 1000, uid: 'a'},
    },
    {name: 'the one whose init containers were restarted more often', goes: {initRestarts: 1}, stays: {}},
    {name: 'the younger one', goes: {age: 10}, stays: {age: 1000}},
    {
      name: 'of those of about one age the one whose uid is less',
      goes: {age: 61, uid: 'a'},
      stays: {age: 60, uid: 'b'},
    },
    {
      name: 'of those that have been ready for about as long the one whose uid is less',
      goes: {readyFor: 1001, uid: 'a'},
      stays: {readyFor: 1000, uid: 'b'},
    },
  ]
  for (const {name, goes, stays} of cases)
    it(`is ${name}`, () => {
      const [a, b] = [ranked('a', goes), ranked('b', stays)]

      const order = byDeletionOrder(now)

      assert.ok(order(a, b) < 0)
      assert.ok(order(b, a) > 0)
    })
})
