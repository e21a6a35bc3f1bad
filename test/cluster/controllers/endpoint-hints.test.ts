import assert from 'node:assert/strict'
import type {EndpointSlice, Node, Service} from '../../../src/api/kinds.ts'
import {withHints} from '../../../src/cluster/controllers/endpoint-slice/hints/index.ts'
import {isOverloaded, zoneShares} from '../../../src/cluster/controllers/endpoint-slice/hints/zone-shares.ts'

const node = (zone: string | undefined, cpu: string, labels: Record<string, string> = {}, ready = 'True'): Node =>
  ({
    metadata: {labels: {...(zone && {'topology.kubernetes.io/zone': zone}), ...labels}},
    status: {allocatable: {cpu}, conditions: [{type: 'Ready', status: ready}]},
  }) as unknown as Node

const three = [node('a', '4'), node('b', '4'), node('c', '4')]

/** Endpoints by the letters of their zones; a capital one is not ready. */
const endpoints = (zones: string) =>
  [...zones].map((letter, index) => ({
    addresses: [`10.0.0.${index}`],
    conditions: {ready: letter === letter.toLowerCase()},
    ...(letter !== '-' && {zone: letter.toLowerCase(), nodeName: `n-${letter.toLowerCase()}`}),
  }))

const service = (annotations: Record<string, string>, trafficDistribution?: string): Service =>
  ({metadata: {annotations}, spec: {...(trafficDistribution && {trafficDistribution})}}) as Service

const auto = service({'service.kubernetes.io/topology-mode': 'Auto'})

const hintsOf = (all: {hints?: {forZones?: {name: string}[]; forNodes?: {name: string}[]}}[]): string =>
  all
    .map(({hints}) => [...(hints?.forZones ?? []), ...(hints?.forNodes ?? [])].map(({name}) => name).join('+') || '.')
    .join(' ')

describe('hints of endpoints', () => {
  const cases: {name: string; given: Service; zones: string; nodes?: Node[]; expected: string; event?: string}[] = [
    {
      name: 'each zone has its own',
      given: auto,
      zones: 'aabbcc',
      expected: 'a a b b c c',
      event: 'Topology Aware Hints has been enabled, addressType: IPv4',
    },
    {
      name: 'a zone with too many gives to one with none',
      given: auto,
      zones: 'aaab',
      nodes: [node('a', '4'), node('b', '4')],
      expected: 'b a a b',
      event: 'Topology Aware Hints has been enabled, addressType: IPv4',
    },
    {
      name: 'processors count',
      given: auto,
      zones: 'abab',
      nodes: [node('a', '3'), node('b', '1')],
      expected: 'a a a b',
      event: 'Topology Aware Hints has been enabled, addressType: IPv4',
    },
    {
      name: 'what is not ready is for nobody',
      given: auto,
      zones: 'aBbc',
      expected: 'a . b c',
      event: 'Topology Aware Hints has been enabled, addressType: IPv4',
    },
    {
      name: 'too few endpoints',
      given: auto,
      zones: 'ab',
      expected: '. .',
      event: 'Insufficient number of endpoints (2 endpoints, 3 zones), addressType: IPv4',
    },
    {
      name: 'one zone only',
      given: auto,
      zones: 'aa',
      nodes: [node('a', '4')],
      expected: '. .',
      event:
        'Insufficient Node information: allocatable CPU or zone not specified on one or more nodes, addressType: IPv4',
    },
    {
      name: 'more than its part for someone',
      given: auto,
      zones: 'aab',
      nodes: [node('a', '2'), node('b', '1'), node('c', '1')],
      expected: '. . .',
      event:
        'Unable to allocate minimum required endpoints to each zone without exceeding overload threshold (3 endpoints, 3 zones), addressType: IPv4',
    },
    {
      name: 'an endpoint of no zone',
      given: auto,
      zones: 'aab-',
      nodes: [node('a', '2'), node('b', '2')],
      expected: '. . . .',
      event: 'One or more endpoints do not have a zone specified, addressType: IPv4',
    },
    {name: 'the same zone', given: service({}, 'PreferClose'), zones: 'abB-', expected: 'a b . .'},
    {name: 'the same node', given: service({}, 'PreferSameNode'), zones: 'ab', expected: 'a+n-a b+n-b'},
    {
      name: 'the annotation goes first',
      given: service({'service.kubernetes.io/topology-aware-hints': 'auto'}, 'PreferSameNode'),
      zones: 'abc',
      expected: 'a b c',
      event: 'Topology Aware Hints has been enabled, addressType: IPv4',
    },
    {name: 'none is asked for', given: service({}), zones: 'ab', expected: '. .'},
  ]
  for (const {name, given, zones, nodes = three, expected, event} of cases)
    it(name, () => {
      const slices = [{ports: [], endpoints: endpoints(zones)}]

      const hinted = withHints(given, slices as never, {shares: zoneShares(nodes), before: [], addressType: 'IPv4'})

      assert.equal(hintsOf(hinted.slices[0]!.endpoints), expected)
      assert.deepEqual(
        hinted.events.map(({message}) => message),
        event ? [event] : [],
      )
    })

  it('stay where they are good, and go with the annotation', () => {
    const given = endpoints('aab').map((each, index) => ({...each, hints: {forZones: [{name: 'aba'[index]}]}}))
    const slice = {metadata: {name: 's'}, ports: [], endpoints: given} as unknown as EndpointSlice
    const options = {shares: zoneShares([node('a', '2'), node('b', '1')]), before: [slice], addressType: 'IPv4'}
    const planned = [{slice, ports: [], endpoints: given}] as never

    const kept = withHints(auto, planned, options)
    const gone = withHints(service({}), planned, options)

    assert.deepEqual([hintsOf(kept.slices[0]!.endpoints), kept.events], ['a b a', []])
    assert.deepEqual(
      [hintsOf(gone.slices[0]!.endpoints), gone.events.map(({reason}) => reason)],
      ['. . .', ['TopologyAwareHintsDisabled']],
    )
  })
})

describe('which part of the processors a zone has', () => {
  const shares = (...nodes: Node[]) => Object.fromEntries(zoneShares(nodes) ?? [])
  const master = {'node-role.kubernetes.io/control-plane': ''}

  it('leaves out the control plane and nodes that are not ready', () => {
    assert.deepEqual(shares(node('a', '3'), node('b', '1'), node('a', '8', master), node('b', '8', {}, 'False')), {
      a: 0.75,
      b: 0.25,
    })
  })

  it('is not known where a node does not say', () => {
    assert.deepEqual(shares(node('a', '3'), node('b', '1'), node(undefined, '1')), {})
    assert.deepEqual(shares(node('a', '3'), node('b', '0')), {})
  })

  it('tells whether a zone has too few endpoints', () => {
    const even = new Map([
      ['a', 0.5],
      ['b', 0.5],
    ])
    assert.equal(
      isOverloaded(
        new Map([
          ['a', 5],
          ['b', 5],
        ]),
        even,
      ),
      false,
    )
    assert.equal(
      isOverloaded(
        new Map([
          ['a', 7],
          ['b', 3],
        ]),
        even,
      ),
      true,
    )
    assert.equal(isOverloaded(new Map([['a', 7]]), even), true)
    assert.equal(isOverloaded(new Map([['a', 7]]), undefined), true)
    assert.equal(isOverloaded(new Map(), undefined), false)
  })
})
