import assert from 'node:assert/strict'
import {dialProblem} from '../../../src/cluster/apiserver/dial-problem.ts'

const named = (name: string): Error => Object.assign(new Error(), {name})

describe('the words for a request that got no answer', () => {
  const target = {host: 'localhost', port: 443, serverName: 'hook.default.svc'}
  const refused = {code: 'ECONNREFUSED'}
  const cases = [
    {
      name: 'name the address that a name led to',
      error: Object.assign(new Error(), {...refused, address: '127.0.0.1'}),
      expected: 'dial tcp 127.0.0.1:443: connect: connection refused',
    },
    {
      name: 'name the first address of several, in brackets if it has colons',
      error: Object.assign(new AggregateError([{address: '::1'}, {address: '127.0.0.1'}]), refused),
      expected: 'dial tcp [::1]:443: connect: connection refused',
    },
    {
      name: 'tell a deadline from a client who went away',
      error: Object.assign(new Error('aborted', {cause: named('TimeoutError')}), {
        name: 'AbortError',
      }),
      expected: 'context deadline exceeded',
    },
    {name: 'tell a client who went away', error: named('AbortError'), expected: 'context canceled'},
  ]
  for (const {name, error, expected} of cases) it(name, () => assert.equal(dialProblem(error, target), expected))
})
