import assert from 'node:assert/strict'
import type {KubeObject} from '../../../src/api/object.ts'
import {checkItemKind, listItems, typedListItems} from '../../../src/cli/manifests/list-items.ts'

const item = {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'a'}}

const read: {name: string; given: object; expected: unknown}[] = [
  {name: 'no list without items, whatever it is called', given: {kind: 'List'}, expected: undefined},
  {name: 'a list with items, whatever it is called', given: {kind: 'ConfigMap', items: [item]}, expected: [item]},
  {name: 'no items where they are null', given: {kind: 'List', items: null}, expected: []},
  {
    name: 'the kind of the list for items that say neither kind nor version',
    given: {kind: 'ConfigMapList', items: [{}, null, {kind: 'Pod'}, {apiVersion: 'v2'}]},
    expected: [
      {apiVersion: 'v1', kind: 'ConfigMap'},
      {apiVersion: 'v1', kind: 'ConfigMap'},
      {kind: 'Pod'},
      {apiVersion: 'v2'},
    ],
  },
]

const refused: {name: string; items: unknown; expected: string}[] = [
  {
    name: 'items that are no list',
    items: {},
    expected:
      'unable to decode "f": json: cannot unmarshal object into Go struct field decodeList.items of type []json.RawMessage',
  },
  {
    name: 'an item that is no object',
    items: [item, 5],
    expected: 'unable to decode "f": json: cannot unmarshal number into Go value of type map[string]interface {}',
  },
  {
    name: 'a list in a list',
    items: [{...item, items: []}],
    expected: '*unstructured.Unstructured is not a list: no Items field in this object',
  },
]

describe('items of a document', () => {
  for (const {name, given, expected} of read)
    it(name, () => assert.deepEqual(listItems({apiVersion: 'v1', ...given} as KubeObject, 'f'), expected))

  for (const {name, items, expected} of refused)
    it(`are refused: ${name}`, () =>
      assert.throws(() => listItems({apiVersion: 'v1', kind: 'List', items} as unknown as KubeObject, 'f'), {
        message: expected,
      }))

  it('are those of lists within lists, too, where they are decoded into types', () => {
    const within = {apiVersion: 'v1', kind: 'ConfigMapList', items: [{metadata: {name: 'b'}}, null]}

    assert.deepEqual(typedListItems({apiVersion: 'v1', kind: 'List', items: [item, within]} as unknown as KubeObject), [
      item,
      {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'b'}},
      {apiVersion: 'v1', kind: 'ConfigMap'},
    ])
    assert.equal(typedListItems({...item, items: [item]}), undefined)
  })

  it('must say what they are', () => {
    const why = 'unable to get type info from the object "*unstructured.Unstructured": Object'

    assert.throws(() => checkItemKind({apiVersion: 'v1', kind: ''} as KubeObject), {
      message: `${why} 'Kind' is missing in 'object has no kind field '`,
    })
    assert.throws(() => checkItemKind({apiVersion: 5, kind: 'Pod'} as unknown as KubeObject), {
      message: `${why} 'apiVersion' is missing in 'object has no apiVersion field'`,
    })
    assert.doesNotThrow(() => checkItemKind(item))
  })
})
