import assert from 'node:assert/strict'
import {builtInResources} from '../../../src/cluster/resources/index.ts'

interface Case {
  kind: string
  given: object
  old?: object
  status?: boolean
  expected: string[]
}

const zeros = (path: string) =>
  `${path}: non-standard IP address "010.0.0.1" will be considered invalid in a future Kubernetes release: use "10.0.0.1"`
const ambiguous = (path: string) =>
  `${path}: CIDR value "10.0.0.1/8" is ambiguous in this context (should be "10.0.0.0/8" or "10.0.0.1/32"?)`
const zone = 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead'
const old = 'failure-domain.beta.kubernetes.io/zone'

const cases: Case[] = [
  {
    kind: 'Endpoints',
    given: {subsets: [{addresses: [{ip: '010.0.0.1'}], notReadyAddresses: [{ip: '010.0.0.1'}]}]},
    expected: [zeros('subsets[0].addresses[0].ip'), zeros('subsets[0].notReadyAddresses[0].ip')],
  },
  {
    kind: 'Endpoints',
    given: {
      metadata: {labels: {'endpoints.kubernetes.io/managed-by': 'endpoint-controller'}},
      subsets: [{addresses: [{ip: '010.0.0.1'}]}],
    },
    expected: [],
  },
  {
    kind: 'EndpointSlice',
    given: {addressType: 'FQDN', endpoints: []},
    expected: ['spec.addressType: FQDN endpoints are deprecated'],
  },
  {kind: 'EndpointSlice', given: {addressType: 'FQDN', endpoints: []}, old: {addressType: 'FQDN'}, expected: []},
  {
    kind: 'EndpointSlice',
    given: {addressType: 'IPv4', endpoints: [{addresses: ['010.0.0.1']}]},
    expected: [zeros('endpoints[0].addresses[0]')],
  },
  {
    kind: 'NetworkPolicy',
    given: {
      spec: {
        ingress: [{from: [{podSelector: {}}, {ipBlock: {cidr: '10.0.0.1/8', except: ['10.0.0.1/8']}}]}],
        egress: [{to: [{ipBlock: {cidr: '10.0.0.1/8'}}]}],
      },
    },
    expected: [
      ambiguous('spec.ingress[0].from[1].ipBlock.cidr'),
      ambiguous('spec.ingress[0].from[1].ipBlock.except[0]'),
      ambiguous('spec.egress[0].to[0].ipBlock.cidr'),
    ],
  },
  {kind: 'Node', given: {spec: {podCIDRs: ['10.0.0.1/8']}}, expected: [ambiguous('spec.podCIDRs[0]')]},
  {
    kind: 'Pod',
    status: true,
    given: {status: {podIPs: [{ip: '010.0.0.1'}], hostIPs: [{ip: '10.0.0.1'}]}},
    expected: [zeros('status.podIPs[0].ip')],
  },
  {
    kind: 'Ingress',
    status: true,
    given: {status: {loadBalancer: {ingress: [{hostname: 'a'}, {ip: '010.0.0.1'}]}}},
    expected: [zeros('status.loadBalancer.ingress[1]')],
  },
  {
    kind: 'RuntimeClass',
    given: {scheduling: {nodeSelector: {[old]: 'z', other: 'x'}}},
    expected: [`scheduling.nodeSelector: ${zone}`],
  },
  {
    kind: 'StorageClass',
    given: {allowedTopologies: [{matchLabelExpressions: [{key: old, values: ['z']}]}]},
    expected: [`allowedTopologies[0].matchLabelExpressions[0].key: ${zone}`],
  },
  {
    kind: 'CSIStorageCapacity',
    given: {
      nodeTopology: {matchLabels: {[old]: 'z'}, matchExpressions: [{key: old, operator: 'In', values: ['a b']}]},
    },
    expected: [`nodeTopology.matchExpressions[0].key: ${old} is ${zone}`, `nodeTopology.matchLabels.${old}: ${zone}`],
  },
]

/** As a real kube-apiserver 1.34.3 sends them. */
describe('warnings about objects', () => {
  for (const {kind, given, old: before, status = false, expected} of cases)
    it(`of kind ${kind} are told${before ? ' on an update' : ''}: ${JSON.stringify(given).slice(0, 90)}`, () => {
      const definition = builtInResources.find(each => each.kind === kind)!
      const object = {metadata: {}, ...given} as never

      const warnings = status
        ? definition.statusWarnings?.(object)
        : definition.warnings?.(object, before && ({metadata: {}, ...before} as never))

      assert.deepEqual(warnings, expected)
    })
})
