import assert from 'node:assert/strict'
import {SortedObjects} from '../../../../src/cluster/apiserver/registry/sorted-objects.ts'

const object = (name: string, text = '') => ({kind: 'ConfigMap', apiVersion: 'v1', metadata: {name}, text})

describe('SortedObjects', () => {
  it('show in a view what there was when it was asked for', () => {
    const objects = new SortedObjects()
    for (const name of ['b', 'd', 'a']) objects.set(name, object(name))
    const before = objects.view()

    objects.set('c', object('c'))
    objects.set('a', object('a', 'changed'))
    objects.delete('d')
    objects.delete('none')

    assert.deepEqual(
      [...before.from('')],
      ['a', 'b', 'd'].map(name => [name, object(name)]),
    )
    assert.deepEqual(
      [...objects.view().from('')],
      [
        ['a', object('a', 'changed')],
        ['b', object('b')],
        ['c', object('c')],
      ],
    )
  })

  it('tell what follows a key, and how much', () => {
    const objects = new SortedObjects()
    for (const name of ['a', 'c', 'e']) objects.set(name, object(name))

    const view = objects.view()

    for (const [key, rest] of [
      ['', ['a', 'c', 'e']],
      ['c', ['c', 'e']],
      ['d', ['e']],
      ['f', []],
    ] as const) {
      assert.deepEqual(
        [...view.from(key)].map(([found]) => found),
        rest,
      )
      assert.equal(view.countFrom(key), rest.length)
    }
  })
})
