import assert from 'node:assert/strict'
import type {Pod} from '../../../src/api/kinds.ts'
import {oomScoreAdjust} from '../../../src/cluster/kubelet/pod/oom-score.ts'

const container = (requests: object, limits?: object, more: object = {}) => ({
  name: 'c',
  resources: {requests, ...(limits && {limits})},
  ...more,
})
const memory = 1000 * 1024 ** 2

describe('how soon the kernel ends a container', () => {
  const cases: {name: string; spec: object; expected: number}[] = [
    {name: 'one that asks for nothing first', spec: {containers: [container({})]}, expected: 1000},
    {
      name: 'one that may have no more than it asks for last',
      spec: {containers: [container({cpu: '1', memory: '1Mi'}, {cpu: '1', memory: '1Mi'})]},
      expected: -997,
    },
    {name: 'one that asks for a tenth later', spec: {containers: [container({memory: '100Mi'})]}, expected: 900},
    {name: 'but before what asks for all', spec: {containers: [container({memory: '1000Mi'})]}, expected: 3},
    {name: 'and after what asks for none', spec: {containers: [container({cpu: '1'})]}, expected: 999},
    {
      name: 'what the pod asks for as a whole counts in equal parts',
      spec: {
        resources: {requests: {memory: '300Mi'}},
        containers: [container({memory: '100Mi'}), container({}, undefined, {name: 'd'})],
      },
      expected: 800,
    },
    {
      name: 'a node’s own pods last',
      spec: {priority: 2_000_001_000, containers: [container({})]},
      expected: -997,
    },
  ]
  for (const {name, spec, expected} of cases)
    it(name, () => {
      const pod = {metadata: {name: 'p'}, spec} as Pod
      assert.equal(oomScoreAdjust(pod, pod.spec!.containers[0]!, memory), expected)
    })

  it('a sidecar no sooner than those it serves', () => {
    const sidecar = container({}, undefined, {name: 's', restartPolicy: 'Always'})
    const pod = {spec: {initContainers: [sidecar], containers: [container({memory: '500Mi'})]}} as Pod

    assert.equal(oomScoreAdjust(pod, pod.spec!.initContainers![0]!, memory), 500)
  })
})
