import assert from 'node:assert/strict'
import fc from 'fast-check'
import type {KubeObject} from '../../../../src/api/object.ts'
import {ObjectIndexes} from '../../../../src/cluster/apiserver/registry/object-indexes.ts'
import type {Demand} from '../../../../src/cluster/apiserver/registry/selection.ts'

const demandFor = (label: string, ...values: string[]): Demand => ({
  name: `label ${label}`,
  read: ({metadata: {labels}}) => labels?.[label],
  values,
})

const change = fc.record({
  name: fc.constantFrom('a', 'b', 'c', 'd'),
  labels: fc.option(fc.record({app: fc.constantFrom('x', 'y'), tier: fc.constantFrom('x', 'z')}, {requiredKeys: []}), {
    nil: undefined,
  }),
  deleted: fc.boolean(),
})

describe('ObjectIndexes', () => {
  it('know what looking at all objects would find, whatever has changed since they were made', () => {
    const demands = [demandFor('app', 'x'), demandFor('tier', 'x', 'z'), demandFor('app', 'none')]

    fc.assert(
      fc.property(fc.array(change, {maxLength: 30}), changes => {
        const objects = new Map<string, KubeObject>()
        const indexes = new ObjectIndexes(objects)
        for (const {name, labels, deleted} of changes) {
          const key = `/pods/${name}`
          const previous = objects.get(key)
          if (deleted && previous) {
            objects.delete(key)
            indexes.drop(key, previous)
          } else if (!deleted) {
            const object: KubeObject = {kind: 'Pod', apiVersion: 'v1', metadata: {name, ...(labels && {labels})}}
            objects.set(key, object)
            indexes.keep(key, object, previous)
          }
          for (const demand of demands) {
            const found = [...objects].filter(([, object]) => demand.values.includes(demand.read(object) ?? ''))
            assert.deepEqual(indexes.meeting([demand]), found.sort())
          }
        }
      }),
      {numRuns: 50},
    )
  })

  it('of many labels are made again when they are asked for again', () => {
    const labels = Object.fromEntries(Array.from({length: 20}, (_, index) => [`l${index}`, 'yes']))
    const object: KubeObject = {kind: 'Pod', apiVersion: 'v1', metadata: {name: 'a', labels}}
    const indexes = new ObjectIndexes(new Map([['/pods/a', object]]))

    for (const label of [...Object.keys(labels), 'l0'])
      assert.deepEqual(indexes.meeting([demandFor(label, 'yes')]), [['/pods/a', object]])
  })

  it('say nothing where nothing is demanded', () => {
    assert.equal(new ObjectIndexes(new Map()).meeting([]), undefined)
  })
})
