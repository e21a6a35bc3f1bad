import assert from 'node:assert/strict'
import fc from 'fast-check'
import {isBefore, type TimerEntry, TimerHeap} from '../../../src/cluster/runtime/timer-heap.ts'

const entry = (due: number, order: number): TimerEntry => ({due, order, callback: () => {}, place: -1})

describe('a heap of timers', () => {
  it('gives them by due time and, of equals, as they were set, whatever is taken out in between', () => {
    const step = fc.record({due: fc.nat(20), takes: fc.option(fc.nat(100))})
    fc.assert(
      fc.property(fc.array(step, {maxLength: 60}), steps => {
        const heap = new TimerHeap()
        let there: TimerEntry[] = []
        for (const [order, {due, takes}] of steps.entries()) {
          const added = entry(due, order)
          heap.add(added)
          there.push(added)
          const out = takes === null ? undefined : there[takes % there.length]
          if (!out) continue
          heap.remove(out)
          heap.remove(out)
          there = there.filter(other => other !== out)
        }

        const given: TimerEntry[] = []
        for (let next = heap.first; next; next = heap.first) {
          given.push(next)
          heap.remove(next)
        }

        assert.deepEqual(
          given,
          there.sort((a, b) => (isBefore(a, b) ? -1 : 1)),
        )
        assert.equal(heap.size, 0)
      }),
    )
  })
})
