import {strict as assert} from 'node:assert'
import {printJsonPath, relaxedJsonPath} from '../../../src/api/jsonpath/index.ts'

const document = {
  kind: 'List',
  items: [
    {metadata: {name: 'a', labels: {'k8s.io/y': '2'}}, spec: {n: 1, arr: [1, 2, 3], nil: null}},
    {metadata: {name: 'b'}, spec: {n: 2, arr: [4, 5, 6, 7]}},
  ],
}

describe('JSONPath', () => {
  const prints: Record<string, string> = {
    'kind: {.kind}!': 'kind: List!',
    '{.items[*].metadata.name}': 'a b',
    '{range .items[*]}{.metadata.name}{"\\t"}{.spec.n}{"\\n"}{end}.': 'a\t1\nb\t2\n.',
    '{range .items[*]}{range .spec.arr[*]}{@},{end};{end}': '1,2,3,;4,5,6,7,;',
    '{.items[?(@.spec.n==1)].metadata.name}': 'a',
    '{.items[?(@.metadata.labels)].spec.n}': '1',
    "{.items[*]['metadata.name', 'spec.n']}": 'a b 1 2',
    '{.items[0].metadata.labels.k8s\\.io/y}': '2',
    '{..name}': 'a b',
    '{.items[1].spec.arr[-1]} {.items[1].spec.arr[::2]} {.items[1].spec.arr[1:3]}': '7 4 6 5 6',
    '{.items[0].spec.nil}{.nope}': 'null',
    '{.items[0].metadata}': '{"labels":{"k8s.io/y":"2"},"name":"a"}',
  }
  for (const [template, expected] of Object.entries(prints))
    it(`prints ${template}`, () => {
      assert.equal(printJsonPath(template, document, {allowMissingKeys: true}), expected)
    })

  const errors: Record<string, string> = {
    '{.items[5]}': 'array index out of bounds: index 5, length 2',
    '{.kind': 'unclosed action',
    '{end}': 'not in range, nothing to end',
    '{foo}': 'unrecognized identifier foo',
    '{#}': "unrecognized character in action: U+0023 '#'",
    '{.items[a]}': 'invalid array index a',
    '{.kind[0]}': 'string is not array or slice',
    '{.nope}': 'nope is not found',
    '{.items[?(@.spec.n=="1")]}': 'incompatible types for comparison',
  }
  for (const [template, expected] of Object.entries(errors))
    it(`explains what is wrong with ${template}`, () => {
      assert.throws(() => printJsonPath(template, document), {message: expected})
    })

  it('takes relaxed expressions', () => {
    assert.deepEqual(['a.b', '.a.b', '{a.b}', '{.a.b}'].map(relaxedJsonPath), Array(4).fill('{.a.b}'))
  })
})
