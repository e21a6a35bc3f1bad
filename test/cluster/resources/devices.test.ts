import assert from 'node:assert/strict'
import {fieldErrorText} from '../../../src/api/field-error.ts'
import {deviceClaimErrors} from '../../../src/cluster/resources/resource/devices/claim.ts'
import {sliceErrors} from '../../../src/cluster/resources/resource/devices/slice.ts'

const one = {name: 'one', exactly: {deviceClassName: 'gpu', allocationMode: 'ExactCount', count: 1}}
const slice = {driver: 'd.example.com', pool: {name: 'p', generation: 1, resourceSliceCount: 1}, nodeName: 'n'}

describe('device claims', () => {
  for (const {name, given, expected} of [
    {name: 'is right', given: {requests: [one]}, expected: []},
    {
      name: 'asks twice by one name',
      given: {requests: [one, one]},
      expected: ['d.requests[1].name: Duplicate value: "one"'],
    },
    {
      name: 'asks for nothing',
      given: {requests: [{name: 'one'}]},
      expected: ['d.requests[0]: Required value: exactly one of `exactly` or `firstAvailable` is required'],
    },
    {
      name: 'counts what it wants all of',
      given: {requests: [{name: 'one', exactly: {...one.exactly, allocationMode: 'All'}}]},
      expected: ["d.requests[0].exactly.count: Invalid value: 1: must not be specified when allocationMode is 'All'"],
    },
    {
      name: 'constrains what it does not ask for',
      given: {requests: [one], constraints: [{requests: ['one/big'], matchAttribute: 'numa'}]},
      expected: [
        'd.constraints[0].requests[0]: Invalid value: "one/big": must be the name of a request in the claim or the name of a request and a subrequest separated by \'/\'',
        'd.constraints[0].matchAttribute: Invalid value: "numa": must include a domain',
      ],
    },
  ])
    it(`are told what is wrong when one ${name}`, () => {
      assert.deepEqual([...deviceClaimErrors('d', given)].map(fieldErrorText), expected)
    })
})

describe('resource slices', () => {
  for (const {name, given, expected} of [
    {name: 'is right', given: slice, expected: []},
    {
      name: 'is nowhere',
      given: {...slice, nodeName: undefined},
      expected: [
        'spec: Required value: exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required',
      ],
    },
    {
      name: 'has a device with a version that is none and a value too many',
      given: {...slice, devices: [{name: 'd', attributes: {a: {version: '1', int: 1}}}]},
      expected: [
        'spec.devices[0].attributes[a].version: Invalid value: "1": must be a string compatible with semver.org spec 2.0.0',
        'spec.devices[0].attributes[a]: Invalid value: {"IntValue":1,"BoolValue":null,"StringValue":null,"VersionValue":"1"}: exactly one value must be specified',
      ],
    },
  ])
    it(`are told what is wrong when one ${name}`, () => {
      assert.deepEqual([...sliceErrors(given)].map(fieldErrorText), expected)
    })
})
