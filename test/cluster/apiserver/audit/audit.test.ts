import assert from 'node:assert/strict'
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Auditor} from '../../../../src/cluster/apiserver/audit/auditor.ts'
import {LogFile} from '../../../../src/cluster/apiserver/audit/log-file.ts'
import type {Policy} from '../../../../src/cluster/apiserver/audit/policy.ts'
import {startTestApiServer, type TestApiServer} from '../../../support/api-server.ts'

type Event = Record<string, never> & {stage: string; annotations: Record<string, string>}

const inDefault: Policy = {rules: [{level: 'RequestResponse', namespaces: ['default']}, {level: 'None'}]}
const path = '/api/v1/namespaces/default/configmaps'

describe('The audit log', () => {
  let api: TestApiServer
  let lines: string[]
  const events = () => lines.map(line => JSON.parse(line) as Event)

  async function serve(policy: Policy) {
    lines = []
    const auditor = new Auditor({
      policy,
      sinks: [{write: line => void lines.push(line), close() {}}],
      now: () => api?.clock.now() ?? 0,
    })
    api = await startTestApiServer({auditor})
    lines = []
  }
  afterEach(() => api.close())

  it('tells what was sent in the order of the type, not of the sender', async () => {
    await serve(inDefault)

    await api.send('POST', path, {data: {b: '1', a: '2'}, metadata: {namespace: 'default', name: 'c'}})

    const {requestObject} = events().at(-1)! as unknown as {requestObject: object}
    assert.equal(
      JSON.stringify(requestObject),
      '{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"c","namespace":"default"},"data":{"a":"2","b":"1"}}',
    )
  })

  it('tells of a create as kube-apiserver does', async () => {
    await serve(inDefault)

    const answer = await api.send(
      'POST',
      `${path}?fieldManager=m`,
      {metadata: {name: 'c'}, data: {a: 'b'}},
      {
        'user-agent': 'test/1',
        'audit-id': 'mine',
        'x-forwarded-for': '10.1.2.3, nonsense, 10.2.2.2',
      },
    )

    const common = {
      kind: 'Event',
      apiVersion: 'audit.k8s.io/v1',
      level: 'RequestResponse',
      auditID: 'mine',
      requestURI: `${path}?fieldManager=m`,
      verb: 'create',
      user: {username: 'admin', groups: ['system:masters', 'system:authenticated']},
      sourceIPs: ['10.1.2.3', '10.2.2.2', '127.0.0.1'],
      userAgent: 'test/1',
      requestReceivedTimestamp: '2026-01-01T00:00:00.000000Z',
      stageTimestamp: '2026-01-01T00:00:00.000000Z',
    }
    assert.deepEqual(events(), [
      {
        ...common,
        stage: 'RequestReceived',
        objectRef: {resource: 'configmaps', namespace: 'default', apiVersion: 'v1'},
      },
      {
        ...common,
        stage: 'ResponseComplete',
        objectRef: {resource: 'configmaps', namespace: 'default', name: 'c', apiVersion: 'v1'},
        responseStatus: {metadata: {}, code: 201},
        requestObject: {kind: 'ConfigMap', apiVersion: 'v1', metadata: {name: 'c'}, data: {a: 'b'}},
        responseObject: (answer.body as {object: unknown} & typeof answer.body).object,
        annotations: {'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': ''},
      },
    ])
    assert.equal(answer.headers['audit-id'], 'mine')
  })

  it('tells of a refusal by its Status', async () => {
    await serve(inDefault)

    await api.send('GET', `${path}/none`)

    const [, {responseStatus, responseObject}] = events() as [Event, Event]
    const status = {
      metadata: {},
      status: 'Failure',
      message: 'configmaps "none" not found',
      reason: 'NotFound',
      details: {name: 'none', kind: 'configmaps'},
      code: 404,
    }
    assert.deepEqual([responseStatus, responseObject], [status, {kind: 'Status', apiVersion: 'v1', ...status}])
  })

  it('keeps a patch as it was sent', async () => {
    await serve(inDefault)
    await api.send('POST', path, {metadata: {name: 'c'}})

    await api.send('PATCH', `${path}/c`, {data: {a: null}}, {'content-type': 'application/merge-patch+json'})

    assert.deepEqual(events().at(-1)!['requestObject'], {data: {a: null}})
  })

  it('tells the beginning and the end of a watch', async () => {
    await serve(inDefault)

    const answer = await api.send('GET', `${path}?watch=1&timeoutSeconds=5`)
    const started = events().map(({stage}) => stage)
    const drained = drain(answer)
    await api.clock.advance(api.clock.now() + 5000, async () => {})
    await drained

    assert.deepEqual(started, ['RequestReceived', 'ResponseStarted'])
    assert.deepEqual(events().at(-1)!.stage, 'ResponseComplete')
  })

  const levels = [
    {level: 'None', expected: undefined},
    {level: 'Metadata', expected: [false, false]},
    {level: 'Request', expected: [true, false]},
    {level: 'RequestResponse', expected: [true, true]},
  ] as const
  for (const {level, expected} of levels) {
    it(`tells at the level ${level} what belongs to it`, async () => {
      await serve({rules: [{level}], omitStages: ['RequestReceived']})

      await api.send('POST', path, {metadata: {name: 'c'}})

      const told = events().map(event => ['requestObject' in event, 'responseObject' in event])
      assert.deepEqual(told, expected ? [[...expected]] : [])
    })
  }

  it('leaves managed fields out where it is told to', async () => {
    await serve({rules: [{level: 'RequestResponse', omitManagedFields: true}], omitStages: ['RequestReceived']})

    await api.send('POST', `${path}?fieldManager=m`, {metadata: {name: 'c'}, data: {a: 'b'}})
    await api.send('GET', path)

    assert.ok(events().length === 2 && !lines.join('').includes('managedFields'))
  })

  it('says what pod security has to say', async () => {
    await serve(inDefault)
    const labels = {'pod-security.kubernetes.io/audit': 'baseline'}
    await api.send(
      'PATCH',
      '/api/v1/namespaces/default',
      {metadata: {labels}},
      {
        'content-type': 'application/merge-patch+json',
      },
    )

    await api.send('POST', '/api/v1/namespaces/default/pods', {
      metadata: {name: 'p'},
      spec: {hostNetwork: true, containers: [{name: 'c', image: 'i'}]},
    })

    const {annotations} = events().at(-1)!
    assert.equal(annotations['pod-security.kubernetes.io/enforce-policy'], 'privileged:latest')
    assert.equal(
      annotations['pod-security.kubernetes.io/audit-violations'],
      'would violate PodSecurity "baseline:latest": host namespaces (hostNetwork=true)',
    )
  })
})

describe('An audit log file', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kctl-audit-'))
  })
  afterEach(() => rmSync(folder, {recursive: true, force: true}))

  it('begins anew when it is full, and keeps so many old ones', () => {
    let now = Date.UTC(2026, 0, 1)
    const file = new LogFile({path: join(folder, 'audit.log'), maxSize: 1, maxBackups: 2, maxAge: 0, now: () => now})

    for (const letter of 'abcde') {
      file.write(`${letter.repeat(700_000)}\n`)
      now += 1000
    }
    file.close()

    assert.deepEqual(readdirSync(folder).sort(), [
      'audit-2026-01-01T00-00-03.000.log',
      'audit-2026-01-01T00-00-04.000.log',
      'audit.log',
    ])
    assert.equal(readFileSync(join(folder, 'audit.log'), 'utf8')[0], 'e')
  })

  it('goes on where it ended', () => {
    const options = {path: join(folder, 'deep/audit.log'), maxSize: 1, maxBackups: 0, maxAge: 0, now: () => 0}
    for (const line of ['one\n', 'two\n']) {
      const file = new LogFile(options)
      file.write(line)
      file.close()
    }

    assert.equal(readFileSync(options.path, 'utf8'), 'one\ntwo\n')
  })
})

async function drain({body}: Awaited<ReturnType<TestApiServer['send']>>): Promise<void> {
  if (body.type === 'events') for await (const _ of body.events);
}
