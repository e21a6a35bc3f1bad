import assert from 'node:assert/strict'
import type {KubeObject} from '../../../../src/api/object.ts'
import {bareItems} from '../../../../src/cluster/apiserver/encoding/bare-items.ts'
import {encodeJson, encodeList} from '../../../../src/cluster/apiserver/encoding/encode-json.ts'
import {lastingItems} from '../../../../src/cluster/apiserver/encoding/item-texts.ts'

/** So many ConfigMaps, each of which counts how often it is encoded. */
function configMaps(count: number): {items: KubeObject[]; encoded(): number} {
  let encoded = 0
  const dataOf = (index: number) => ({
    toJSON() {
      encoded += 1
      return {html: '<&>', index: String(index)}
    },
  })
  const items = Array.from({length: count}, (_, index) => ({
    kind: 'ConfigMap',
    apiVersion: 'v1',
    metadata: {name: `n${index}`},
    data: dataOf(index),
  })) as KubeObject[]
  return {items, encoded: () => encoded}
}

const listOf = (items: readonly KubeObject[], kind = 'ConfigMapList') => ({
  kind,
  apiVersion: 'v1',
  metadata: {resourceVersion: '9'},
  items,
})
const text = (list: ReturnType<typeof listOf>) => [...encodeList(list)].join('')

describe('encodeList', () => {
  for (const count of [0, 1, 499, 500, 501, 1200])
    it(`writes ${count} items in pieces as it writes them whole`, () => {
      const {items} = configMaps(count)

      const kept = text(lastingItems(bareItems(listOf(items))))
      const fresh = text(bareItems(listOf(items)))

      assert.equal(kept, encodeJson(bareItems(listOf(items))))
      assert.equal(fresh, kept)
      assert.equal(text(listOf(items)), encodeJson(listOf(items)))
    })

  it('encodes what lasts once from the second list on, and what is new of a later list', () => {
    const {items, encoded} = configMaps(600)
    const list = (count: number) => text(lastingItems(bareItems(listOf(items.slice(0, count), 'TwiceList'))))
    list(590)
    list(590)
    assert.equal(encoded(), 2 * 590)

    list(600)
    list(600)

    assert.equal(encoded(), 2 * 590 + 10)
  })

  it('writes the rows of a table in pieces as it writes them whole', () => {
    const rows = ['a', 'b<c'].map(name => ({cells: [name, 1], object: {metadata: {name}}}))
    const table = {kind: 'Table', metadata: {}, columnDefinitions: [{name: 'Name'}], rows}

    assert.equal([...encodeList(table)].join(''), encodeJson(table))
  })

  it("keeps the order of a list's fields, whichever comes after the items", () => {
    const list = {apiVersion: 'example.com/v1', items: [{a: 1}], kind: 'CronTabList', metadata: {continue: '&'}}

    assert.equal([...encodeList(list)].join(''), encodeJson(list))
  })

  it('does not keep those of pages of such lists either', () => {
    const {items, encoded} = configMaps(600)
    const whole = listOf(items, 'PageList')
    const page = {...whole, metadata: {...whole.metadata, remainingItemCount: 20_000}}
    const write = () => text(lastingItems(bareItems(page)))
    write()

    write()
    write()

    assert.equal(encoded(), 3 * 600)
  })

  it('does not keep the bytes of lists too long for that', () => {
    const {items, encoded} = configMaps(20_001)

    text(lastingItems(bareItems(listOf(items))))
    text(lastingItems(bareItems(listOf(items))))

    assert.equal(encoded(), 40_002)
  })
})
