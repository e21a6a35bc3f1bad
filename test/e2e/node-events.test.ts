import assert from 'node:assert/strict'
import {type KctlHome, makeKctlHome} from '../support/kctl-process.ts'

const expected = `Events:
  Type     Reason                   From             Message
  Normal   Starting                 kube-proxy
  Normal   Starting                 kubelet          Starting kubelet.
  Warning  CgroupV1                 kubelet          cgroup v1 support is in maintenance mode, please migrate to cgroup v2
  Warning  InvalidDiskCapacity      kubelet          invalid capacity 0 on image filesystem
  Normal   NodeHasSufficientMemory  kubelet          Node worker-1 status is now: NodeHasSufficientMemory
  Normal   NodeHasNoDiskPressure    kubelet          Node worker-1 status is now: NodeHasNoDiskPressure
  Normal   NodeHasSufficientPID     kubelet          Node worker-1 status is now: NodeHasSufficientPID
  Normal   NodeAllocatableEnforced  kubelet          Updated Node Allocatable limit across pods
  Normal   NodeReady                kubelet          Node worker-1 status is now: NodeReady
  Normal   RegisteredNode           node-controller  Node worker-1 event: Registered Node worker-1 in Controller
`

/** The events that a description ends with, without their rule and the ages of what happened once. */
const eventsOf = (description: string): string =>
  description
    .slice(description.indexOf('Events:'))
    .split('\n')
    .filter(line => !/^ +----/.test(line))
    .map(line => line.replace(/^(.{36})(?:Age|(?:\d+[hms])+) +/, '$1').trimEnd())
    .join('\n')

describe('the events of a node', function () {
  this.timeout(60_000)
  let home: KctlHome
  beforeEach(() => {
    home = makeKctlHome()
  })
  afterEach(() => home.remove())

  it('are what a node says as it starts, once', async () => {
    const first = await home.kctl('describe', 'node', 'worker-1')
    await home.kctl('create', 'namespace', 'wakes-the-cluster')
    await home.kctl('clock', 'advance', '20m')
    const later = await home.kctl('describe', 'node', 'worker-1')

    assert.equal(eventsOf(first.stdout), expected)
    assert.equal(eventsOf(later.stdout), expected)
  })
})
