import assert from 'node:assert/strict'
import {fieldErrorText} from '../../../src/api/field-error.ts'
import type {KubeObject} from '../../../src/api/object.ts'
import {readApiServerOptions} from '../../../src/cluster/open/api-server-options.ts'
import {trustBundleSourceErrors} from '../../../src/cluster/resources/core/volumes/trust-bundle-source.ts'

/** What a real Kubernetes 1.34.3 with the feature says of these. */
const cases: {name: string; given: object; expected: string[]}[] = [
  {name: 'a bundle', given: {name: 'a', path: 'x'}, expected: []},
  {name: 'a signer', given: {signerName: 'e.f/g', path: 'x', labelSelector: {}}, expected: []},
  {name: 'neither', given: {path: 'x'}, expected: ['c: Required value: either name or signerName must be specified']},
  {
    name: 'both',
    given: {name: 'a', signerName: 'b.c/d', path: 'x'},
    expected: [
      'c: Invalid value: {"Name":"a","SignerName":"b.c/d","LabelSelector":null,"Optional":null,"Path":"x"}: only one of name and signerName may be used',
    ],
  },
  {
    name: 'a name that takes a selector',
    given: {name: 'e.f:g:h', path: 'x', labelSelector: {matchLabels: {a: 'b'}}},
    expected: [
      'c.labelSelector: Invalid value: {"matchLabels":{"a":"b"}}: labelSelector must be unset if name is specified',
    ],
  },
  {
    name: 'a signer that is none, and no path',
    given: {signerName: 'x', path: ''},
    expected: [
      `c.signerName: Invalid value: "x": must be a fully qualified domain and path of the form 'example.com/signer-name'`,
      'c.path: Required value',
    ],
  },
  {
    name: 'a path that leads out',
    given: {name: 'a', path: '../x'},
    expected: [`c.path: Invalid value: "../x": must not contain '..'`],
  },
]

describe('trust bundles as sources of volumes', () => {
  for (const {name, given, expected} of cases)
    it(`${name} ${expected.length === 0 ? 'is sound' : 'is told of'}`, () => {
      const errors = [...trustBundleSourceErrors('c', given as never)]

      assert.deepEqual(errors.map(fieldErrorText), expected)
    })

  const kept = (featureGates: string, kind: string, object: object): boolean => {
    const {definitions, features} = readApiServerOptions({featureGates})
    const definition = definitions.find(each => each.kind === kind)!
    const draft = object as KubeObject
    definition.dropDisabled?.(draft, {features})
    return JSON.stringify(draft).includes('clusterTrustBundle')
  }
  const spec = () => ({
    containers: [],
    volumes: [{name: 'v', projected: {sources: [{clusterTrustBundle: {name: 'a', path: 'x'}}]}}],
  })
  const objects: [kind: string, make: () => object][] = [
    ['Pod', () => ({metadata: {}, spec: spec()})],
    ['Deployment', () => ({metadata: {}, spec: {template: {spec: spec()}}})],
    ['CronJob', () => ({metadata: {}, spec: {jobTemplate: {spec: {template: {spec: spec()}}}}})],
    ['PodTemplate', () => ({metadata: {}, template: {spec: spec()}})],
  ]
  for (const [kind, make] of objects)
    it(`are kept in a ${kind} where the feature is on, and dropped where it is not`, () => {
      assert.equal(kept('', kind, make()), false)
      assert.equal(kept('ClusterTrustBundle=true,ClusterTrustBundleProjection=true', kind, make()), true)
    })
})
