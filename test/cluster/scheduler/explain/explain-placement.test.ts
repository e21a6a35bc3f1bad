import assert from 'node:assert/strict'
import type {Pod} from '../../../../src/api/kinds.ts'
import type {KubeObject} from '../../../../src/api/object.ts'
import {explainPlacement} from '../../../../src/cluster/scheduler/index.ts'
import {startTestApiServer, type TestApiServer} from '../../../support/api-server.ts'

const core = {group: '', version: 'v1'}
const node = (name: string, spec: object = {}, labels: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {name, labels},
  spec,
  status: {allocatable: {cpu: '2', memory: '1Gi', pods: '10'}},
})

describe('the explanation of a placement', () => {
  let api: TestApiServer
  beforeEach(async () => {
    api = await startTestApiServer()
    const nodes = [
      node('a', {}, {disk: 'ssd', 'topology.kubernetes.io/zone': 'a'}),
      node('b', {unschedulable: true}),
      node('c', {taints: [{key: 'team', value: 'x', effect: 'NoSchedule'}]}),
    ]
    for (const each of nodes) {
      const created = await api.client.create<KubeObject>({...core, resource: 'nodes'}, each)
      // A new node is tainted until it is ready.
      const path = {...core, resource: 'nodes', name: each.metadata.name}
      await api.client.update(path, {...created, spec: each.spec})
    }
  })
  afterEach(() => api.close())

  const explain = async (spec: object) => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {name: 'p'},
      spec: {containers: [{name: 'c', image: 'i', ...spec}], ...spec},
    }
    const created = await api.client.create<Pod>({...core, resource: 'pods', namespace: 'default'}, pod)
    return explainPlacement(api.client, created)
  }

  it('says of each node whether the pod fits, and what would help', async () => {
    const {pod, nodes} = await explain({})

    assert.deepEqual(pod, [])
    assert.equal(nodes[0]!.objections.length, 0)
    assert.equal(typeof nodes[0]!.score, 'number')
    assert.deepEqual(nodes[1]!.objections, [
      {plugin: 'NodeUnschedulable', reason: 'node(s) were unschedulable', remedy: 'kctl uncordon b'},
    ])
    assert.deepEqual(nodes[2]!.objections, [
      {
        plugin: 'TaintToleration',
        reason: 'node(s) had untolerated taint(s)',
        remedy: 'a toleration of team=x:NoSchedule, or kctl taint nodes c team:NoSchedule-',
      },
    ])
  })

  it('hears every plugin, not only the first', async () => {
    const {nodes} = await explain({nodeSelector: {disk: 'hdd'}, resources: {requests: {cpu: '5'}}})

    assert.deepEqual(
      nodes[0]!.objections.map(({plugin, remedy}) => [plugin, remedy]),
      [
        ['NodeAffinity', 'kctl label nodes a disk=hdd'],
        ['NodeResourcesFit', '3 more: it asks for 5, 2 of 2 are free'],
      ],
    )
  })

  it('says what a pod itself waits for', async () => {
    const {pod} = await explain({schedulingGates: [{name: 'example.com/later'}]})

    assert.deepEqual(
      pod.map(({plugin, remedy}) => [plugin, remedy]),
      [['SchedulingGates', 'remove the scheduling gates example.com/later']],
    )
  })

  it('says of a claim that is not there, and of nodes what can be said without it', async () => {
    const {pod, nodes} = await explain({
      nodeSelector: {disk: 'hdd'},
      volumes: [{name: 'data', persistentVolumeClaim: {claimName: 'gone'}}],
    })

    assert.deepEqual(
      pod.map(({plugin, reason}) => [plugin, reason]),
      [['VolumeRestrictions', 'persistentvolumeclaim "gone" not found']],
    )
    assert.deepEqual(
      nodes[0]!.objections.map(({plugin}) => plugin),
      ['NodeAffinity'],
    )
  })

  it('writes nothing', async () => {
    const before = await api.client.list({...core, resource: 'events', namespace: 'default'})
    await explain({resources: {requests: {cpu: '5'}}})

    const after = await api.client.list({...core, resource: 'events', namespace: 'default'})

    assert.deepEqual(after.items, before.items)
  })
})
