import assert from 'node:assert/strict'
import {parseYaml} from '../../../src/api/yaml/index.ts'

const go = 'map[interface {}]interface {}'

describe('keys that are no scalars', () => {
  const refused = [
    {name: 'what a template leaves', text: 'a: {{ .Values.name }}', key: `${go}{".Values.name":interface {}(nil)}`},
    {name: 'a list', text: '? [a, 1, true]\n: b', key: '[]interface {}{"a", 1, true}'},
    {name: 'a mapping', text: 'x:\n  ? {b: [1.5], a: s}\n  : y', key: `${go}{"a":"s", "b":[]interface {}{1.5}}`},
    {name: 'the innermost of several', text: '{{{a}}}', key: `${go}{"a":interface {}(nil)}`},
  ]
  for (const {name, text, key} of refused)
    it(`are refused: ${name}`, () => {
      assert.throws(() => parseYaml(text), {message: `yaml: invalid map key: ${key}`})
    })

  const accepted = [
    {name: 'a template in quotes', text: 'a: "{{ b }}"', value: {a: '{{ b }}'}},
    {name: 'lists in lists and mappings', text: 'a: [[1], {b: {c: [2]}}]', value: {a: [[1], {b: {c: [2]}}]}},
    {name: 'a merged mapping', text: 'a: &x {b: 1}\nc: {<<: *x, d: "{["}', value: {a: {b: 1}, c: {b: 1, d: '{['}}},
    {name: 'JSON', text: '[{"a":[{"b":{}}]}]', value: [{a: [{b: {}}]}]},
  ]
  for (const {name, text, value} of accepted)
    it(`are not: ${name}`, () => {
      assert.deepEqual(parseYaml(text), value)
    })
})
