import assert from 'node:assert/strict'
import {fieldErrorText} from '../../../../src/api/field-error.ts'
import type {CSINode} from '../../../../src/api/kinds.ts'
import type {KubeObject} from '../../../../src/api/object.ts'
import {defaultFeatures} from '../../../../src/cluster/apiserver/enablement/feature-gates.ts'
import {validatePersistentVolumeUpdate} from '../../../../src/cluster/resources/core/persistent-volume/validate.ts'
import {validateEventUpdate} from '../../../../src/cluster/resources/events/validate.ts'
import {goPodTemplate} from '../../../../src/cluster/resources/go-types/pod-spec.ts'
import {resourceClaim} from '../../../../src/cluster/resources/resource/resource-claim.ts'
import {resourceClaimTemplate} from '../../../../src/cluster/resources/resource/resource-claim-template.ts'
import {validateCsiNodeUpdate} from '../../../../src/cluster/resources/storage/csi-node/validate.ts'

type Update = (object: KubeObject, old: KubeObject) => Iterable<Parameters<typeof fieldErrorText>[0]>

const request = (name: string) => ({
  devices: {requests: [{name, exactly: {deviceClassName: 'gpu', allocationMode: 'ExactCount', count: 1}}]},
})
const event = (regarding: object) => ({
  metadata: {name: 'e', namespace: 'd'},
  regarding,
  reason: 'R',
  action: 'A',
  type: 'Normal',
  reportingController: 'a.b/c',
  reportingInstance: 'i',
  eventTime: '2026-01-01T00:00:00.000000Z',
})
const volume = (key: string) => ({
  metadata: {name: 'v'},
  spec: {
    accessModes: ['ReadWriteOnce'],
    capacity: {storage: '1Gi'},
    local: {path: '/x'},
    nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key, operator: 'Exists'}]}]}},
  },
})
const csiNode = (count: number) => ({spec: {drivers: [{name: 'a.b', nodeID: 'n', allocatable: {count}}]}})

const asked =
  '{"Devices":{"Requests":[{"Name":"b","Exactly":{"DeviceClassName":"gpu","Selectors":null,"AllocationMode":"ExactCount","Count":1,"AdminAccess":null,"Tolerations":null,"Capacity":null},"FirstAvailable":null}],"Constraints":null,"Config":null}}'

const cases: {name: string; update: unknown; old: object; given: object; expected: string}[] = [
  {
    name: 'a claim',
    update: resourceClaim.validateUpdate,
    old: {spec: request('a')},
    given: {spec: request('b')},
    expected: `spec: Invalid value: ${asked}: field is immutable`,
  },
  {
    name: "a claim template, whose metadata's fields stand beside its spec",
    update: resourceClaimTemplate.validateUpdate,
    old: {spec: {spec: request('a')}},
    given: {spec: {metadata: {labels: {b: '1', a: '2'}}, spec: request('b')}},
    expected: `spec: Invalid value: {"labels":{"a":"2","b":"1"},"Spec":${asked}}: field is immutable`,
  },
  {
    name: 'an event',
    update: validateEventUpdate,
    old: event({kind: 'Pod', namespace: 'd', name: 'x'}),
    given: event({kind: 'Pod', namespace: 'd', name: 'y'}),
    expected:
      'involvedObject: Invalid value: {"Kind":"Pod","Namespace":"d","Name":"y","UID":"","APIVersion":"","ResourceVersion":"","FieldPath":""}: field is immutable',
  },
  {
    name: 'a volume',
    update: validatePersistentVolumeUpdate,
    old: volume('a'),
    given: volume('b'),
    expected:
      'nodeAffinity: Invalid value: {"Required":{"NodeSelectorTerms":[{"MatchExpressions":[{"Key":"b","Operator":"Exists","Values":null}],"MatchFields":null}]}}: field is immutable, except for updating from beta label to GA',
  },
  {
    name: 'a CSI node',
    update: (node: CSINode, old: CSINode) => validateCsiNodeUpdate(node, old, defaultFeatures),
    old: csiNode(1),
    given: csiNode(2),
    expected:
      'spec.drivers: Invalid value: {"Name":"a.b","NodeID":"n","TopologyKeys":null,"Allocatable":{"Count":2}}: field is immutable',
  },
]

describe('what may not change', () => {
  for (const {name, update, old, given, expected} of cases)
    it(`is quoted as the server's own type for ${name}`, () => {
      const found = [...(update as Update)(given as KubeObject, old as KubeObject)]
      const errors = found.filter(({pending}) => !pending).map(fieldErrorText)

      assert.deepEqual([...new Set(errors)], [expected])
    })

  it('is a pod template with the metadata first and what it shares in the security context', () => {
    const given = {
      metadata: {annotations: {a: 'b'}, labels: {c: 'd'}, name: 'n'},
      spec: {hostPID: true, containers: []},
    }

    const {Spec, ...metadata} = goPodTemplate(given) as {Spec: {SecurityContext: {HostPID: boolean}}}

    assert.equal(JSON.stringify(metadata), '{"name":"n","labels":{"c":"d"},"annotations":{"a":"b"}}')
    assert.equal(Spec.SecurityContext.HostPID, true)
    assert.equal('HostPID' in Spec, false)
  })

  it('escapes what is markup', () => {
    const error = {field: 'f', type: 'FieldValueInvalid', value: {a: '<b>'}, detail: ''} as const

    assert.equal(fieldErrorText(error), 'f: Invalid value: {"a":"\\u003cb\\u003e"}')
  })
})
