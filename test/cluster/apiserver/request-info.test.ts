import assert from 'node:assert/strict'
import {requestInfo} from '../../../src/cluster/apiserver/request-info.ts'

const cases: {name: string; url: string; expected: Partial<ReturnType<typeof requestInfo>>}[] = [
  {
    name: 'an escaped slash parts a path like any other',
    url: '/api/v1/namespaces/a/pods/b%2Flog',
    expected: {resource: 'pods', name: 'b', subresource: 'log', namespace: 'a'},
  },
  {
    name: 'an empty namespace is all of them',
    url: '/api/v1/namespaces//pods',
    expected: {resource: 'pods', namespace: '', verb: 'list', parts: ['pods']},
  },
  {
    name: 'an empty version is one that nobody has',
    url: '/api//v1/pods',
    expected: {version: '', resource: 'v1', name: 'pods'},
  },
  {
    name: 'a field selector names one object, if it can be a name',
    url: '/api/v1/namespaces/a/pods?fieldSelector=metadata.name%3Db',
    expected: {verb: 'list', name: 'b'},
  },
  {
    name: 'a field selector names none where no name can be',
    url: '/api/v1/namespaces/a/pods?fieldSelector=metadata.name%3Db/c',
    expected: {verb: 'list', name: ''},
  },
  {
    name: 'a watch of nothing cannot be resolved',
    url: '/api/v1/watch',
    expected: {unresolved: 'unable to determine kind and namespace from url, /api/v1/watch'},
  },
]

describe('what a request is about', () => {
  for (const {name, url, expected} of cases)
    it(`is told by its path: ${name}`, () => {
      const info = requestInfo('GET', url)

      const told = Object.fromEntries(Object.keys(expected).map(key => [key, info[key as keyof typeof info]]))
      assert.deepEqual(told, expected)
    })
})
