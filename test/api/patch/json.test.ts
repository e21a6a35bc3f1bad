import {strict as assert} from 'node:assert'
import {
  applyJsonPatch,
  applyMergePatch,
  createMergePatch,
  createMergeThreeWayPatch,
} from '../../../src/api/patch/index.ts'

describe('JSON patches', () => {
  const document = {a: {b: [1, 2], 'x/y': 1}, n: null}
  const errors: {name: string; given: unknown; expected: string}[] = [
    {
      name: 'a path that is not there',
      given: [{op: 'add', path: '/p/q', value: 1}],
      expected: 'add operation does not apply: doc is missing path: "/p/q": missing value',
    },
    {
      name: 'a key that is not there',
      given: [{op: 'remove', path: '/q'}],
      expected: "error in remove for path: '/q': Unable to remove nonexistent key: q: missing value",
    },
    {
      name: 'an index out of range',
      given: [{op: 'add', path: '/a/b/9', value: 1}],
      expected: "error in add for path: '/a/b/9': Unable to access invalid index: 9: invalid index referenced",
    },
    {
      name: 'a failed test',
      given: [{op: 'test', path: '/a/b/0', value: 2}],
      expected: 'testing value /a/b/0 failed: test failed',
    },
    {name: 'an unknown operation', given: [{op: 'foo', path: '/a'}], expected: 'Unexpected kind: foo'},
    {
      name: 'an object',
      given: {op: 'add'},
      expected: 'json: cannot unmarshal object into Go value of type jsonpatch.Patch',
    },
  ]
  for (const {name, given, expected} of errors)
    it(`explain ${name}`, () => {
      assert.throws(() => applyJsonPatch(document, given), {message: expected})
    })

  it('apply in order and leave the document alone', () => {
    const operations = [
      {op: 'add', path: '/a/b/-', value: 3},
      {op: 'remove', path: '/a/b/0'},
      {op: 'replace', path: '/a/x~1y', value: 2},
      {op: 'copy', from: '/a/b', path: '/c'},
      {op: 'move', from: '/a/b', path: '/d'},
      {op: 'add', path: '/__proto__', value: 1},
    ]

    const result = applyJsonPatch(document, operations)

    assert.equal(JSON.stringify(result), '{"a":{"x/y":2},"n":null,"c":[2,3],"d":[2,3],"__proto__":1}')
    assert.deepEqual(document.a.b, [1, 2])
  })

  it('put no scalar in the place of a document', () => {
    for (const value of ['x', 1, null])
      assert.deepEqual(applyJsonPatch(document, [{op: 'replace', path: '', value}]), document)
    assert.deepEqual(applyJsonPatch(document, [{op: 'replace', path: '', value: {a: 1}}]), {a: 1})
  })
})

describe('JSON merge patches', () => {
  it('apply and are created', () => {
    const original = {a: {b: 1, c: 2}, d: [1], e: 1}
    const patch = {a: {b: null, x: {y: 1, z: null}}, d: [2], e: null}
    const patched = {a: {c: 2, x: {y: 1}}, d: [2]}

    assert.deepEqual(applyMergePatch(original, patch), patched)
    assert.deepEqual(createMergePatch(original, patched), {a: {b: null, x: {y: 1}}, d: [2], e: null})
  })

  it('are created from three states', () => {
    const patch = createMergeThreeWayPatch({original: {a: 1, b: 1}, modified: {a: 2}, current: {a: 1, b: 1, c: 1}})

    assert.deepEqual(patch, {a: 2, b: null})
  })
})
