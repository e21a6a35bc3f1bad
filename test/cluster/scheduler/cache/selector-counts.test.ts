import assert from 'node:assert/strict'
import type {LabelSelector, Pod} from '../../../../src/api/kinds.ts'
import {SeededRandom} from '../../../../src/cluster/runtime/random.ts'
import {SelectorCounts} from '../../../../src/cluster/scheduler/cache/selector-counts.ts'

const pod = (labels: Record<string, string> | undefined, namespace = 'default', deletionTimestamp?: string): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {namespace, ...(labels && {labels}), ...(deletionTimestamp && {deletionTimestamp})},
})

const web: LabelSelector = {matchLabels: {app: 'web'}}

describe('Counts of pods that match a selector', () => {
  const cases: {name: string; pods: [Pod, string, 1 | -1][]; selector: LabelSelector; expected: [string, number][]}[] =
    [
      {name: 'nothing is there', pods: [], selector: web, expected: []},
      {
        name: 'each node has its own count',
        pods: [
          [pod({app: 'web'}), 'a', 1],
          [pod({app: 'web', tier: 'x'}), 'a', 1],
          [pod({app: 'web'}), 'b', 1],
          [pod({app: 'db'}), 'b', 1],
        ],
        selector: web,
        expected: [
          ['a', 2],
          ['b', 1],
        ],
      },
      {
        name: 'other namespaces do not count',
        pods: [[pod({app: 'web'}, 'other'), 'a', 1]],
        selector: web,
        expected: [],
      },
      {
        name: 'terminating pods do not count',
        pods: [[pod({app: 'web'}, 'default', '1970-01-01T00:00:00Z'), 'a', 1]],
        selector: web,
        expected: [],
      },
      {
        name: 'a pod is taken away whatever the order of its labels',
        pods: [
          [pod({app: 'web', tier: 'x'}), 'a', 1],
          [pod({tier: 'x', app: 'web'}), 'a', -1],
        ],
        selector: web,
        expected: [],
      },
      {
        name: 'an empty selector counts pods without labels',
        pods: [[pod(undefined), 'a', 1]],
        selector: {},
        expected: [['a', 1]],
      },
    ]
  for (const {name, pods, selector, expected} of cases)
    it(`${name}, whether it is asked for before or after`, () => {
      const [before, after] = [new SelectorCounts(), new SelectorCounts()]
      const early = before.of('default', selector)

      for (const change of pods) for (const counts of [before, after]) counts.change(...change)

      assert.deepEqual([[...early], [...after.of('default', selector)]], [expected, expected])
    })

  it('stay right while more selectors are asked for than are followed', () => {
    const random = new SeededRandom('counts', true)
    const counts = new SelectorCounts()
    const apps = Array.from({length: 300}, (_, index) => `app-${index}`)
    const there: {app: string; node: string}[] = []
    const below = (limit: number) => Math.floor(random.number() * limit)

    for (let step = 0; step < 3_000; step += 1) {
      const app = apps[below(apps.length)]!
      if (below(3) === 0 && there.length > 0) {
        const [gone] = there.splice(below(there.length), 1)
        counts.change(pod({app: gone!.app}), gone!.node, -1)
      } else {
        there.push({app, node: `node-${below(3)}`})
        counts.change(pod({app}), there.at(-1)!.node, 1)
      }
      const asked = apps[below(apps.length)]!
      const expected = there.filter(({app}) => app === asked).length
      const answered = [...counts.of('default', {matchLabels: {app: asked}}).values()]
      assert.equal(
        answered.reduce((sum, count) => sum + count, 0),
        expected,
      )
    }
  })
})
