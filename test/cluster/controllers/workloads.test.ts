import assert from 'node:assert/strict'
import {builtin} from '../../../src/api/builtin-resources.ts'
import type {
  ControllerRevision,
  CronJob,
  DaemonSet,
  Job,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  PodDisruptionBudget,
  ResourceQuota,
  StatefulSet,
} from '../../../src/api/kinds.ts'
import type {GroupVersionResource, KubeObject} from '../../../src/api/object.ts'
import {bootstrap} from '../../../src/cluster/bootstrap/index.ts'
import {runAllPods, startControllers, startDiscoverableServer} from '../../support/all-controllers.ts'
import type {TestApiServer} from '../../support/api-server.ts'

const namespace = 'default'
const options = {caCertificate: 'certificate', address: '172.18.0.2', port: 6443, version: 'v1.34.3'}
const podTemplate = (labels: object) => ({metadata: {labels}, spec: {containers: [{name: 'c', image: 'nginx'}]}})

describe('workloads on an API server', () => {
  let server: TestApiServer
  let running: Awaited<ReturnType<typeof startControllers>>
  const create = async <T extends KubeObject>(
    resource: GroupVersionResource,
    name: string,
    body: object,
  ): Promise<T> => {
    const created = await server.client.create<T>({...resource, namespace}, {metadata: {name}, ...body})
    await server.activity.settled()
    return created
  }
  const get = <T>(resource: GroupVersionResource, name: string): Promise<T> =>
    server.client.get<T>({...resource, namespace, name})
  const names = async (resource: GroupVersionResource): Promise<string[]> =>
    (await server.client.list({...resource, namespace})).items.map(({metadata}) => metadata.name!)
  const events = async (kind: string): Promise<string[]> => {
    const {items} = await server.client.list<KubeObject & {involvedObject: {kind: string}; message: string}>({
      ...builtin.events,
      namespace,
    })
    return items.filter(({involvedObject}) => involvedObject.kind === kind).map(({message}) => message)
  }
  const addNode = (name: string, taints: object[] = []) =>
    server.client.create(builtin.nodes, {
      metadata: {name, labels: {'kubernetes.io/os': 'linux', 'kubernetes.io/hostname': name}},
      spec: {taints},
    })

  beforeEach(async () => {
    server = await startDiscoverableServer()
    await bootstrap(server.client, options)
    running = await startControllers(server)
  })
  afterEach(async () => {
    assert.deepEqual(running.problems, [])
    await running.stop()
    await server.close()
  })

  it('a stateful set makes its pods and claims in order, and rolls them from the last', async () => {
    const labels = {app: 'db'}
    const claims = [
      {
        metadata: {name: 'data'},
        spec: {accessModes: ['ReadWriteOnce'], resources: {requests: {storage: '1Gi'}}, storageClassName: 'standard'},
      },
    ]
    const spec = {serviceName: 'db', replicas: 2, selector: {matchLabels: labels}, template: podTemplate(labels)}
    await create(builtin.statefulSets, 'db', {spec: {...spec, volumeClaimTemplates: claims}})
    assert.deepEqual(await names(builtin.pods), ['db-0'])
    await runAllPods(server, namespace)
    assert.deepEqual(await names(builtin.pods), ['db-0', 'db-1'])
    assert.deepEqual(await names(builtin.persistentVolumeClaims), ['data-db-0', 'data-db-1'])
    await runAllPods(server, namespace)
    const set = await get<StatefulSet>(builtin.statefulSets, 'db')
    assert.deepEqual([set.status?.readyReplicas, set.status?.currentReplicas, set.status?.availableReplicas], [2, 2, 2])
    assert.equal(set.status?.currentRevision, set.status?.updateRevision)
    assert.ok((await events('StatefulSet')).includes('create Pod db-0 in StatefulSet db successful'))

    assert.equal(set.status?.updateRevision, 'db-5685d99b96')
    const {data} = await get<ControllerRevision>(builtin.controllerRevisions, 'db-5685d99b96')
    assert.match(JSON.stringify(data), /^{"spec":{"template":{"\$patch":"replace","metadata":/)
    await server.client.patch({...builtin.statefulSets, namespace, name: 'db'}, 'strategic', {
      spec: {template: {spec: {containers: [{name: 'c', image: 'nginx:2'}]}}},
    })
    await server.activity.settled()
    for (let round = 0; round < 3; round += 1) await runAllPods(server, namespace)
    const after = await get<StatefulSet>(builtin.statefulSets, 'db')
    assert.equal(after.status?.currentRevision, after.status?.updateRevision)
    assert.notEqual(after.status?.currentRevision, set.status?.currentRevision)
    const pods = await server.client.list<Pod>({...builtin.pods, namespace})
    assert.deepEqual(
      pods.items.map(pod => pod.spec?.containers[0]?.image),
      ['nginx:2', 'nginx:2'],
    )
  })

  it('a daemon set has a pod on every node that it fits', async () => {
    await addNode('one')
    await addNode('two')
    await addNode('main', [{key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule'}])
    const labels = {app: 'agent'}
    await create(builtin.daemonSets, 'agent', {spec: {selector: {matchLabels: labels}, template: podTemplate(labels)}})
    await runAllPods(server, namespace)
    const {status} = await get<DaemonSet>(builtin.daemonSets, 'agent')
    assert.deepEqual(status, {
      currentNumberScheduled: 2,
      desiredNumberScheduled: 2,
      numberMisscheduled: 0,
      numberReady: 2,
      numberAvailable: 2,
      updatedNumberScheduled: 2,
      observedGeneration: 1,
    })
    const revisions = await server.client.list<ControllerRevision>({...builtin.controllerRevisions, namespace})
    assert.deepEqual(
      revisions.items.map(({revision, metadata}) => [revision, metadata.name]),
      [[1, 'agent-64cc7d6646']],
    )
    await addNode('three')
    await server.activity.settled()
    assert.equal((await names(builtin.pods)).length, 3)
  })

  it('a cron job makes its jobs on time and keeps the last three', async () => {
    const jobTemplate = {spec: {template: {spec: {containers: [{name: 'c', image: 'b'}], restartPolicy: 'Never'}}}}
    await create(builtin.cronJobs, 'tick', {spec: {schedule: '*/5 * * * *', jobTemplate}})
    const minute = server.clock.now() / 60_000
    for (let time = 0; time < 4; time += 1) {
      await server.clock.advance(server.clock.now() + 300_000, () => server.activity.settled())
      await endPods('Succeeded')
    }
    assert.deepEqual(
      await names(builtin.jobs),
      [10, 15, 20].map(offset => `tick-${minute + offset}`),
    )
    const {status} = await get<CronJob>(builtin.cronJobs, 'tick')
    assert.deepEqual(status, {lastScheduleTime: '2026-01-01T00:20:00Z', lastSuccessfulTime: '2026-01-01T00:20:00Z'})
    const said = await events('CronJob')
    assert.ok(said.includes(`Created job tick-${minute + 5}`))
    assert.ok(said.includes(`Saw completed job: tick-${minute + 5}, condition: Complete`))
  })

  it('a job is complete when its pods are, and goes when its time is up', async () => {
    const spec = {template: {spec: {containers: [{name: 'c', image: 'b'}], restartPolicy: 'Never'}}}
    await create(builtin.jobs, 'once', {spec: {...spec, ttlSecondsAfterFinished: 60}})
    await endPods('Succeeded')
    const {status} = await get<Job>(builtin.jobs, 'once')
    assert.equal(status?.succeeded, 1)
    assert.deepEqual(
      status?.conditions?.map(({type}) => type),
      ['SuccessCriteriaMet', 'Complete'],
    )
    await server.clock.advance(server.clock.now() + 61_000, () => server.activity.settled())
    assert.deepEqual([await names(builtin.jobs), await names(builtin.pods)], [[], []])
  })

  it('a claim waits for its pod, gets a volume on its node and takes it away with it', async () => {
    await addNode('one')
    const spec = {accessModes: ['ReadWriteOnce'], resources: {requests: {storage: '1Gi'}}}
    await create(builtin.persistentVolumeClaims, 'data', {spec: {...spec, storageClassName: 'standard'}})
    assert.deepEqual(await events('PersistentVolumeClaim'), ['waiting for first consumer to be created before binding'])
    await server.client.patch({...builtin.persistentVolumeClaims, namespace, name: 'data'}, 'merge', {
      metadata: {annotations: {'volume.kubernetes.io/selected-node': 'one'}},
    })
    await server.activity.settled()
    const claim = await get<PersistentVolumeClaim>(builtin.persistentVolumeClaims, 'data')
    assert.deepEqual(claim.status, {phase: 'Bound', accessModes: ['ReadWriteOnce'], capacity: {storage: '1Gi'}})
    const volumes = () => server.client.list<PersistentVolume>(builtin.persistentVolumes)
    assert.deepEqual(
      (await volumes()).items.map(({status}) => status?.phase),
      ['Bound'],
    )
    await server.client.delete({...builtin.persistentVolumeClaims, namespace, name: 'data'})
    await server.activity.settled()
    assert.deepEqual((await volumes()).items, [])
  })

  it('a claim that is bound has what its volume is, and what becomes of it is for others to say', async () => {
    const spec = {accessModes: ['ReadWriteOnce'], storageClassName: 'manual', volumeAttributesClassName: 'gold'}
    const csi = {driver: 'example.com', volumeHandle: 'v'}
    const claim = async () => (await get<PersistentVolumeClaim>(builtin.persistentVolumeClaims, 'data')).status
    await create(builtin.persistentVolumeClaims, 'data', {spec: {...spec, resources: {requests: {storage: '1Gi'}}}})
    await server.client.create(builtin.persistentVolumes, {
      metadata: {name: 'v'},
      spec: {...spec, csi, capacity: {storage: '2Gi'}},
    })
    await server.activity.settled()
    const {phase, capacity, currentVolumeAttributesClassName} = (await claim())!
    assert.deepEqual([phase, capacity, currentVolumeAttributesClassName], ['Bound', {storage: '2Gi'}, 'gold'])

    const status = {capacity: {storage: '3Gi'}, currentVolumeAttributesClassName: 'silver'}
    const path = {...builtin.persistentVolumeClaims, namespace, name: 'data', subresource: 'status'}
    await server.client.patch(path, 'merge', {status})
    await server.activity.settled()

    const after = (await claim())!
    assert.deepEqual([after.capacity, after.currentVolumeAttributesClassName], [{storage: '3Gi'}, 'silver'])
  })

  it('a budget says how many pods may go, a quota how many there are', async () => {
    const labels = {app: 'web'}
    await create(builtin.podDisruptionBudgets, 'web', {spec: {minAvailable: 1, selector: {matchLabels: labels}}})
    await create(builtin.resourceQuotas, 'few', {spec: {hard: {pods: '5', 'count/replicasets.apps': '2'}}})
    const spec = {replicas: 2, selector: {matchLabels: labels}, template: podTemplate(labels)}
    await create(builtin.deployments, 'web', {spec})
    await runAllPods(server, namespace)
    const {status} = await get<PodDisruptionBudget>(builtin.podDisruptionBudgets, 'web')
    assert.deepEqual(
      [status?.currentHealthy, status?.desiredHealthy, status?.disruptionsAllowed, status?.expectedPods],
      [2, 1, 1, 2],
    )
    assert.equal(status?.conditions?.[0]?.reason, 'SufficientPods')
    const quota = await get<ResourceQuota>(builtin.resourceQuotas, 'few')
    assert.deepEqual(quota.status?.used, {'count/replicasets.apps': '1', pods: '2'})
  })

  it('a budget of pods that nothing sizes says so once, one of pods that nothing controls warns', async () => {
    const labels = {app: 'agent'}
    const spec = {selector: {matchLabels: labels}, template: podTemplate(labels)}
    await addNode('one')
    await create(builtin.daemonSets, 'agent', {spec})
    await create(builtin.podDisruptionBudgets, 'agent', {spec: {maxUnavailable: 1, selector: {matchLabels: labels}}})
    await create(builtin.pods, 'alone', {
      ...podTemplate({app: 'alone'}),
      metadata: {name: 'alone', labels: {app: 'alone'}},
    })
    await create(builtin.podDisruptionBudgets, 'alone', {
      spec: {minAvailable: '50%', selector: {matchLabels: {app: 'alone'}}},
    })

    const agent = await get<PodDisruptionBudget>(builtin.podDisruptionBudgets, 'agent')
    const alone = await get<PodDisruptionBudget>(builtin.podDisruptionBudgets, 'alone')
    const told = await events('PodDisruptionBudget')

    const why = 'daemonsets.apps does not implement the scale subresource'
    assert.deepEqual(
      [agent.status?.conditions?.[0]?.reason, agent.status?.conditions?.[0]?.message, agent.status?.disruptionsAllowed],
      ['SyncFailed', why, 0],
    )
    assert.equal(alone.status?.conditions?.[0]?.reason, 'InsufficientPods')
    assert.equal(
      told.filter(message => message === `Failed to calculate the number of expected pods: ${why}`).length,
      1,
    )
    assert.match(told.join('\n'), /selector: &LabelSelector\{MatchLabels:map\[string\]string\{app: alone,\}.*unmanaged/)
    assert.ok(running.problems.splice(0).every(problem => problem.startsWith('Failed to sync PDB')))
  })

  it('a deleted node takes its pods with it, a tainted one evicts those that do not tolerate it', async () => {
    await addNode('one')
    await server.client.create(
      {...builtin.pods, namespace},
      {metadata: {name: 'web'}, spec: {nodeName: 'one', containers: [{name: 'c', image: 'b'}]}},
    )
    await server.activity.settled()
    await server.client.patch({...builtin.nodes, name: 'one'}, 'merge', {
      spec: {taints: [{key: 'gpu', value: 'broken', effect: 'NoExecute'}]},
    })
    await server.activity.settled()
    const pod = await get<Pod>(builtin.pods, 'web')
    assert.ok(pod.metadata.deletionTimestamp)
    assert.deepEqual(await events('Pod'), ['Marking for deletion Pod default/web'])
    await server.client.delete({...builtin.nodes, name: 'one'})
    await server.clock.advance(server.clock.now() + 41_000, () => server.activity.settled())
    assert.deepEqual(await names(builtin.pods), [])
  })

  const endPods = async (phase: string): Promise<void> => {
    const {items} = await server.client.list<Pod>({...builtin.pods, namespace})
    for (const pod of items) {
      const path = {...builtin.pods, namespace, name: pod.metadata.name, subresource: 'status'}
      await server.client.update(path, {...pod, status: {...pod.status, phase}})
    }
    await server.activity.settled()
  }
})
