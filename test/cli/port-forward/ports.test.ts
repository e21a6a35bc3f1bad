import assert from 'node:assert/strict'
import type {Pod} from '../../../src/api/kinds.ts'
import {parseAddresses} from '../../../src/cli/port-forward/listen-address.ts'
import {podPorts, type ServiceObject, servicePorts} from '../../../src/cli/port-forward/named-ports.ts'
import {parsePorts} from '../../../src/cli/port-forward/parse-ports.ts'

const pod: Pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {name: 'web'},
  spec: {
    containers: [
      {
        name: 'web',
        ports: [
          {name: 'http', containerPort: 8080},
          {name: 'dns', containerPort: 53, protocol: 'UDP'},
        ],
      },
    ],
  },
}

const service = (clusterIP: string): ServiceObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {name: 'front'},
  spec: {clusterIP, ports: [{name: 'web', port: 80, targetPort: 'http'}, {port: 81}]},
})

const texts = [
  {text: '80', expected: {local: 80, remote: 80}},
  {text: '8080:80', expected: {local: 8080, remote: 80}},
  {text: ':80', expected: {local: 0, remote: 80}},
  {text: 'a:80', expected: 'error parsing local port \'a\': strconv.ParseUint: parsing "a": invalid syntax'},
  {
    text: '80:70000',
    expected: 'error parsing remote port \'70000\': strconv.ParseUint: parsing "70000": value out of range',
  },
  {text: '80:0', expected: 'remote port must be > 0'},
  {text: '1:2:3', expected: "invalid port format '1:2:3'"},
]

describe('the ports of port-forward', () => {
  for (const {text, expected} of texts)
    it(`reads ${text}`, () => {
      if (typeof expected === 'string') assert.throws(() => parsePorts([text]), {message: expected})
      else assert.deepEqual(parsePorts([text]), [expected])
    })

  it('finds a pod’s ports by name', () =>
    assert.deepEqual(podPorts(['http', '1:http', '9000'], pod), ['8080', '1:8080', '9000']))

  it('refuses what a pod does not have, and what is UDP', () => {
    assert.throws(() => podPorts(['nope'], pod), {message: "Pod 'web' does not have a named port 'nope'"})
    assert.throws(() => podPorts(['53'], pod), {message: 'UDP protocol is not supported for 53'})
  })

  it('leads a service’s ports to its pod’s', () =>
    assert.deepEqual(servicePorts(['80', 'web', '9000:web', '81'], service('10.0.0.1'), pod), [
      '80:8080',
      '80:8080',
      '9000:8080',
      '81',
    ]))

  it('takes a headless service’s ports for the pod’s', () =>
    assert.deepEqual(servicePorts(['80'], service('None'), pod), ['80']))

  it('refuses a port that the service does not have', () =>
    assert.throws(() => servicePorts(['82'], service('10.0.0.1'), pod), {
      message: 'Service front does not have a service port 82',
    }))

  it('listens on both addresses of localhost, of which one is enough', () => {
    assert.deepEqual(parseAddresses(['localhost', '10.0.0.1']), [
      {address: '10.0.0.1', needed: 'all'},
      {address: '127.0.0.1', needed: 'any'},
      {address: '::1', needed: 'any'},
    ])
    assert.throws(() => parseAddresses(['nope']), {message: 'nope is not a valid IP'})
    assert.throws(() => parseAddresses([]), {message: 'you must specify at least 1 address'})
  })
})
