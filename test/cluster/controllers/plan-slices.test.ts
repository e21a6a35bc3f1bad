import assert from 'node:assert/strict'
import type {EndpointSlice} from '../../../src/api/kinds.ts'
import {changes, planSlices} from '../../../src/cluster/controllers/endpoint-slice/plan-slices.ts'

const ports = [{name: '', port: 80, protocol: 'TCP'}]
const endpoint = (ip: number) => ({addresses: [`10.0.0.${ip}`], conditions: {ready: true}, targetRef: {uid: `${ip}`}})
const endpoints = (first: number, last: number) =>
  Array.from({length: last - first + 1}, (_, index) => endpoint(first + index))
const slice = (name: string, content: object[], slicePorts: object[] = ports): EndpointSlice =>
  ({metadata: {name}, ports: slicePorts, endpoints: content}) as EndpointSlice

describe('planning endpoint slices', () => {
  const cases = [
    {name: 'an empty service keeps one empty slice', existing: [], wanted: [], expected: {new: [0], remove: []}},
    {
      name: 'slices are filled to their capacity',
      existing: [],
      wanted: endpoints(1, 5),
      expected: {new: [3, 2], remove: []},
    },
    {
      name: 'what is in a slice stays there',
      existing: [slice('a', endpoints(1, 3)), slice('b', endpoints(4, 5))],
      wanted: endpoints(1, 6),
      expected: {b: 3, remove: []},
    },
    {
      name: 'a slice that changes anyway takes newcomers',
      existing: [slice('a', endpoints(1, 3)), slice('b', endpoints(4, 6))],
      wanted: [...endpoints(2, 6), endpoint(9)],
      expected: {a: 3, remove: []},
    },
    {
      name: 'an empty slice is used again',
      existing: [slice('a', [], [])],
      wanted: endpoints(1, 1),
      expected: {a: 1, remove: []},
    },
    {
      name: 'emptied slices go',
      existing: [slice('a', endpoints(1, 3)), slice('b', endpoints(4, 4))],
      wanted: endpoints(1, 3),
      expected: {remove: ['b']},
    },
  ]
  for (const {name, existing, wanted, expected} of cases)
    it(name, () => {
      const groups = wanted.length > 0 ? [{ports, endpoints: wanted}] : []
      const plan = planSlices(existing, groups, 3)
      const changed = plan.keep.filter(changes)
      const fresh = changed.filter(({slice: old}) => !old).map(planned => planned.endpoints.length)
      const updated = changed
        .filter(({slice: old}) => old)
        .map(planned => [planned.slice!.metadata.name, planned.endpoints.length])
      assert.deepEqual(
        {
          ...(fresh.length > 0 && {new: fresh}),
          ...Object.fromEntries(updated),
          remove: plan.remove.map(({metadata}) => metadata.name),
        },
        expected,
      )
    })
})
