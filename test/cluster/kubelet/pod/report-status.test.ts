import assert from 'node:assert/strict'
import type {Pod} from '../../../../src/api/kinds.ts'
import type {PodWork} from '../../../../src/cluster/kubelet/pod/pod-work.ts'
import {isOwnReport} from '../../../../src/cluster/kubelet/pod/report-status.ts'

const pod = (resourceVersion: string, {metadata = {}, spec = {}, phase = 'Running'} = {}): Pod =>
  ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name: 'web', resourceVersion, ...metadata},
    spec: {containers: [], ...spec},
    status: {phase},
  }) as Pod

const cases: {name: string; reported?: string; pod: Pod; expected: boolean}[] = [
  {name: 'the version that it has written', reported: '7', pod: pod('7'), expected: true},
  {name: 'one that somebody else has made of it', reported: '7', pod: pod('8'), expected: false},
  {name: 'a pod that it has not spoken of yet', pod: pod('7'), expected: false},
  {
    name: 'the start of a pod that may be active for so long',
    reported: '7',
    pod: pod('7', {spec: {activeDeadlineSeconds: 30}}),
    expected: false,
  },
  {
    name: 'a pod that is being deleted',
    reported: '7',
    pod: pod('7', {metadata: {deletionTimestamp: '2026-01-01T00:00:00Z'}}),
    expected: false,
  },
  {name: 'the end of a pod', reported: '7', pod: pod('7', {phase: 'Succeeded'}), expected: false},
]

describe("what is but a kubelet's own report", () => {
  for (const {name, reported, pod, expected} of cases)
    it(`${expected ? 'is' : 'is not'} ${name}`, () => {
      assert.equal(isOwnReport({reported} as PodWork, pod), expected)
    })
})
