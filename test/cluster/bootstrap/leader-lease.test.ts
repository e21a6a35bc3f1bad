import assert from 'node:assert/strict'
import type {Lease} from '../../../src/api/kinds.ts'
import {createLeaderLease} from '../../../src/cluster/bootstrap/leader-lease.ts'
import {bench} from '../../support/controller-bench.ts'

const key = 'kube-system/kube-scheduler'
const leaseOf = (holderIdentity: string, renewTime: string) => ({
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: {name: 'kube-scheduler', namespace: 'kube-system'},
  spec: {holderIdentity, leaseDurationSeconds: 15, acquireTime: renewTime, renewTime, leaseTransitions: 0},
})

describe('a leader’s lease', () => {
  const create = (context: Parameters<typeof createLeaderLease>[0]) =>
    createLeaderLease(context, {program: 'kube-scheduler', source: 'default-scheduler', hostname: 'control-plane'})

  it('is taken where there is none, told of, and renewed', async () => {
    const at = bench()

    await at.run(create)
    const taken = at.api.get('leases', key) as Lease
    await at.advance(10_000)
    const renewed = at.api.get('leases', key) as Lease

    assert.match(taken.spec!.holderIdentity!, /^control-plane_[0-9a-f-]{36}$/)
    assert.deepEqual(at.events, [`Normal LeaderElection ${taken.spec!.holderIdentity} became leader`])
    assert.equal(renewed.spec!.holderIdentity, taken.spec!.holderIdentity)
    assert.notEqual(renewed.spec!.renewTime, taken.spec!.renewTime)
    await at.close()
  })

  it('is left to who holds it until he lets it go', async () => {
    const at = bench(['leases', leaseOf('other_1', '2026-01-01T00:00:00.000000Z')])

    await at.run(create)
    const early = (at.api.get('leases', key) as Lease).spec!.holderIdentity
    await at.advance(20_000)
    const late = (at.api.get('leases', key) as Lease).spec!

    assert.equal(early, 'other_1')
    assert.match(late.holderIdentity!, /^control-plane_/)
    assert.equal(late.leaseTransitions, 1)
    await at.close()
  })
})
