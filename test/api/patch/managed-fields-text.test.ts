import {strictEqual} from 'node:assert/strict'
import {readManagers, withManagedFieldsText, writeManagers} from '../../../src/api/patch/managed-fields/index.ts'

const entry = (manager: string, fieldsV1: object, more: object = {}) => ({
  manager,
  operation: 'Update',
  apiVersion: 'v1',
  time: '2026-01-01T00:00:00Z',
  fieldsType: 'FieldsV1',
  fieldsV1,
  ...more,
})

const fields = {
  'f:metadata': {'f:labels': {'.': {}, 'f:a"b': {}}},
  'f:spec': {'f:containers': {'k:{"name":"c"}': {'.': {}, 'f:image': {}}}, 'f:finalizers': {'v:"x"': {}}},
}

const cases: {name: string; given: object[]}[] = [
  {name: 'no entry', given: []},
  {name: 'one', given: [entry('kubelet', fields)]},
  {name: 'several, of a subresource one', given: [entry('a', fields), entry('b', fields, {subresource: 'status'})]},
  {
    name: 'a manager whose name looks like a field',
    given: [entry('"managedFields":0,"fieldsV1":0', {'f:data': {'f:"fieldsV1":0': {}}})],
  },
  {name: 'fields in an order of their own', given: [entry('a', {'f:spec': {}, 'f:metadata': {'f:b': {}, 'f:a': {}}})]},
  {name: 'an entry without fields', given: [{manager: 'a', operation: 'Update'}]},
]

describe('The text of managed fields', () => {
  for (const {name, given} of cases)
    for (const managedFields of [given, writeManagers(readManagers(given)) ?? []])
      it(`is the JSON of ${name}${managedFields === given ? '' : ', as they are written here'}, each time`, () => {
        const rest = {labels: {managedFields: '0', x: '"managedFields":0'}, name: 'p'}
        const marked = JSON.stringify({kind: 'Pod', metadata: {...rest, managedFields: 0, z: 1}, spec: {a: 0}})

        const texts = [1, 2].map(() => withManagedFieldsText(marked, managedFields))

        for (const text of texts)
          strictEqual(text, JSON.stringify({kind: 'Pod', metadata: {...rest, managedFields, z: 1}, spec: {a: 0}}))
      })
})
