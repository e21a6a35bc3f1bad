import assert from 'node:assert/strict'
import type {KubeObject} from '../../../src/api/object.ts'
import {createTaintEvictionController} from '../../../src/cluster/controllers/taint-eviction.ts'
import {bench, summary} from '../../support/controller-bench.ts'

const midnight = '2026-01-01T00:00:00Z'
const taint = (key: string, effect = 'NoExecute') => ({key, effect, timeAdded: midnight})
const tolerates = (key: string, tolerationSeconds?: number) => ({
  key,
  operator: 'Exists',
  effect: 'NoExecute',
  ...(tolerationSeconds !== undefined && {tolerationSeconds}),
})
const evicted = ['update pods/status d/a', 'delete pods d/a']

interface Case {
  name: string
  taints: object[]
  tolerations: object[]
  phase?: string
  /** Seconds after which it is evicted; absent: never. */
  after?: number
}

const cases: Case[] = [
  {name: 'at once where it does not tolerate the taint', taints: [taint('a')], tolerations: [], after: 0},
  {name: 'never where it tolerates it for good', taints: [taint('a')], tolerations: [tolerates('a')]},
  {name: 'when its time is over', taints: [taint('a')], tolerations: [tolerates('a', 30)], after: 30},
  {name: 'at once where its time is none', taints: [taint('a')], tolerations: [tolerates('a', -1)], after: 0},
  {
    name: 'by the shortest of its times',
    taints: [taint('a'), taint('b')],
    tolerations: [tolerates('a', 300), tolerates('b', 60)],
    after: 60,
  },
  {
    name: 'at once where it tolerates only one of two taints',
    taints: [taint('a'), taint('b')],
    tolerations: [tolerates('a')],
    after: 0,
  },
  {name: 'never because of a taint that only keeps pods away', taints: [taint('a', 'NoSchedule')], tolerations: []},
  {name: 'never once it has ended', taints: [taint('a')], tolerations: [], phase: 'Succeeded'},
]

describe('taint eviction', () => {
  for (const {name, taints, tolerations, phase = 'Running', after} of cases)
    it(`evicts a pod ${name}`, async () => {
      const node = {apiVersion: 'v1', kind: 'Node', metadata: {name: 'one'}, spec: {taints}}
      const spec = {nodeName: 'one', tolerations}
      const pod = {apiVersion: 'v1', kind: 'Pod', metadata: {name: 'a', namespace: 'd'}, spec, status: {phase}}
      const at = bench(['nodes', node as KubeObject], ['pods', pod as KubeObject])

      const first = await at.run(createTaintEvictionController)
      const before = after ? await at.advance(after * 1000 - 1) : []
      const then = await at.advance(after === undefined ? 86_400_000 : 1)

      assert.deepEqual(summary(first), after === 0 ? evicted : [])
      assert.deepEqual(before, [])
      assert.deepEqual(summary(then), after ? evicted : [])
      await at.close()
    })

  it('lets pods stay whose taint is taken away in time', async () => {
    const node = {apiVersion: 'v1', kind: 'Node', metadata: {name: 'one'}, spec: {taints: [taint('a')]}}
    const spec = {nodeName: 'one', tolerations: [tolerates('a', 30)]}
    const pod = {apiVersion: 'v1', kind: 'Pod', metadata: {name: 'a', namespace: 'd'}, spec, status: {}}
    const at = bench(['nodes', node as KubeObject], ['pods', pod as KubeObject])
    await at.run(createTaintEvictionController)

    at.api.change('nodes', 'one', object => ({...object, spec: {}}))
    await at.settle()

    assert.deepEqual(await at.advance(3_600_000), [])
    await at.close()
  })
})
