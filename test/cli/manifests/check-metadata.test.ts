import assert from 'node:assert/strict'
import type {KubeObject} from '../../../src/api/object.ts'
import {checkMetadata} from '../../../src/cli/manifests/check-metadata.ts'

const cases = [
  {name: 'texts pass', metadata: {name: 'a', labels: {x: 'y'}, annotations: null}, complaint: undefined},
  {name: 'no metadata passes', metadata: undefined, complaint: undefined},
  {
    name: 'a name that is a boolean',
    metadata: {name: true},
    complaint: 'bool into Go struct field ObjectMeta.metadata.name of type string',
  },
  {
    name: 'a label that is a number',
    metadata: {labels: {x: 1}},
    complaint: 'number into Go struct field ObjectMeta.metadata.labels of type string',
  },
  {
    name: 'labels that are a list',
    metadata: {labels: []},
    complaint: 'array into Go struct field ObjectMeta.metadata.labels of type map[string]string',
  },
]

describe('metadata of a manifest', () => {
  for (const {name, metadata, complaint} of cases)
    it(name, () => {
      const object = {apiVersion: 'v1', kind: 'Pod', metadata} as unknown as KubeObject
      const check = () => checkMetadata(object, 'x.yaml')
      if (complaint === undefined) assert.doesNotThrow(check)
      else assert.throws(check, {message: `unable to decode "x.yaml": json: cannot unmarshal ${complaint}`})
    })
})
