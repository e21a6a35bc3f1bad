import assert from 'node:assert/strict'
import {builtInResources} from '../../../src/cluster/resources/index.ts'

const zeros = (path: string, value: string, better: string, what = 'IP address') =>
  `${path}: non-standard ${what} ${JSON.stringify(value)} will be considered invalid in a future Kubernetes release: use ${JSON.stringify(better)}`

/** What a real Kubernetes 1.34.3 warns of. */
const cases: {name: string; kind: string; hook?: 'warnings' | 'statusWarnings'; given: object; expected: string[]}[] = [
  {
    name: 'networks that a policy names',
    kind: 'NetworkPolicy',
    given: {
      spec: {
        ingress: [{from: [{}, {ipBlock: {cidr: '10.1.2.3/8', except: ['10.001.0.0/16']}}]}],
        egress: [{to: [{ipBlock: {cidr: '2001:DB8::/32'}}]}],
      },
    },
    expected: [
      'spec.ingress[0].from[1].ipBlock.cidr: CIDR value "10.1.2.3/8" is ambiguous in this context (should be "10.0.0.0/8" or "10.1.2.3/32"?)',
      zeros('spec.ingress[0].from[1].ipBlock.except[0]', '10.001.0.0/16', '10.1.0.0/16', 'CIDR value'),
      'spec.egress[0].to[0].ipBlock.cidr: IPv6 CIDR value "2001:DB8::/32" should be in RFC 5952 canonical format ("2001:db8::/32")',
    ],
  },
  {
    name: 'addresses of somebody’s slice of endpoints',
    kind: 'EndpointSlice',
    given: {metadata: {}, endpoints: [{addresses: ['010.0.0.1']}]},
    expected: [zeros('endpoints[0].addresses[0]', '010.0.0.1', '10.0.0.1')],
  },
  {
    name: 'nothing about slices of Kubernetes’ own',
    kind: 'EndpointSlice',
    given: {
      metadata: {labels: {'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io'}},
      endpoints: [{addresses: ['010.0.0.1']}],
    },
    expected: [],
  },
  {
    name: 'addresses of endpoints',
    kind: 'Endpoints',
    given: {metadata: {}, subsets: [{addresses: [{ip: '10.0.0.1'}], notReadyAddresses: [{ip: '010.0.0.2'}]}]},
    expected: [zeros('subsets[0].notReadyAddresses[0].ip', '010.0.0.2', '10.0.0.2')],
  },
  {
    name: 'a node’s networks',
    kind: 'Node',
    given: {spec: {podCIDRs: ['10.01.0.0/16']}},
    expected: [zeros('spec.podCIDRs[0]', '10.01.0.0/16', '10.1.0.0/16', 'CIDR value')],
  },
  {
    name: 'addresses that lead to an ingress',
    kind: 'Ingress',
    hook: 'statusWarnings',
    given: {status: {loadBalancer: {ingress: [{hostname: 'x'}, {ip: '010.2.3.4'}]}}},
    expected: [zeros('status.loadBalancer.ingress[1]', '010.2.3.4', '10.2.3.4')],
  },
  {
    name: 'addresses of a pod and its node',
    kind: 'Pod',
    hook: 'statusWarnings',
    given: {status: {podIPs: [{ip: '10.2.3.4'}], hostIPs: [{ip: '010.2.3.4'}]}},
    expected: [zeros('status.hostIPs[0].ip', '010.2.3.4', '10.2.3.4')],
  },
]

describe('warnings of addresses', () => {
  for (const {name, kind, hook = 'warnings', given, expected} of cases)
    it(`tell of ${name}`, () => {
      const definition = builtInResources.find(each => each.kind === kind)!

      assert.deepEqual(definition[hook]!(given as never), expected)
    })
})
