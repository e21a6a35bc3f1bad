import assert from 'node:assert/strict'
import type {TestApiServer} from '../../support/api-server.ts'
import {answered, startCustomServer} from '../../support/custom-server.ts'

const configMaps = '/api/v1/namespaces/default/configmaps'
const things = '/apis/example.com/v1/namespaces/default/things'
const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
const merge = 'application/merge-patch+json'
const json = 'application/json-patch+json'
const strategic = 'application/strategic-merge-patch+json'
const apply = 'application/apply-patch+yaml'
const unknownFormat = (...accepted: string[]) =>
  `415 the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`

const openSchema = {type: 'object', 'x-kubernetes-preserve-unknown-fields': true}
const definition = {
  metadata: {name: 'things.example.com'},
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: {plural: 'things', kind: 'Thing'},
    versions: [{name: 'v1', served: true, storage: true, schema: {openAPIV3Schema: openSchema}}],
  },
}

/** What Kubernetes 1.34.3 answers. */
const answers: {patch: string; type?: string; path?: string; lenient?: boolean; expected: string}[] = [
  {patch: 'null', expected: '400 Invalid JSON Patch'},
  {patch: 'null', lenient: true, expected: '400 Invalid JSON Patch'},
  {patch: 'null', path: `${configMaps}/a`, expected: '400 Invalid JSON Patch'},
  {
    patch: '1',
    expected: '400 error decoding patch: json: cannot unmarshal number into Go value of type map[string]interface {}',
  },
  {patch: '1', lenient: true, expected: '400 Invalid JSON Patch'},
  {patch: '', expected: '400 error decoding patch: unexpected end of JSON input'},
  {patch: '{}', type: `${merge} ; a=b`, expected: unknownFormat(json, merge, apply)},
  {
    patch: '{}',
    type: `${merge} ; a=b`,
    path: `${configMaps}/a`,
    expected: unknownFormat(json, merge, strategic, apply),
  },
  {
    patch: '{}',
    type: `${merge},${json}`,
    path: `${configMaps}/a`,
    expected: unknownFormat(json, merge, strategic, apply),
  },
  {patch: '{}', type: 'application/json', path: `${configMaps}/a`, expected: '415 415: Unsupported Media Type'},
  {patch: '', lenient: true, expected: '400 Invalid JSON Patch'},
  {
    patch: '[1]',
    expected: '400 error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}',
  },
  {
    patch: '[1]',
    lenient: true,
    expected: `422  "" is invalid: patch: Invalid value: "[1]": couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
  },
  {
    patch: '[{"op":"replace","path":"","value":[{"a":1}]},{"op":"add","path":"/-","value":1}]',
    type: json,
    path: `${configMaps}/a`,
    expected: `422  "" is invalid: patch: Invalid value: "[{\\"a\\":1},1]": couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
  },
  {
    patch: '{"binaryData":{"$retainKeys":["a"],"a":"YQ=="}}',
    type: strategic,
    path: `${configMaps}/a`,
    expected:
      '422  "" is invalid: patch: Invalid value: "map[binaryData:map[$retainKeys:[a] a:YQ==]]": unrecognized type: uint8',
  },
  {patch: 'null', type: json, expected: '200'},
  {
    patch: '[{"op":"add","path":1}]',
    type: json,
    expected:
      '400 error decoding patch: json: cannot unmarshal number into Go struct field jsonPatchOp.path of type string',
  },
  {
    patch: '[{"op":"test","path":"/kind","value":"Thing","more":1}]',
    type: json,
    expected: '200 json patch unknown field "[0].more"',
  },
  {
    patch: '[{"op":"test","path":"/kind","value":"Nothing","value":"Thing"}]',
    type: json,
    expected: '200 json patch duplicate field "[0].value"',
  },
  {
    patch: '{"metadata":{"labels":{"a":"b"},"labels":{"a":"b"}}}',
    expected: '200 duplicate field "metadata.labels"',
  },
  {
    patch: '{}',
    type: json,
    expected: '400 error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
  },
  {
    patch: '{}',
    type: json,
    lenient: true,
    expected: '400 json: cannot unmarshal object into Go value of type jsonpatch.Patch',
  },
  {
    patch: '[1]',
    type: json,
    lenient: true,
    expected: '400 json: cannot unmarshal number into Go value of type jsonpatch.Operation',
  },
  {patch: 'null', path: `${things}/none`, expected: '404 things.example.com "none" not found'},
  {patch: '{"kind":null}', expected: `422  "" is invalid: patch: Invalid value: "…": Object 'Kind' is missing in '…'`},
  {
    patch: '{"apiVersion":null}',
    expected: "500 Internal error occurred: Object 'apiVersion' is missing in 'object has no apiVersion field'",
  },
  {
    patch: '{"kind":"Other"}',
    expected: '422 Other.example.com "a" is invalid: kind: Invalid value: "Other": must be Thing',
  },
  {
    patch: '{"apiVersion":"x/v1"}',
    expected: '422 Thing.x "a" is invalid: apiVersion: Invalid value: "x/v1": must be example.com/v1',
  },
  {
    patch: '{"kind":1}',
    expected: `422  "" is invalid: patch: Invalid value: "…": couldn't get version/kind; json parse error: json: cannot unmarshal number into Go struct field .kind of type string`,
  },
  {
    patch: '{"apiVersion":"a/b/c"}',
    expected: '422  "" is invalid: patch: Invalid value: "…": unexpected GroupVersion string: a/b/c',
  },
  {patch: '{"kind":null}', path: `${configMaps}/a`, expected: '200'},
  {
    patch: '{"kind":"Other"}',
    path: `${configMaps}/a`,
    expected:
      '422  "" is invalid: patch: Invalid value: "…": no kind "Other" is registered for version "v1" in scheme "pkg/runtime/scheme.go:110"',
  },
  {
    patch: '{"kind":"Secret"}',
    path: `${configMaps}/a`,
    expected:
      '422  "" is invalid: patch: Invalid value: "…": converting (v1.Secret) to (core.ConfigMap): unknown conversion',
  },
  {patch: '{"kind":"Secret"}', type: strategic, path: `${configMaps}/a`, expected: '200'},
]

/** What applying this metadata answers, for an object that is there (a) and one that is not (b). */
const applied: {name: string; metadata?: unknown; expected: string}[] = [
  {name: 'a', expected: '200'},
  {name: 'a', metadata: {}, expected: '200'},
  {
    name: 'a',
    metadata: {name: ''},
    expected: '400 the name of the object (a based on URL) was undeterminable: name must be provided',
  },
  {
    name: 'a',
    metadata: {name: null},
    expected: '400 the name of the object (a based on URL) was undeterminable: name must be provided',
  },
  {
    name: 'a',
    metadata: {name: 'other'},
    expected: '400 the name of the object (other) does not match the name on the URL (a)',
  },
  {
    name: 'b',
    expected: '400 the name of the object (b based on URL) was undeterminable: name must be provided',
  },
  {
    name: 'b',
    metadata: {generateName: 'b'},
    expected: '400 the name of the object (b based on URL) was undeterminable: name must be provided',
  },
  {
    name: 'b',
    metadata: {name: 'b', uid: 'x'},
    expected:
      '409 Operation cannot be fulfilled on configmaps "b": uid mismatch: the provided object specified uid x, and no existing object was found',
  },
  {
    name: 'b',
    metadata: {name: 1},
    expected:
      '500 failed to create typed patch object (/; /v1, Kind=ConfigMap): .metadata.name: expected string, got &value.valueUnstructured{Value:1}',
  },
]

describe('patches', () => {
  let api: TestApiServer
  before(async () => {
    api = await startCustomServer()
    await api.send('POST', definitions, definition)
    await api.send('POST', things, {apiVersion: 'example.com/v1', kind: 'Thing', metadata: {name: 'a'}})
    await api.send('POST', configMaps, {metadata: {name: 'a'}})
  })
  after(() => api.close())

  const send = async (path: string, patch: string, type: string) => {
    const {status, body, warnings} = await answered(api, 'PATCH', path, Buffer.from(patch), {'content-type': type})
    const told = warnings.map(text => ` ${JSON.parse(text.slice('299 - '.length))}`)
    if (status < 300) return `${status}${told.join('')}`
    const message = String(body['message']).replaceAll(/"\{.*\}"(?=: )/g, '"…"')
    return `${status} ${message.replace(/'\{.*\}'$/, "'…'")}`
  }

  for (const {patch, type = merge, path = `${things}/a`, lenient = false, expected} of answers)
    it(`${JSON.stringify(patch)} (${type.split('+')[0]}) to ${path}${lenient ? ', unchecked,' : ''} answers ${expected}`, async () => {
      const answer = await send(lenient ? `${path}?fieldValidation=Ignore` : path, patch, type)

      assert.equal(answer, expected)
    })

  for (const {name, metadata, expected} of applied)
    it(`applying the metadata ${JSON.stringify(metadata)} to ${name} answers ${expected}`, async () => {
      const configuration = JSON.stringify({apiVersion: 'v1', kind: 'ConfigMap', metadata})
      const answer = await send(`${configMaps}/${name}?fieldManager=m`, configuration, apply)

      assert.equal(answer, expected)
    })

  it('forget all managers where the list of them is emptied', async () => {
    await api.send('POST', configMaps, {metadata: {name: 'managed'}, data: {a: 'b'}})
    const patch = Buffer.from('{"metadata":{"managedFields":[]},"data":{"c":"d"}}')
    const {body} = await answered(api, 'PATCH', `${configMaps}/managed`, patch, {'content-type': merge})

    assert.equal((body['metadata'] as {managedFields?: unknown}).managedFields, undefined)
  })

  it('are quoted with sorted keys where they went, and as the server had written it elsewhere, wherever that is now', async () => {
    const secret = '/api/v1/namespaces/default/services'
    const ports = [{name: 'p', port: 1, protocol: 'TCP', targetPort: 1}]
    await api.send('POST', secret, {metadata: {name: 's'}, spec: {ports, clusterIP: 'None'}})
    const steps = [
      {op: 'copy', from: '/spec/ports/0', path: '/spec/type'},
      {op: 'test', path: '/spec/ports/0/port', value: 1},
    ]
    const {body} = await answered(api, 'PATCH', `${secret}/s`, Buffer.from(JSON.stringify(steps)), {
      'content-type': json,
    })

    const [, quoted = ''] = /Invalid value: (".*"): json: cannot/.exec(String(body['message'])) ?? []
    const text = JSON.parse(quoted) as string
    assert.ok(text.includes('"ports":[{"name":"p","port":1,"protocol":"TCP","targetPort":1}]'), text)
    assert.ok(text.includes('"type":{"name":"p","protocol":"TCP","port":1,"targetPort":1}'), text)
    assert.ok(String(body['message']).endsWith('ServiceSpec.spec.type of type v1.ServiceType'), String(body['message']))
  })

  it('leave an object its name when its manager gives up all that it said of the metadata', async () => {
    const configuration = (metadata: object) => JSON.stringify({apiVersion: 'v1', kind: 'ConfigMap', metadata})
    const path = `${configMaps}/named?fieldManager=m`
    await send(path, configuration({name: 'named', labels: {a: 'b'}}), apply)
    const answer = await send(path, configuration({}), apply)
    const {body} = await answered(api, 'GET', `${configMaps}/named`)
    const metadata = body['metadata'] as {name: string; labels?: object}

    assert.equal(answer, '200')
    assert.equal(metadata.name, 'named')
    assert.equal(metadata.labels, undefined)
  })
})
