import assert from 'node:assert/strict'
import type {FieldValidation} from '../../../../src/api/schema/index.ts'
import {decodeBody} from '../../../../src/cluster/apiserver/decoding/decode-body.ts'
import {expectedKind} from '../../../../src/cluster/apiserver/decoding/expected-kind.ts'
import type {Body} from '../../../../src/cluster/apiserver/decoding/read-body.ts'
import {Warnings} from '../../../../src/cluster/apiserver/request-context.ts'
import {builtInResources} from '../../../../src/cluster/resources/index.ts'
import {ResourceRegistry} from '../../../../src/cluster/resources/registry.ts'

const resources = new ResourceRegistry(builtInResources)

function decoded(body: Body, kind = 'ConfigMap', fieldValidation: FieldValidation = 'Warn') {
  const [group, version] = kind === 'Deployment' ? ['apps', 'v1'] : ['', 'v1']
  const warnings = new Warnings()
  const expected = expectedKind(resources.ofKind(group!, version!, kind)!)
  return {object: decodeBody(body, expected, {fieldValidation, warnings, resources}), warnings: warnings.headers()}
}

const json = (value: string): Body => ({format: 'json', value})
const yaml = (value: string): Body => ({format: 'yaml', value})
const unrecognized = (why: string) => `the object provided is unrecognized (must be of type ConfigMap): ${why}`
const noStruct =
  'into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }'

describe('a body', () => {
  const wanted = {kind: 'ConfigMap', apiVersion: 'v1', metadata: {name: 'a'}, data: {b: '1'}}
  const read: {name: string; body: Body}[] = [
    {name: 'JSON that says its kind', body: json(JSON.stringify(wanted))},
    {name: 'JSON that leaves its kind to the path', body: json('{"metadata":{"name":"a"},"data":{"b":"1"}}')},
    {name: 'bytes', body: {format: 'json', value: Buffer.from(JSON.stringify(wanted))}},
    {name: 'an object as it is', body: {format: 'json', value: {metadata: {name: 'a'}, data: {b: '1'}}}},
    {name: 'YAML', body: yaml('apiVersion: v1\nmetadata: {name: a}\ndata:\n  b: "1"\n')},
  ]
  for (const {name, body} of read)
    it(`is read where it is ${name}`, () => {
      assert.deepEqual(decoded(body), {object: wanted, warnings: []})
    })

  it('becomes an object of its own, not the one that was given', () => {
    const value = {metadata: {name: 'a'}, data: {b: '1'}}

    const {object} = decoded({format: 'json', value})
    object.metadata.name = 'other'

    assert.equal(value.metadata.name, 'a')
  })

  const refused: {name: string; body: Body; kind?: string; message: string}[] = [
    {
      name: 'is a list',
      body: json('[]'),
      message: unrecognized(
        `couldn't get version/kind; json parse error: json: cannot unmarshal array ${noStruct} (5b5d)`,
      ),
    },
    {
      name: 'is a text',
      body: json('"text"'),
      message: unrecognized(
        `couldn't get version/kind; json parse error: json: cannot unmarshal string ${noStruct} (227465787422)`,
      ),
    },
    {
      name: 'has a number for its kind',
      body: json('{"kind":3}'),
      message: unrecognized(
        `couldn't get version/kind; json parse error: json: cannot unmarshal number into Go struct field .kind of type string ({"kind":3})`,
      ),
    },
    {
      name: 'has a version of three parts',
      body: json('{"apiVersion":"a/b/c"}'),
      message: unrecognized('unexpected GroupVersion string: a/b/c ({"apiVersion":"a/b/c"})'),
    },
    {
      name: 'ends too early',
      body: json('{'),
      message: unrecognized(`couldn't get version/kind; json parse error: unexpected end of JSON input ({)`),
    },
    {
      name: 'is empty',
      body: json(''),
      message: unrecognized(`couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)`),
    },
    {
      name: 'is of another kind',
      body: json('{"kind":"Secret","apiVersion":"v1"}'),
      message:
        'Secret in version "v1" cannot be handled as a ConfigMap: converting (v1.Secret) to (core.ConfigMap): unknown conversion',
    },
    {
      name: 'is of a kind of every group',
      body: json('{"kind":"List","apiVersion":"v1"}'),
      message:
        'List in version "v1" cannot be handled as a ConfigMap: converting (v1.List) to (core.ConfigMap): unknown conversion',
    },
    {
      name: 'is of a kind that nobody knows',
      body: json('{"kind":"Foo","apiVersion":"v1"}'),
      message:
        'Foo in version "v1" cannot be handled as a ConfigMap: no kind "Foo" is registered for version "v1" in scheme "pkg/runtime/scheme.go:110"',
    },
    {
      name: 'is of a version that nobody knows',
      body: json('{"kind":"ConfigMap","apiVersion":"v2"}'),
      message:
        'ConfigMap in version "v2" cannot be handled as a ConfigMap: no kind "ConfigMap" is registered for version "v2" in scheme "pkg/runtime/scheme.go:110"',
    },
    {
      name: 'is of a version that is served no more',
      body: json('{"kind":"Deployment","apiVersion":"apps/v1beta1"}'),
      kind: 'Deployment',
      message: 'the API version in the data (apps/v1beta1) does not match the expected API version (apps/v1)',
    },
    {
      name: 'is of a group that the kind has left',
      body: json('{"kind":"Deployment","apiVersion":"extensions/v1beta1"}'),
      kind: 'Deployment',
      message: 'the API version in the data (extensions/v1beta1) does not match the expected API version (apps/v1)',
    },
    {
      name: 'has a list where a map belongs',
      body: json('{"data":[]}'),
      message:
        'ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal array into Go struct field ConfigMap.data of type map[string]string',
    },
  ]
  for (const {name, body, kind, message} of refused)
    it(`is refused where it ${name}`, () => {
      assert.throws(() => decoded(body, kind), {code: 400, reason: 'BadRequest', message})
    })

  const questionable = json('{"metadata":{"name":"a"},"dat":{},"data":{"a":"1","a":"2"}}')

  it('that has unknown and repeated fields is refused where that is asked for', () => {
    assert.throws(() => decoded(questionable, 'ConfigMap', 'Strict'), {
      message:
        'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "dat", duplicate field "data.a"',
    })
  })

  it('that has them is read without them, with a warning of each or, where that is asked for, without', () => {
    const warned = decoded(questionable)
    const ignored = decoded(questionable, 'ConfigMap', 'Ignore')

    assert.deepEqual(warned.object['data'], {a: '2'})
    assert.deepEqual(warned.warnings, ['299 - "unknown field \\"dat\\""', '299 - "duplicate field \\"data.a\\""'])
    assert.deepEqual(ignored, {object: warned.object, warnings: []})
  })
})
