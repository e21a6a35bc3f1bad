import {SeededRandom} from '../../../../src/cluster/runtime/random.ts'
import type {Sequence, Step} from '../compare-sequences.ts'
import type {Json} from '../mutations.ts'
import {get, mergePatch, post, put, remove, setup, strategicPatch} from '../sequences/step.ts'
import {chance, pick, times} from './choice.ts'

type Map = {[key: string]: Json}

const services = '/api/v1/namespaces/$NS/services'

/** Services whose addresses, families and ports are asked for, changed and given back; each sequence has addresses and ports of its own. */
export const served = (seed: string, count: number): Sequence[] =>
  times(3, index => {
    const random = new SeededRandom(`${seed} ${index} served`)
    const steps = times(count, () => round(index, random)).flat()
    return {name: `served-${index}`, steps}
  })

const names = ['a', 'b']

const round = (index: number, random: SeededRandom): Step[] => [
  ...names.map(name => setup(remove(`${services}/${name}`))),
  ...times(10, () => deed(index, random)),
  get(services),
]

function deed(index: number, random: SeededRandom): Step {
  const name = pick(random, names)
  const own = `${services}/${name}`
  const dry = chance(random, 0.2) ? '?dryRun=All' : ''
  const body = (): Map => ({apiVersion: 'v1', kind: 'Service', metadata: {name}, spec: spec(index, random)})
  return pick<() => Step>(random, [
    () => post(`${services}${dry}`, body()),
    () => post(`${services}${dry}`, body()),
    () => post(`${services}${dry}`, body()),
    () => put(`${own}${dry}`, body()),
    () => put(`${own}${dry}`, body()),
    () => mergePatch(`${own}${dry}`, {spec: spec(index, random)}),
    () => strategicPatch(`${own}${dry}`, {spec: spec(index, random)}),
    () => mergePatch(`${own}${dry}`, {spec: {type: pick(random, types)}}),
    () => mergePatch(`${own}${dry}`, {spec: {clusterIP: pick<Json>(random, [null, '', 'None'])}}),
    () => remove(`${own}${dry}`),
    () => get(own, {accept: 'application/json;as=Table;g=meta.k8s.io;v=v1'}),
  ])()
}

const types = ['ClusterIP', 'ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName', 'Nosuch']

function spec(index: number, random: SeededRandom): Map {
  const address = () => `10.96.${10 + index}.${pick(random, [1, 2, 3])}`
  const ip = () => pick(random, [address(), address(), 'None', '', '10.0.0.1', 'x', '::1', '10.96.0.0'])
  const port = (): Map => ({
    port: pick(random, [80, 443, 0, 70_000]),
    ...(chance(random, 0.5) && {name: pick(random, ['http', 'https', 'BAD', ''])}),
    ...(chance(random, 0.3) && {protocol: pick(random, ['TCP', 'UDP', 'SCTP', 'x'])}),
    ...(chance(random, 0.4) && {targetPort: pick<Json>(random, [8080, 'http', 0, '', 'x'.repeat(16)])}),
    ...(chance(random, 0.3) && {nodePort: pick(random, [30_100 + index, 30_110 + index, 80, 32_768, 0])}),
    ...(chance(random, 0.1) && {appProtocol: pick(random, ['http', 'kubernetes.io/h2c', 'a b'])}),
  })
  const family = (): Json =>
    pick<Json>(random, [['IPv4'], ['IPv6'], ['IPv4', 'IPv6'], ['IPv6', 'IPv4'], ['IPv4', 'IPv4'], ['x'], []])
  return {
    ...(chance(random, 0.7) && {type: pick(random, types)}),
    ...(chance(random, 0.95) && {ports: times(pick(random, [1, 1, 2]), port)}),
    ...(chance(random, 0.5) && {selector: pick<Json>(random, [{a: 'b'}, {}, {'bad key': 'x'}])}),
    ...(chance(random, 0.4) && {clusterIP: ip()}),
    ...(chance(random, 0.2) && {clusterIPs: times(pick(random, [1, 1, 2, 3]), ip)}),
    ...(chance(random, 0.2) && {ipFamilies: family()}),
    ...(chance(random, 0.2) && {
      ipFamilyPolicy: pick(random, ['SingleStack', 'PreferDualStack', 'RequireDualStack', 'x']),
    }),
    ...(chance(random, 0.15) && {externalName: pick(random, ['example.com', 'BAD_', ''])}),
    ...(chance(random, 0.15) && {externalTrafficPolicy: pick(random, ['Local', 'Cluster', 'x'])}),
    ...(chance(random, 0.1) && {internalTrafficPolicy: pick(random, ['Local', 'Cluster', 'x'])}),
    ...(chance(random, 0.1) && {healthCheckNodePort: pick(random, [30_200 + index, 0, -1])}),
    ...(chance(random, 0.15) && {sessionAffinity: pick(random, ['ClientIP', 'None', 'x'])}),
    ...(chance(random, 0.1) && {
      sessionAffinityConfig: pick<Json>(random, [
        {clientIP: {timeoutSeconds: 10}},
        {clientIP: {timeoutSeconds: 0}},
        {},
      ]),
    }),
    ...(chance(random, 0.1) && {externalIPs: pick<Json>(random, [['1.2.3.4'], ['127.0.0.1'], ['x']])}),
    ...(chance(random, 0.1) && {loadBalancerIP: '1.2.3.4'}),
    ...(chance(random, 0.1) && {loadBalancerClass: pick(random, ['example.com/lb', 'x y'])}),
    ...(chance(random, 0.1) && {loadBalancerSourceRanges: pick<Json>(random, [['10.0.0.0/8'], ['x'], ['10.0.0.1/8']])}),
    ...(chance(random, 0.1) && {allocateLoadBalancerNodePorts: chance(random, 0.5)}),
    ...(chance(random, 0.1) && {
      trafficDistribution: pick(random, ['PreferClose', 'PreferSameZone', 'PreferSameNode', 'x']),
    }),
    ...(chance(random, 0.1) && {publishNotReadyAddresses: true}),
  }
}
