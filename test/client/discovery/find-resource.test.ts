import assert from 'node:assert/strict'
import {Client} from '../../../src/client/client.ts'
import {Discovery} from '../../../src/client/discovery.ts'

const resource = {
  resource: 'oddities',
  singularResource: 'oddity',
  responseKind: {group: 'example.com', version: '', kind: 'Thing'},
  scope: 'Namespaced',
  verbs: [],
}
const versions = [
  {version: 'v2', resources: [resource]},
  {version: 'v1', resources: [resource]},
]
const served = {kind: 'APIGroupDiscoveryList', items: [{metadata: {name: 'example.com'}, versions}]}

const cases = [
  {given: 'oddity', expected: 'oddities v2'},
  {given: 'Oddities.v1.example.com', expected: 'oddities v1'},
  {given: 'Thing.example.com', expected: 'oddities v2'},
  {given: 'thing.v1.example.com', expected: 'oddities v1'},
  {given: 'THING.example.com', expected: undefined},
  {given: 'thing', expected: undefined},
  {given: 'thing.v3.example.com', expected: undefined},
]

describe('a word for a type of objects', () => {
  for (const {given, expected} of cases)
    it(`${given} is ${expected ?? 'none'}`, async () => {
      const client = new Client({
        request: async () => ({status: 200, headers: {}, body: {type: 'object', object: served}}),
        close: async () => {},
      })

      const found = await new Discovery(client).type(given)

      assert.equal(found && `${found.resource} ${found.version}`, expected)
    })
})
