import assert from 'node:assert/strict'
import type {KubeObject} from '../../../../src/api/object.ts'
import {claimsAsBeta1, slicesAsBeta1} from '../../../../src/cluster/resources/resource/beta1-conversion.ts'

const metadata = {name: 'a'}
const claim = (version: string, request: object): KubeObject => ({
  apiVersion: `resource.k8s.io/${version}`,
  kind: 'ResourceClaim',
  metadata,
  spec: {devices: {requests: [request]}},
})

const requests: {name: string; beta: object; stable: object}[] = [
  {
    name: 'that is exact',
    beta: {name: 'r', deviceClassName: 'c', count: 2},
    stable: {name: 'r', exactly: {deviceClassName: 'c', count: 2}},
  },
  {
    name: 'that is a choice',
    beta: {name: 'r', deviceClassName: '', firstAvailable: [{name: 's', deviceClassName: 'c'}]},
    stable: {name: 'r', firstAvailable: [{name: 's', deviceClassName: 'c'}]},
  },
]

describe('A v1beta1 request for devices', () => {
  for (const {name, beta, stable} of requests)
    it(`${name} is told in v1 and back`, () => {
      const [older, newer] = [claim('v1beta1', beta), claim('v1', stable)]

      assert.deepEqual(claimsAsBeta1.toStable(older), newer)
      assert.deepEqual(claimsAsBeta1.fromStable(newer), older)
    })

  it('of a class wants one device', () => {
    const older = claim('v1beta1', {name: 'r', deviceClassName: 'c'})
    const without = claim('v1beta1', {name: 'r'})

    for (const each of [older, without]) claimsAsBeta1.defaults(each)

    const wanted = {name: 'r', deviceClassName: 'c', allocationMode: 'ExactCount', count: 1}
    assert.deepEqual([older, without], [claim('v1beta1', wanted), claim('v1beta1', {name: 'r'})])
  })
})

describe('A v1beta1 slice', () => {
  it("has its devices' attributes one level deeper", () => {
    const slice = (version: string, device: object): KubeObject => ({
      apiVersion: `resource.k8s.io/${version}`,
      kind: 'ResourceSlice',
      metadata,
      spec: {devices: [device]},
    })
    const older = slice('v1beta1', {name: 'd', basic: {attributes: {a: {int: 1}}}})
    const newer = slice('v1', {name: 'd', attributes: {a: {int: 1}}})

    assert.deepEqual(slicesAsBeta1.toStable(older), newer)
    assert.deepEqual(slicesAsBeta1.fromStable(newer), older)
  })
})
