import assert from 'node:assert/strict'
import {versionErrors} from '../../../src/cluster/kubeadm/version-policy.ts'

const cases: {name: string; version: string; fatal?: RegExp[]; skippable?: RegExp[]}[] = [
  {name: 'its own version', version: 'v1.34.3'},
  {
    name: 'a later patch, which --force lets pass',
    version: 'v1.34.9',
    skippable: [/is higher than the kubeadm version/],
  },
  {name: 'the next minor release', version: 'v1.35.0', fatal: [/at least one minor release higher .*\(35 > 34\)/]},
  {name: 'the one after that', version: 'v1.36.1', fatal: [/is too high/, /\(36 > 34\)/]},
  {
    name: 'the minor release before',
    version: 'v1.33.2',
    skippable: [/can only be used to upgrade to Kubernetes version 1\.34/],
  },
  {
    name: 'one long gone',
    version: 'v1.30.0',
    fatal: [/lower than the minimum supported version/, /is too low/],
    skippable: [/can only be used/],
  },
]

describe('the versions that kubeadm upgrades to', () => {
  for (const {name, version, fatal = [], skippable = []} of cases)
    it(`${fatal.length > 0 ? 'never' : skippable.length > 0 ? 'hardly' : 'may'} include ${name}`, () => {
      const errors = versionErrors(version)

      assert.equal(errors.fatal.length, fatal.length, errors.fatal.join('\n'))
      for (const [index, pattern] of fatal.entries()) assert.match(errors.fatal[index]!, pattern)
      assert.equal(errors.skippable.length, skippable.length, errors.skippable.join('\n'))
      for (const [index, pattern] of skippable.entries()) assert.match(errors.skippable[index]!, pattern)
    })
})
