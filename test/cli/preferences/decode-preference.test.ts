import assert from 'node:assert/strict'
import {decodePreference} from '../../../src/cli/preferences/decode-preference.ts'

const kind = 'Preference'
const v1alpha1 = 'kubectl.config.k8s.io/v1alpha1'
const v1beta1 = 'kubectl.config.k8s.io/v1beta1'
const option = {name: 'output', default: 'name'}
const get = {defaults: [{command: 'get', options: [option]}], aliases: []}

const cases = [
  {
    name: 'options are called flags in v1alpha1',
    given: {apiVersion: v1alpha1, kind, overrides: [{command: 'get', flags: [option]}]},
    expected: {unknown: [], preference: get},
  },
  {
    name: 'and options in v1beta1',
    given: {apiVersion: v1beta1, kind, defaults: [{command: 'get', options: [option]}]},
    expected: {unknown: [], preference: get},
  },
  {
    name: 'fields that nobody knows are told, by their names',
    given: {
      apiVersion: v1beta1,
      kind,
      x: 1,
      defaults: [{command: 'get', options: [{...option, z: 1}], a: {}}],
      overrides: [],
    },
    expected: {unknown: ['defaults[0].a', 'defaults[0].options[0].z', 'overrides', 'x'], preference: get},
  },
  {
    name: 'values of other types make it none',
    given: {apiVersion: v1beta1, kind, defaults: [{command: 'get', options: [{name: 'watch', default: true}]}]},
    expected: undefined,
  },
  {name: 'so does another version', given: {apiVersion: 'kubectl.config.k8s.io/v1', kind}, expected: undefined},
  {name: 'and what is no object', given: ['a'], expected: undefined},
]

describe('a document of a kuberc file', () => {
  for (const {name, given, expected} of cases) it(name, () => assert.deepEqual(decodePreference(given), expected))
})
