import assert from 'node:assert/strict'
import type {Attributes} from '../../../../src/cluster/apiserver/auth/interfaces.ts'
import {StoredObjects} from '../../../../src/cluster/apiserver/auth/object-source.ts'
import {FlowControl, flowDump} from '../../../../src/cluster/apiserver/flow-control/index.ts'
import {bootstrap} from '../../../../src/cluster/bootstrap/index.ts'
import {startTestApiServer, type TestApiServer} from '../../../support/api-server.ts'

const attributes = (
  name: string,
  groups: string[] = ['system:authenticated'],
  more: Partial<Attributes> = {},
): Attributes => ({
  user: {name, groups},
  verb: 'get',
  resourceRequest: true,
  group: '',
  version: 'v1',
  resource: 'configmaps',
  subresource: '',
  namespace: 'default',
  name: 'c',
  path: '',
  ...more,
})

describe('Priority and fairness', () => {
  let api: TestApiServer
  let control: FlowControl
  let now: number
  /** What is called back when a request has waited long enough. */
  let impatient: (() => void)[]

  beforeEach(async () => {
    api = await startTestApiServer({namespaces: []})
    const options = {
      caCertificate: '',
      requestHeaderCaCertificate: '',
      address: '10.0.0.1',
      port: 6443,
      version: 'v1.34.3',
    }
    await bootstrap(api.client, options)
    impatient = []
    const wake = (_: number, callback: () => void) => {
      impatient.push(callback)
      return () => undefined
    }
    now = 0
    control = new FlowControl(new StoredObjects(() => api.server.parts), {now: () => now, wake})
  })
  afterEach(async () => {
    control.stop()
    await api.close()
  })

  const kinds: {name: string; asked: Attributes; schema: string; level: string}[] = [
    {name: 'administrators', asked: attributes('admin', ['system:masters']), schema: 'exempt', level: 'exempt'},
    {
      name: 'probes',
      asked: attributes('system:anonymous', ['system:unauthenticated'], {
        resourceRequest: false,
        resource: '',
        path: '/livez',
      }),
      schema: 'probes',
      level: 'exempt',
    },
    {
      name: 'nodes',
      asked: attributes('system:node:a', ['system:nodes', 'system:authenticated'], {resource: 'pods'}),
      schema: 'system-nodes',
      level: 'system',
    },
    {
      name: "nodes' leases",
      asked: attributes('system:node:a', ['system:nodes', 'system:authenticated'], {
        group: 'coordination.k8s.io',
        resource: 'leases',
        namespace: 'kube-node-lease',
      }),
      schema: 'system-node-high',
      level: 'node-high',
    },
    {
      name: 'the scheduler',
      asked: attributes('system:kube-scheduler'),
      schema: 'kube-scheduler',
      level: 'workload-high',
    },
    {
      name: 'service accounts',
      asked: attributes('system:serviceaccount:default:x', ['system:serviceaccounts', 'system:authenticated']),
      schema: 'service-accounts',
      level: 'workload-low',
    },
    {name: 'everybody else', asked: attributes('jane'), schema: 'global-default', level: 'global-default'},
  ]
  for (const {name, asked, schema, level} of kinds) {
    it(`takes the requests of ${name} for what they are`, async () => {
      const outcome = await control.admit(asked)

      assert.deepEqual([outcome?.ticket.schema, outcome?.ticket.level], [schema, level])
    })
  }

  it('lets in as many of a level as it has seats, and the next one when one leaves', async () => {
    const first = await Promise.all(
      Array.from({length: seats('global-default')}, () => control.admit(attributes('jane'))),
    )
    let last = false
    const waiting = control.admit(attributes('joe')).then(outcome => {
      last = true
      return outcome
    })
    await settled()
    const before = last

    release(first[0])
    await waiting

    assert.deepEqual([before, last], [false, true])
    assert.ok(first.every(outcome => outcome && 'release' in outcome))
  })

  it('refuses who has waited too long, and who comes when all queues are full', async () => {
    for (let taken = 0; taken < seats('global-default'); taken += 1) await control.admit(attributes('jane'))
    const many = Array.from({length: 6 * 50 + 1}, () => control.admit(attributes('jane')))
    await settled()

    for (const giveUp of impatient) giveUp()
    const outcomes = await Promise.all(many)

    const reasons = outcomes.map(outcome => (outcome && 'rejected' in outcome ? outcome.rejected : 'served'))
    assert.equal(reasons.filter(reason => reason === 'time-out').length, 300)
    assert.equal(reasons.filter(reason => reason === 'queue-full').length, 1)
  })

  it('does not let a client with many requests keep one with few waiting', async () => {
    const first = await Promise.all(
      Array.from({length: seats('global-default')}, () => control.admit(attributes('jane'))),
    )
    const order: string[] = []
    for (let index = 0; index < 200; index += 1) void control.admit(attributes('jane')).then(() => order.push('jane'))
    void control.admit(attributes('joe')).then(() => order.push('joe'))
    await settled()

    for (const outcome of first.slice(0, 10)) release(outcome)
    await settled()

    assert.ok(order.includes('joe'), order.join(' '))
  })

  it('lends the seats that nobody needs, and takes them back', async () => {
    const limits = () => Object.fromEntries(control.levels.map(({name, seats: given}) => [name, given]))
    await control.admit(attributes('jane'))
    const idle = limits()
    const busy = Array.from({length: 100}, () => control.admit(attributes('jane')))
    await settled()
    const before = control.levels.find(({name}) => name === 'global-default')?.executing

    now += 30_000
    const lent = limits()
    for (const outcome of await Promise.all(busy)) release(outcome)
    now += 3_600_000
    const later = limits()

    // Measured on a real API server at rest.
    const atRest = {'catch-all': 30, 'leader-election': 58, 'node-high': 170, system: 117, 'workload-high': 114}
    assert.deepEqual(idle, {...idle, ...atRest, 'global-default': 56, 'workload-low': 56})
    assert.equal(before, 56)
    assert.ok(lent['global-default']! >= 101, JSON.stringify(lent))
    assert.ok(lent['workload-low']! < 56 && lent['workload-low']! >= 24)
    assert.ok(lent['catch-all']! >= 13)
    assert.deepEqual(later, {...later, ...atRest, 'global-default': 56, 'workload-low': 56})
  })

  it('dumps what each level is doing', async () => {
    for (let taken = 0; taken < seats('global-default'); taken += 1) await control.admit(attributes('jane'))
    void control.admit(attributes('joe'))
    await settled()

    const levels = flowDump('/debug/api_priority_and_fairness/dump_priority_levels', control)!.split('\n')
    const requests = flowDump('/debug/api_priority_and_fairness/dump_requests', control)!.split('\n')

    assert.match(levels[0]!, /^PriorityLevelName, ActiveQueues, IsIdle, IsQuiescing, WaitingRequests, /)
    assert.match(
      levels.find(line => line.startsWith('global-default,'))!,
      /, +1, +false, +false, +1, +56, +56, +0, +0, +0$/,
    )
    assert.match(
      requests[1]!,
      /^global-default, +global-default, +\d+, +0, +joe, +1970-\S+, +1, +0, +0s, +0001-01-01T00:00:00Z$/,
    )
    assert.equal(requests.length, 59)
  })

  it('follows what is said of levels', async () => {
    await control.admit(attributes('jane'))
    const resource = {group: 'flowcontrol.apiserver.k8s.io', version: 'v1', resource: 'prioritylevelconfigurations'}
    const body = {spec: {limited: {nominalConcurrencyShares: 0, limitResponse: {type: 'Reject', queuing: null}}}}
    await api.client.patch({...resource, name: 'global-default'}, 'merge', body)

    await control.admit(attributes('jane'))
    const outcome = await control.admit(attributes('jane'))

    assert.ok(outcome && 'rejected' in outcome && outcome.rejected === 'concurrency-limit')
  })

  it('answers 429 with Retry-After, and says on every answer what a request was taken for', async () => {
    const limited = await startTestApiServer({store: api.store, namespaces: [], flowControl: control})
    const resource = {group: 'flowcontrol.apiserver.k8s.io', version: 'v1', resource: 'prioritylevelconfigurations'}
    const body = {spec: {limited: {nominalConcurrencyShares: 0, limitResponse: {type: 'Reject', queuing: null}}}}
    await api.client.patch({...resource, name: 'global-default'}, 'merge', body)
    const ask = (name: string, groups: string[]) =>
      limited.server.handle({method: 'GET', url: '/api/v1/nodes', user: {name, groups}, outside: true})

    await control.admit(attributes('jane'))
    const [served, refused] = [await ask('admin', ['system:masters']), await ask('jane', ['system:authenticated'])]

    assert.equal(served.status, 200)
    assert.ok(served.headers['x-kubernetes-pf-flowschema-uid'] && served.headers['x-kubernetes-pf-prioritylevel-uid'])
    assert.equal(refused.status, 429)
    assert.equal(refused.headers['retry-after'], '1')
    assert.ok(refused.headers['x-kubernetes-pf-flowschema-uid'])
    assert.deepEqual(refused.body, {type: 'text', text: 'Too many requests, please try again later.\n'})
    limited.server.stop()
  })

  /** As long as nobody else wants any of theirs: measured on a real API server. */
  const seats = (level: string) => ({'global-default': 56})[level]!
})

type Outcome = Awaited<ReturnType<FlowControl['admit']>>

function release(outcome: Outcome): void {
  if (outcome && 'release' in outcome) outcome.release()
}

const settled = () => new Promise(resolve => setImmediate(resolve))
