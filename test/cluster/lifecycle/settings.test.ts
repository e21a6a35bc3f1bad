import assert from 'node:assert/strict'
import {type ClusterSettings, settingsWith} from '../../../src/cluster/lifecycle/settings.ts'

const table: {name: string; kept: ClusterSettings; given: ClusterSettings; expected: ClusterSettings}[] = [
  {name: 'nothing given keeps all', kept: {workers: 3, seed: 'a'}, given: {}, expected: {workers: 3, seed: 'a'}},
  {
    name: 'what is given comes first',
    kept: {workers: 3, seed: 'a'},
    given: {workers: 1},
    expected: {workers: 1, seed: 'a'},
  },
  {
    name: 'options of the audit log are given one by one',
    kept: {audit: {policyFile: '/policy.yaml', logPath: '/audit.log'}},
    given: {audit: {logPath: '-'}},
    expected: {audit: {policyFile: '/policy.yaml', logPath: '-'}},
  },
  {
    name: 'options of the API server are given one by one',
    kept: {apiServer: {featureGates: 'AllAlpha=true', runtimeConfig: 'api/all=true'}},
    given: {apiServer: {featureGates: ''}},
    expected: {apiServer: {featureGates: '', runtimeConfig: 'api/all=true'}},
  },
  {
    name: 'who is believed is given as a whole',
    kept: {authentication: {tokenFile: '/tokens.csv'}},
    given: {authentication: {configFile: '/authentication.yaml'}},
    expected: {authentication: {configFile: '/authentication.yaml'}},
  },
]

describe('settings that a cluster keeps', () => {
  for (const {name, kept, given, expected} of table)
    it(name, () => {
      assert.deepEqual(settingsWith(kept, given), expected)
    })
})
