import assert from 'node:assert/strict'
import {type Backend, repackSubsets} from '../../../src/cluster/controllers/endpoints/repack-subsets.ts'

/** As a real controller wrote them for a service with two named ports (pods call them differently, and one has only the first) and two numbers. */
const real = [
  {addresses: [address('c'), address('a')], ports: [{name: 'metrics', port: 9000, protocol: 'TCP'}]},
  {
    addresses: [address('c'), address('b'), address('a')],
    ports: [
      {name: 'dns', port: 53, protocol: 'UDP'},
      {appProtocol: 'kubernetes.io/h2c', name: 'admin', port: 1234, protocol: 'TCP'},
    ],
  },
  {addresses: [address('c')], ports: [{name: 'http', port: 8081, protocol: 'TCP'}]},
  {addresses: [address('b'), address('a')], ports: [{name: 'http', port: 8080, protocol: 'TCP'}]},
]

describe('the subsets of Endpoints', () => {
  it('put ports together that the same addresses offer, in the order of their hashes', () => {
    const admin = {name: 'admin', port: 1234, protocol: 'TCP', appProtocol: 'kubernetes.io/h2c'}
    const dns = {name: 'dns', port: 53, protocol: 'UDP'}
    const metrics = {name: 'metrics', port: 9000, protocol: 'TCP'}
    const http = (port: number) => ({name: 'http', port, protocol: 'TCP'})
    const backends: Backend[] = [
      {address: address('a'), ready: true, ports: [http(8080), metrics, admin, dns]},
      {address: address('b'), ready: true, ports: [http(8080), admin, dns]},
      {address: address('c'), ready: true, ports: [http(8081), metrics, admin, dns]},
    ]

    const subsets = [backends, [...backends].reverse()].map(repackSubsets)

    assert.deepEqual(subsets, [real, real])
  })

  it('keep addresses that offer no port, and tell the ready from the others', () => {
    const backends: Backend[] = [
      {address: address('a'), ready: false, ports: []},
      {address: address('b'), ready: true, ports: []},
    ]

    const subsets = repackSubsets(backends)

    assert.deepEqual(subsets, [{addresses: [address('b')], notReadyAddresses: [address('a')]}])
  })

  it('are none without addresses', () => {
    assert.deepEqual(repackSubsets([]), [])
  })
})

function address(name: string) {
  const [ip, nodeName, uid] = {
    a: ['10.244.2.0', 'worker-1', '113a514b-eaa6-4ab0-bcaa-da6b4b464384'],
    b: ['10.244.0.1', 'worker-2', 'b345c240-f7f6-4249-a7e4-64304bf00565'],
    c: ['10.244.0.0', 'worker-2', 'ed87be15-4972-4833-b52a-667066859662'],
  }[name] as [string, string, string]
  return {ip, nodeName, targetRef: {kind: 'Pod', name, namespace: 'op-eps', uid}}
}
