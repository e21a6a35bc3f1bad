import assert from 'node:assert/strict'
import type {Deployment, ReplicaSet} from '../../../src/api/kinds.ts'
import {shrunkSizes} from '../../../src/cluster/controllers/deployment/rolling.ts'
import {proportionalSizes} from '../../../src/cluster/controllers/deployment/scale.ts'

const deployment = (replicas: number, maxSurge: number | string, maxUnavailable: number | string = 0): Deployment => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {name: 'web'},
  spec: {
    replicas,
    selector: {},
    template: {},
    strategy: {
      type: 'RollingUpdate',
      rollingUpdate: {maxSurge, maxUnavailable},
    },
  },
})

/** Sets in the order of their age, the oldest first. */
const sets = (sizes: readonly {replicas: number; available?: number}[], maximum?: number): ReplicaSet[] =>
  sizes.map(({replicas, available = replicas}, age) => ({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `web-${age}`,
      creationTimestamp: `2026-01-01T00:00:0${age}Z`,
      ...(maximum && {annotations: {'deployment.kubernetes.io/max-replicas': String(maximum)}}),
    },
    spec: {replicas, selector: {}},
    status: {replicas, availableReplicas: available},
  }))

const plain = (...sizes: number[]) => sizes.map(replicas => ({replicas}))

describe('a deployment of another size', () => {
  const cases: {name: string; wanted: number; surge?: number; before: number; given: number[]; expected: number[]}[] = [
    {name: 'keeps the shares of its sets as it grows', wanted: 20, before: 10, given: [5, 5], expected: [10, 10]},
    {name: 'and as it shrinks', wanted: 5, before: 10, given: [8, 2], expected: [4, 1]},
    {name: 'gives the largest what rounding leaves', wanted: 11, before: 10, given: [2, 5, 3], expected: [2, 6, 3]},
    {name: 'grows the newest of equals first', wanted: 11, before: 10, given: [5, 5], expected: [5, 6]},
    {name: 'shrinks the oldest of equals first', wanted: 9, before: 10, given: [5, 5], expected: [4, 5]},
    {name: 'goes to none', wanted: 0, surge: 2, before: 12, given: [6, 6], expected: [0, 0]},
    {name: 'counts the surge in', wanted: 10, surge: 3, before: 10, given: [5, 5], expected: [6, 7]},
    {name: 'leaves everything where nothing changes', wanted: 10, before: 10, given: [4, 6], expected: [4, 6]},
  ]
  for (const {name, wanted, surge = 0, before, given, expected} of cases)
    it(name, () => {
      const all = sets(plain(...given), before)

      const sizes = new Map(proportionalSizes(deployment(wanted, surge, 1), all))

      assert.deepEqual(
        all.map(set => sizes.get(set)),
        expected,
      )
    })
})

describe('old sets of a rolling update', () => {
  const cases: {
    name: string
    wanted: number
    unavailable: number
    old: {replicas: number; available?: number}[]
    fresh: {replicas: number; available?: number}
    allowed: number
    expected: (number | undefined)[]
  }[] = [
    {
      name: 'lose what is not available first, the oldest before others',
      wanted: 10,
      unavailable: 0,
      old: [{replicas: 4, available: 1}, {replicas: 6}],
      fresh: {replicas: 3},
      allowed: 2,
      expected: [2, undefined],
    },
    {
      name: 'lose as many available pods as can be spared',
      wanted: 10,
      unavailable: 2,
      old: [{replicas: 3}, {replicas: 7}],
      fresh: {replicas: 3},
      allowed: 5,
      expected: [0, 5],
    },
    {
      name: 'stay where no pod can be spared',
      wanted: 10,
      unavailable: 0,
      old: [{replicas: 10}],
      fresh: {replicas: 2, available: 0},
      allowed: 2,
      expected: [undefined],
    },
    {
      name: 'lose both what is not available and what can be spared',
      wanted: 4,
      unavailable: 1,
      old: [{replicas: 3, available: 2}],
      fresh: {replicas: 2},
      allowed: 2,
      expected: [1],
    },
  ]
  for (const {name, wanted, unavailable, old, fresh, allowed, expected} of cases)
    it(name, () => {
      const active = sets(old)
      const [newSet] = sets([fresh])

      const sizes = shrunkSizes(deployment(wanted, 1, unavailable), active, newSet!, allowed)

      assert.deepEqual(
        active.map(set => sizes.get(set)),
        expected,
      )
    })
})
