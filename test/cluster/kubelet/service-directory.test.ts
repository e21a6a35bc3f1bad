import assert from 'node:assert/strict'
import type {KubeObject} from '../../../src/api/object.ts'
import type {NetworkPeer, Protocol, ServiceDirectory} from '../../../src/cluster/containers/pod-network.ts'
import {createServiceDirectory} from '../../../src/cluster/kubelet/index.ts'
import {type Bench, bench} from '../../support/controller-bench.ts'

const named = (name: string) => ({name, namespace: 'd', uid: name})
const service = (name: string, spec: object): [string, KubeObject] => [
  'services',
  {apiVersion: 'v1', kind: 'Service', metadata: named(name), spec} as KubeObject,
]
const slice = (of: string, endpoints: object[], ports: object[]): [string, KubeObject] => [
  'endpointslices',
  {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {...named(`${of}-1`), labels: {'kubernetes.io/service-name': of}},
    addressType: 'IPv4',
    endpoints,
    ports,
  } as KubeObject,
]
const endpoint = (address: string, more: object = {}) => ({addresses: [address], conditions: {ready: true}, ...more})

const objects: [string, KubeObject][] = [
  service('web', {
    clusterIP: '10.96.0.20',
    ports: [
      {name: 'http', port: 80, nodePort: 30080},
      {name: 'talk', port: 80, protocol: 'UDP'},
    ],
  }),
  slice(
    'web',
    [endpoint('10.244.1.2'), endpoint('10.244.1.3', {conditions: {ready: false}})],
    [
      {name: 'http', port: 8080},
      {name: 'talk', port: 8081, protocol: 'UDP'},
    ],
  ),
  service('db', {clusterIP: 'None', ports: [{name: 'sql', port: 5432}]}),
  slice('db', [endpoint('10.244.1.7', {hostname: 'db-0'}), endpoint('10.244.1.8')], [{name: 'sql', port: 5432}]),
  service('sticky', {clusterIP: '10.96.0.21', sessionAffinity: 'ClientIP', ports: [{port: 80}]}),
  slice('sticky', [endpoint('10.244.2.1'), endpoint('10.244.2.2'), endpoint('10.244.2.3')], [{port: 80}]),
  service('elsewhere', {type: 'ExternalName', externalName: 'foo.example.com'}),
  service('another', {type: 'ExternalName', externalName: 'web.d.svc.cluster.local'}),
  service('near', {
    clusterIP: '10.96.0.23',
    clusterIPs: ['10.96.0.23'],
    externalIPs: ['192.0.2.7'],
    internalTrafficPolicy: 'Local',
    externalTrafficPolicy: 'Local',
    ports: [{port: 80, nodePort: 30081}],
  }),
  slice(
    'near',
    [
      endpoint('10.244.1.20', {nodeName: 'n', conditions: {ready: false, serving: true, terminating: true}}),
      endpoint('10.244.2.20', {nodeName: 'far'}),
    ],
    [{port: 80}],
  ),
  service('hinted', {clusterIP: '10.96.0.24', ports: [{port: 80}]}),
  slice(
    'hinted',
    [
      endpoint('10.244.1.30', {hints: {forZones: [{name: 'a'}]}}),
      endpoint('10.244.2.30', {hints: {forZones: [{name: 'b'}]}}),
    ],
    [{port: 80}],
  ),
  service('balanced', {
    type: 'LoadBalancer',
    clusterIP: '10.96.0.25',
    externalTrafficPolicy: 'Local',
    healthCheckNodePort: 32000,
    ports: [{port: 80}],
  }),
  slice(
    'balanced',
    [endpoint('10.244.1.40', {nodeName: 'n'}), endpoint('10.244.3.40', {nodeName: 'bare', conditions: {ready: false}})],
    [{port: 80}],
  ),
  service('empty', {clusterIP: '10.96.0.22', ports: [{port: 80}]}),
  [
    'nodes',
    {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {name: 'n', labels: {'topology.kubernetes.io/zone': 'b'}},
      status: {addresses: [{type: 'InternalIP', address: '172.18.0.3'}]},
    } as KubeObject,
  ],
  [
    'nodes',
    {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {name: 'bare'},
      status: {addresses: [{type: 'InternalIP', address: '172.18.0.5'}]},
    } as KubeObject,
  ],
  [
    'pods',
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: named('p'),
      spec: {
        nodeName: 'n',
        containers: [{name: 'c', ports: [{containerPort: 53, hostPort: 5353, hostIP: '127.0.0.1'}]}],
      },
      status: {podIP: '10.244.1.9', phase: 'Running'},
    } as KubeObject,
  ],
]

const peer: NetworkPeer = {namespace: 'd', node: 'n', ip: '10.244.1.5', searches: ['d.svc.cluster.local']}
const onBare: NetworkPeer = {...peer, node: 'bare', ip: '10.244.3.5'}
const onHost: NetworkPeer = {...peer, ip: '172.18.0.3'}

describe('the directory of services', () => {
  let at: Bench
  let directory: ServiceDirectory
  beforeEach(async () => {
    at = bench(...objects)
    directory = createServiceDirectory(at.context)
    await at.settle()
  })
  afterEach(() => at.close())

  const zone = '.d.svc.cluster.local'
  const records: {name: string; of: string; type?: string; expected: string[] | undefined}[] = [
    {name: 'a service has its address', of: `web${zone}`, expected: ['A 10.96.0.20']},
    {name: 'a headless one those of its endpoints', of: `db${zone}`, expected: ['A 10.244.1.7', 'A 10.244.1.8']},
    {name: 'an endpoint has its host’s name', of: `db-0.db${zone}`, expected: ['A 10.244.1.7']},
    {name: 'or that of its address', of: `10-244-1-8.db${zone}`, expected: ['A 10.244.1.8']},
    {name: 'a port is found', of: `_http._tcp.web${zone}`, type: 'SRV', expected: [`SRV 0 100 80 web${zone}.`]},
    {name: 'a port of another protocol is another', of: `_http._udp.web${zone}`, type: 'SRV', expected: undefined},
    {
      name: 'a headless port leads to endpoints',
      of: `_sql._tcp.db${zone}`,
      type: 'SRV',
      expected: [`SRV 0 100 5432 db-0.db${zone}.`, `SRV 0 100 5432 10-244-1-8.db${zone}.`],
    },
    {name: 'another name is told', of: `elsewhere${zone}`, expected: ['CNAME foo.example.com.']},
    {
      name: 'an address leads back to its service',
      of: '20.0.96.10.in-addr.arpa',
      type: 'PTR',
      expected: [`PTR web${zone}.`],
    },
    {name: 'or to an endpoint’s name', of: '7.1.244.10.in-addr.arpa', type: 'PTR', expected: [`PTR db-0.db${zone}.`]},
    {name: 'a pod is believed', of: '10-244-1-5.d.pod.cluster.local', expected: ['A 10.244.1.5']},
    {name: 'there is no address of the other family', of: `web${zone}`, type: 'AAAA', expected: []},
    {name: 'who is not there has no name', of: `none${zone}`, expected: undefined},
  ]
  for (const {name, of, type = 'A', expected} of records)
    it(name, () => {
      const found = directory.records(of, type)
      assert.deepEqual(
        found?.map(record => `${record.type} ${record.data}`),
        expected,
      )
    })

  it('follows other names within the cluster', () => {
    assert.deepEqual(directory.resolve('another', peer)?.addresses, ['10.96.0.20'])
    assert.equal(directory.resolve('elsewhere', peer), undefined)
  })

  const routes: {name: string; ip: string; port: number; protocol?: Protocol; from?: NetworkPeer; expected: unknown}[] =
    [
      {name: 'a service leads to a ready endpoint', ip: '10.96.0.20', port: 80, expected: '10.244.1.2:8080'},
      {name: 'by protocol', ip: '10.96.0.20', port: 80, protocol: 'UDP', expected: '10.244.1.2:8081'},
      {name: 'not by a port that it does not have', ip: '10.96.0.20', port: 81, expected: 'refused'},
      {name: 'nor without endpoints', ip: '10.96.0.22', port: 80, expected: 'refused'},
      {name: 'a node’s port leads there too', ip: '172.18.0.3', port: 30080, expected: '10.244.1.2:8080'},
      {
        name: 'a pod is published on its node’s own address',
        ip: '127.0.0.1',
        port: 5353,
        from: onHost,
        expected: '10.244.1.9:53',
      },
      {name: 'and on no other', ip: '172.18.0.3', port: 5353, expected: 'refused'},
      {
        name: 'a local service leads to what still serves on the node',
        ip: '10.96.0.23',
        port: 80,
        expected: '10.244.1.20:80',
      },
      {name: 'and nowhere from a node that has nothing', ip: '10.96.0.23', port: 80, from: onBare, expected: 'timeout'},
      {
        name: 'from outside it leads to the node’s own',
        ip: '172.18.0.3',
        port: 30081,
        from: onBare,
        expected: '10.244.1.20:80',
      },
      {name: 'and nowhere on another node', ip: '172.18.0.5', port: 30081, expected: 'timeout'},
      {
        name: 'whoever is on that node is not outside',
        ip: '172.18.0.5',
        port: 30081,
        from: onBare,
        expected: '10.244.2.20:80',
      },
      {name: 'nor is a pod at an outer address', ip: '192.0.2.7', port: 80, expected: '10.244.2.20:80'},
      {name: 'hints lead to the node’s zone', ip: '10.96.0.24', port: 80, expected: '10.244.2.30:80'},
      {name: 'nobody is behind a foreign address', ip: '192.0.2.1', port: 80, expected: undefined},
    ]
  for (const {name, ip, port, protocol = 'TCP', from = peer, expected} of routes)
    it(name, () => {
      const found = directory.route(ip, port, from, protocol)
      assert.equal(typeof found === 'object' ? `${found.ip}:${found.port}` : found, expected)
    })

  it('tells a load balancer which nodes have a service’s endpoints that are ready', () => {
    const [own, other] = [directory.health('172.18.0.3', 32000), directory.health('172.18.0.5', 32000)]

    assert.equal(own?.status, 200)
    assert.deepEqual(JSON.parse(own.body), {
      service: {namespace: 'd', name: 'balanced'},
      localEndpoints: 1,
      serviceProxyHealthy: true,
    })
    assert.deepEqual([other?.status, other?.headers['X-Load-Balancing-Endpoint-Weight']], [503, '0'])
    assert.equal(directory.health('172.18.0.3', 32001), undefined)
  })

  it('keeps clients where they were, for three hours', async () => {
    const ask = () => (directory.route('10.96.0.21', 80, peer, 'TCP') as {ip: string}).ip
    const first = ask()
    const soon = [ask(), ask(), ask()]
    await at.advance(3 * 3_600_000)
    const later = [ask()]

    assert.deepEqual(soon, [first, first, first])
    assert.notDeepEqual(later, [first])
  })
})
