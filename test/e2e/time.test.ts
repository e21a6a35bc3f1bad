import assert from 'node:assert/strict'
import type {Event, Job, Pod} from '../../src/api/kinds.ts'
import type {KubeObject} from '../../src/api/object.ts'
import type {Client} from '../../src/client/client.ts'
import {type OneShotCommands, oneShotCommands} from '../support/one-shot-commands.ts'

const jobs = {group: 'batch', version: 'v1', resource: 'jobs', namespace: 'default'}
const cronJobs = {...jobs, resource: 'cronjobs'}
const pods = {group: '', version: 'v1', resource: 'pods', namespace: 'default'}
const minute = 60_000

const template = (script: string) => ({
  spec: {restartPolicy: 'Never', containers: [{name: 'c', image: 'busybox:1.36', command: ['sh', '-c', script]}]},
})
const job = (name: string, script: string) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: {name},
  spec: {template: template(script)},
})
const cronJob = (name: string, more: object = {}) => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: {name},
  spec: {
    schedule: '* * * * *',
    successfulJobsHistoryLimit: 20,
    jobTemplate: {spec: {template: template('date')}},
    ...more,
  },
})

const named = (client: Client, name: string) => client.get<Job>({...jobs, name})
const isComplete = ({status}: Job): boolean =>
  status?.conditions?.some(({type, status: value}) => type === 'Complete' && value === 'True') ?? false
const timeOf = (time: string | Date | undefined): string => new Date(time ?? 0).toISOString().slice(11, 19)
const logOf = async (client: Client, name: string): Promise<string> => {
  const response = await client.send({method: 'GET', url: `/api/v1/namespaces/default/pods/${name}/log`})
  if (response.body.type !== 'stream') throw new TypeError(`a log is a stream, this is ${response.body.type}`)
  let text = ''
  for await (const chunk of response.body.chunks) text += Buffer.from(chunk as Uint8Array).toString()
  return text
}

describe('time between one-shot commands', function () {
  this.timeout(60_000)
  let cluster: OneShotCommands
  beforeEach(() => {
    cluster = oneShotCommands()
  })
  afterEach(() => cluster.remove())

  it('has nothing due once a new cluster has settled', async () => {
    await cluster.command(client => client.create(jobs, job('first', 'date')))

    const due = await cluster.clock(async engine => engine.reading.nextDue)

    assert.equal(due, undefined)
  })

  it('passes for a Job past its deadline whose pod is slow to end', async () => {
    const late = job('late', 'sleep 1000')
    const spec = {...late.spec, activeDeadlineSeconds: 5}
    await cluster.command(client => client.create(jobs, {...late, spec}))

    cluster.wait(20_000)
    const ending = await cluster.command(client => named(client, 'late'))
    cluster.wait(30_000)
    const ended = await cluster.command(client => named(client, 'late'))

    const types = ({status}: Job) => status!.conditions!.map(({type}) => type)
    assert.deepEqual([types(ending), types(ended)], [['FailureTarget'], ['FailureTarget', 'Failed']])
  })

  it('passes for a Job that sleeps', async () => {
    await cluster.command(client => client.create(jobs, job('sleeper', 'echo begun; sleep 30; echo done')))

    cluster.wait(20_000)
    const early = await cluster.command(client => named(client, 'sleeper'))
    cluster.wait(20_000)
    const late = await cluster.command(client => named(client, 'sleeper'))

    assert.equal(isComplete(early), false)
    assert.equal(early.status?.active, 1)
    assert.equal(isComplete(late), true)
    assert.deepEqual([timeOf(late.status?.startTime), timeOf(late.status?.completionTime)], ['12:00:07', '12:00:37'])
    const [pod] = (await cluster.command(client => client.list<Pod>(pods))).items
    assert.equal(await cluster.command(client => logOf(client, pod!.metadata.name!)), 'begun\ndone\n')
  })

  it('has CronJobs fire when they were due', async () => {
    await cluster.command(client => client.create(cronJobs, cronJob('minutely')))

    cluster.wait(3 * minute)
    const {items} = await cluster.command(client => client.list<Job>(jobs))

    assert.deepEqual(
      items.map(({metadata, status}) => [timeOf(metadata.creationTimestamp), timeOf(status?.completionTime)]),
      [
        ['12:01:00', '12:01:00'],
        ['12:02:00', '12:02:00'],
        ['12:03:00', '12:03:00'],
      ],
    )
  })

  it('can be led on: ten minutes, ten Jobs, each at its time', async () => {
    await cluster.command(client => client.create(cronJobs, cronJob('minutely')))

    await cluster.clock(engine => engine.advance(10 * minute))
    const {items} = await cluster.command(client => client.list<Job>(jobs))

    assert.equal(items.every(isComplete), true)
    assert.deepEqual(
      items.map(({status}) => timeOf(status?.startTime)),
      Array.from({length: 10}, (_, index) => `12:${String(index + 1).padStart(2, '0')}:00`),
    )
  })

  it('can be stopped and goes on from there', async () => {
    await cluster.command(client => client.create(jobs, job('sleeper', 'sleep 30')))
    await cluster.clock(engine => engine.pause())

    cluster.wait(60 * minute)
    const paused = await cluster.command(client => named(client, 'sleeper'))
    await cluster.clock(engine => engine.resume())
    cluster.wait(31_000)
    const resumed = await cluster.command(client => named(client, 'sleeper'))

    assert.equal(isComplete(paused), false)
    assert.equal(isComplete(resumed), true)
    assert.equal(timeOf(resumed.status?.completionTime), '12:00:37')
  })

  it('lets a pod wait ever longer for an image that cannot be pulled', async () => {
    const spec = {containers: [{name: 'c', image: 'nginx:there-is-no-such-tag'}]}
    await cluster.command(client => client.create(pods, {apiVersion: 'v1', kind: 'Pod', metadata: {name: 'bad'}, spec}))
    const events = {group: '', version: 'v1', resource: 'events', namespace: 'default'}

    for (let turn = 0; turn < 6; turn += 1) await cluster.clock(engine => engine.advance(10_000))
    const {items} = await cluster.command(client => client.list<Event>(events))

    const pulls = items.filter(({reason}) => reason === 'Pulling')
    assert.deepEqual(
      pulls.map(({count}) => count),
      [3],
    )
  })

  it('takes events along after an hour and a minute, though nobody did anything in between', async () => {
    await cluster.command(client => client.create(jobs, job('first', 'date')))
    const events = {group: '', version: 'v1', resource: 'events', namespace: 'default'}

    const early = await cluster.command(client => client.list(events))
    cluster.wait(62 * minute)
    const late = await cluster.command(client => client.list(events))

    assert.ok(early.items.length > 5)
    assert.deepEqual(
      late.items.filter(({metadata}) => timeOf(metadata.creationTimestamp) < '13:00:00'),
      [],
    )
  })

  it("goes on where it stood when the machine's clock is set back", async () => {
    await cluster.command(client => client.create(jobs, job('sleeper', 'sleep 30')))

    cluster.wait(-24 * 60 * minute)
    const early = await cluster.command(client => named(client, 'sleeper'))
    cluster.wait(31_000)
    const late = await cluster.command(client => named(client, 'sleeper'))

    assert.deepEqual([isComplete(early), isComplete(late)], [false, true])
    assert.equal(timeOf(late.status?.completionTime), '12:00:37')
  })

  it('is what another command has made of it that had the engine before', async () => {
    const waiting = await cluster.open()
    await cluster.clock(engine => engine.advance(60 * minute))

    await waiting.cluster.engine.start()
    const {offset} = waiting.cluster.engine.reading
    await waiting.cluster.engine.stop()
    await waiting.cluster.close()

    assert.equal(offset, 60 * minute)
  })
})

describe('a seed', function () {
  this.timeout(60_000)

  it('makes two clusters the same, object by object and line by line', async () => {
    const [first, second] = [await story('same'), await story('same')]

    assert.deepEqual(
      first.objects.filter((text, index) => text !== second.objects[index]),
      [],
    )
    assert.deepEqual(first.logs, second.logs)
    assert.ok(first.logs.length > 3)
  })

  it('of its own makes another cluster', async () => {
    const [first, second] = [await story('one'), await story('other')]

    assert.notDeepEqual(first.objects, second.objects)
  })
})

/** What a cluster with that seed looks like after the same commands at the same times. */
async function story(seed: string): Promise<{objects: string[]; logs: string[]}> {
  const cluster = oneShotCommands({seed})
  try {
    await cluster.command(async client => {
      await client.create(jobs, job('sleeper', 'for i in 1 2 3; do echo $i; sleep 7; done'))
      await client.create(cronJobs, cronJob('minutely'))
      await client.create({group: 'apps', version: 'v1', resource: 'deployments', namespace: 'default'}, web)
    })
    cluster.wait(95_000)
    await cluster.clock(engine => engine.advance(3 * minute))
    return await cluster.command(async client => {
      const logs: string[] = []
      const {items} = await client.list<Pod>(pods)
      for (const {metadata} of items) logs.push(`${metadata.name}: ${await logOf(client, metadata.name!)}`)
      return {objects: await everything(client), logs}
    })
  } finally {
    cluster.remove()
  }
}

const web = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {name: 'web'},
  spec: {
    replicas: 3,
    selector: {matchLabels: {app: 'web'}},
    template: {metadata: {labels: {app: 'web'}}, spec: {containers: [{name: 'web', image: 'nginx:1.27'}]}},
  },
}

const kinds = [
  '/api/v1/nodes',
  '/api/v1/pods',
  '/api/v1/services',
  '/api/v1/events',
  '/api/v1/serviceaccounts',
  '/apis/apps/v1/deployments',
  '/apis/apps/v1/replicasets',
  '/apis/apps/v1/daemonsets',
  '/apis/batch/v1/jobs',
  '/apis/batch/v1/cronjobs',
  '/apis/discovery.k8s.io/v1/endpointslices',
  '/apis/coordination.k8s.io/v1/leases',
  '/apis/storage.k8s.io/v1/csinodes',
]

/**
 * Every object of these kinds, with all its fields but those that tell in which order writes reached the disk that were under way together, which is the machine's
 * affair: resource versions, and the names and uids of events, which stand for what they say.
 */
async function everything(client: Client): Promise<string[]> {
  const objects: string[] = []
  for (const url of kinds) {
    const response = await client.send({method: 'GET', url})
    if (response.body.type !== 'object') throw new TypeError(`${url} answered ${response.body.type}`)
    const {items} = response.body.object as {items: KubeObject[]}
    objects.push(...items.map(textOf))
  }
  return objects.sort()
}

function textOf(object: KubeObject): string {
  const {name: _, uid: __, ...rest} = object.metadata
  const shown = object.kind === 'Event' ? {...object, metadata: rest} : object
  return JSON.stringify(shown, (key, value) => (key === 'resourceVersion' ? undefined : value))
}
