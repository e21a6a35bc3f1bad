import assert from 'node:assert/strict'
import {
  ConfigurationError,
  clusterProblems,
  userProblems,
} from '../../../src/client/kubeconfig/configuration-problems.ts'

const cases = [
  {name: 'a token alone is fine', user: {token: 't'}, expected: []},
  {
    name: 'a token and a password are one method too many',
    user: {token: 't', username: 'a', password: 'b'},
    expected: ['more than one authentication method found for me; found [token basicAuth], only one is allowed'],
  },
  {
    name: 'a certificate needs its key',
    user: {'client-certificate-data': 'YQ=='},
    expected: ['client-key-data or client-key must be specified for me to use the clientCert authentication method.'],
  },
  {
    name: 'a certificate that is not there',
    user: {'client-certificate': '/no/such.crt', 'client-key-data': 'YQ=='},
    expected: ['unable to read client-cert /no/such.crt for me due to open /no/such.crt: no such file or directory'],
  },
]

describe('what is wrong with a kubeconfig', () => {
  for (const {name, user, expected} of cases) it(name, () => assert.deepEqual(userProblems('me', user), expected))

  it('an authority that is not there', () => {
    assert.deepEqual(clusterProblems('c', {'certificate-authority': '/no/ca.crt'}), [
      'unable to read certificate-authority /no/ca.crt for c due to open /no/ca.crt: no such file or directory',
    ])
  })

  it('one problem stands alone, several are a list', () => {
    assert.equal(new ConfigurationError(['a']).message, 'a')
    assert.equal(new ConfigurationError(['a', 'b']).message, 'Error in configuration: \n* a\n* b')
  })
})
