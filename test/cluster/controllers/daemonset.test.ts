import assert from 'node:assert/strict'
import type {DaemonSet, Node, Pod} from '../../../src/api/kinds.ts'
import {forbidden} from '../../../src/api/status-error.ts'
import {createDaemonSetController} from '../../../src/cluster/controllers/daemonset/index.ts'
import {fitOf, type NodeFit} from '../../../src/cluster/controllers/daemonset/node-fit.ts'
import {hashLabel, planNodes, planRollingUpdate} from '../../../src/cluster/controllers/daemonset/plan.ts'
import {bench, start, summary} from '../../support/controller-bench.ts'

const daemon = (spec: object = {}, podSpec: object = {}): DaemonSet =>
  ({
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: {name: 'd', namespace: 'd', uid: 'd', generation: 1},
    spec: {
      selector: {matchLabels: {app: 'd'}},
      template: {metadata: {labels: {app: 'd'}}, spec: {containers: [{name: 'c'}], ...podSpec}},
      ...spec,
    },
  }) as DaemonSet

const node = (name: string, more: object = {}, labels: object = {}): Node =>
  ({apiVersion: 'v1', kind: 'Node', metadata: {name, uid: name, labels}, spec: {}, ...more}) as Node
const tainted = (name: string, ...taints: object[]): Node => node(name, {spec: {taints}})

/** A pod of one revision on a node: ready since the start, unless it says otherwise. */
const pod = (name: string, nodeName: string, hash: string, more: object = {}): Pod =>
  ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'd',
      labels: {app: 'd', [hashLabel]: hash},
      creationTimestamp: `2026-01-01T00:00:0${name.at(-1)}Z`,
    },
    spec: {nodeName},
    status: {
      phase: 'Running',
      conditions: [{type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z'}],
    },
    ...more,
  }) as unknown as Pod
const notReady = {status: {phase: 'Running', conditions: [{type: 'Ready', status: 'False'}]}}
const failed = {status: {phase: 'Failed'}}

const look = (set: DaemonSet, nodes: Node[], pods: Pod[]) => ({
  set,
  nodes,
  fits: new Map<Node, NodeFit>(nodes.map(node => [node, fitOf(set, node)])),
  podsOn: byNode(pods),
  hash: 'new',
  now: start + 60_000,
})
function byNode(pods: Pod[]): Map<string, Pod[]> {
  const nodes = new Set(pods.map(({spec}) => spec!.nodeName!))
  return new Map([...nodes].map(name => [name, pods.filter(({spec}) => spec!.nodeName === name)]))
}
const named = (pods: Pod[]): string[] => pods.map(({metadata}) => metadata.name!)

describe('where a daemon belongs', () => {
  const noSchedule = {key: 'k', value: 'v', effect: 'NoSchedule'}
  const cases: {name: string; podSpec?: object; node: Node; expected: NodeFit}[] = [
    {name: 'everywhere', node: node('a'), expected: {run: true, stay: true}},
    {
      name: 'on cordoned nodes too',
      node: tainted('a', {key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule'}),
      expected: {run: true, stay: true},
    },
    {
      name: 'on nodes that are not ready',
      node: tainted('a', {key: 'node.kubernetes.io/not-ready', effect: 'NoExecute'}),
      expected: {run: true, stay: true},
    },
    {
      name: 'with the network missing only in the network of the host',
      node: tainted('a', {key: 'node.kubernetes.io/network-unavailable', effect: 'NoSchedule'}),
      expected: {run: false, stay: true},
    },
    {
      name: 'in the network of the host also before there is another',
      podSpec: {hostNetwork: true},
      node: tainted('a', {key: 'node.kubernetes.io/network-unavailable', effect: 'NoSchedule'}),
      expected: {run: true, stay: true},
    },
    {
      name: 'not where it may not be scheduled, yet may stay',
      node: tainted('a', noSchedule),
      expected: {run: false, stay: true},
    },
    {
      name: 'where its tolerations let it',
      podSpec: {tolerations: [{key: 'k', operator: 'Exists'}]},
      node: tainted('a', noSchedule),
      expected: {run: true, stay: true},
    },
    {
      name: 'not where nothing may be executed',
      node: tainted('a', {key: 'k', effect: 'NoExecute'}),
      expected: {run: false, stay: false},
    },
    {
      name: 'where scheduling is merely not preferred',
      node: tainted('a', {key: 'k', effect: 'PreferNoSchedule'}),
      expected: {run: true, stay: true},
    },
    {
      name: 'on nodes with its labels alone',
      podSpec: {nodeSelector: {disk: 'ssd'}},
      node: node('a', {}, {disk: 'hdd'}),
      expected: {run: false, stay: false},
    },
  ]
  for (const {name, podSpec = {}, node, expected} of cases)
    it(name, () => assert.deepEqual(fitOf(daemon({}, podSpec), node), expected))
})

describe('pods that a daemon set lacks or has too many of', () => {
  const surging = {updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}}
  const cases: {
    name: string
    set?: DaemonSet
    nodes: Node[]
    pods: Pod[]
    create?: string[]
    remove?: string[]
    failed?: string[]
  }[] = [
    {name: 'one for each node', nodes: [node('a'), node('b')], pods: [pod('p1', 'a', 'old')], create: ['b']},
    {name: 'none on nodes that are gone', nodes: [], pods: [pod('p1', 'a', 'new')], remove: ['p1']},
    {
      name: 'the oldest of two stays',
      nodes: [node('a')],
      pods: [pod('p2', 'a', 'new'), pod('p1', 'a', 'new')],
      remove: ['p2'],
    },
    {name: 'failed ones are replaced', nodes: [node('a')], pods: [pod('p1', 'a', 'new', failed)], failed: ['p1']},
    {
      name: 'those that leave already are waited for',
      nodes: [node('a')],
      pods: [pod('p1', 'a', 'new', {metadata: {name: 'p1', deletionTimestamp: '2026-01-01T00:00:00Z'}})],
    },
    {
      name: 'none where it may not stay',
      nodes: [tainted('a', {key: 'k', effect: 'NoExecute'})],
      pods: [pod('p1', 'a', 'new')],
      remove: ['p1'],
    },
    {
      name: 'in a surge the old one stays beside a successor that is not available',
      set: daemon(surging),
      nodes: [node('a')],
      pods: [pod('p1', 'a', 'old'), pod('p2', 'a', 'new', notReady)],
    },
    {
      name: 'in a surge the old one goes when its successor is available',
      set: daemon(surging),
      nodes: [node('a')],
      pods: [pod('p1', 'a', 'old'), pod('p2', 'a', 'new')],
      remove: ['p1'],
    },
  ]
  for (const {name, set = daemon(), nodes, pods, create = [], remove = [], failed = []} of cases)
    it(name, () => {
      const plan = planNodes(look(set, nodes, pods))

      assert.deepEqual(
        {create: plan.create, remove: named(plan.remove), failed: named(plan.failed)},
        {create, remove, failed},
      )
    })
})

describe('a round of a daemon set’s rolling update', () => {
  const nodes = ['a', 'b', 'c', 'd'].map(name => node(name))
  const old = nodes.map(({metadata}, index) => pod(`p${index}`, metadata.name!, 'old'))
  const rolling = (rollingUpdate: object) => daemon({updateStrategy: {rollingUpdate}})
  const cases: {name: string; set: DaemonSet; pods: Pod[]; create?: string[]; remove?: string[]}[] = [
    {name: 'takes one at a time', set: daemon(), pods: old, remove: ['p0']},
    {name: 'takes as many as may be missing', set: rolling({maxUnavailable: '50%'}), pods: old, remove: ['p0', 'p1']},
    {
      name: 'waits for those that are not available',
      set: daemon(),
      pods: [pod('p9', 'a', 'new', notReady), ...old.slice(1)],
    },
    {
      name: 'takes old ones that are of no use at once',
      set: daemon(),
      pods: [pod('p8', 'a', 'old', notReady), pod('p9', 'b', 'old', notReady), ...old.slice(2)],
      remove: ['p8', 'p9'],
    },
    {
      name: 'makes successors first when it may surge',
      set: rolling({maxSurge: 2, maxUnavailable: 0}),
      pods: old,
      create: ['a', 'b'],
    },
    {
      name: 'is over when all are current',
      set: daemon(),
      pods: nodes.map(({metadata}, index) => pod(`p${index}`, metadata.name!, 'new')),
    },
  ]
  for (const {name, set, pods, create = [], remove = []} of cases)
    it(name, () => {
      const plan = planRollingUpdate(look(set, nodes, pods))

      assert.deepEqual({create: plan.create, remove: named(plan.remove)}, {create, remove})
    })
})

describe('daemon set controller', () => {
  it('makes a pod for each of many nodes once, however often it is told of them', async () => {
    const nodes = Array.from({length: 250}, (_, index) => ['nodes', node(`n${index}`)] as [string, Node])
    const at = bench(['daemonsets', daemon()], ...nodes)

    const writes = await at.run(createDaemonSetController)

    const targets = writes.filter(({verb, resource}) => verb === 'create' && resource === 'pods')
    assert.equal(targets.length, 250)
    assert.equal((at.api.get('daemonsets', 'd/d') as DaemonSet).status!.desiredNumberScheduled, 250)
    assert.deepEqual(await at.settle(), [])
    await at.close()
  })

  it('replaces a pod that has failed and says so', async () => {
    const at = bench(['daemonsets', daemon()], ['nodes', node('a')])
    await at.run(createDaemonSetController)
    const [made] = at.api.all('pods')
    at.api.change('pods', `d/${made!.metadata.name}`, pod => ({
      ...pod,
      spec: {nodeName: 'a'},
      status: {phase: 'Failed'},
    }))

    const writes = summary(await at.settle())

    assert.ok(
      writes.some(write => write.startsWith('delete pods')),
      writes.join(),
    )
    assert.match(
      at.events.join('\n'),
      /Warning FailedDaemonPod Found failed daemon pod d\/\S+ on node a, will try to kill it/,
    )
    await at.close()
  })

  it('tells why pods are refused, and tries again', async () => {
    const at = bench(['daemonsets', daemon()], ['nodes', node('a')])
    at.api.refuse = ({method, url}) =>
      method === 'POST' && url.endsWith('/pods') ? forbidden({group: '', resource: 'pods'}, '', 'no quota') : undefined
    await at.run(createDaemonSetController)
    assert.deepEqual(at.events.slice(0, 1), ['Warning FailedCreate Error creating: pods is forbidden: no quota'])

    at.api.refuse = () => undefined
    await at.advance(1000)

    assert.equal(at.api.all('pods').length, 1)
    await at.close()
  })
})
