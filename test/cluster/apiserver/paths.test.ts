import assert from 'node:assert/strict'
import {createHash} from 'node:crypto'
import {existsSync, readFileSync} from 'node:fs'
import {resolve} from 'node:path'
import {escapeHtml} from '../../../src/api/json/escape-html.ts'
import type {JsonObject} from '../../../src/api/object.ts'
import type {ApiResponse} from '../../../src/client/transport.ts'
import {debugFlags} from '../../../src/cluster/apiserver/debug-flags.ts'
import {compareVersions} from '../../../src/cluster/apiserver/discovery/group-order.ts'
import {healthAnswer} from '../../../src/cluster/apiserver/health.ts'
import {readDescriptions} from '../../../src/cluster/apiserver/openapi/descriptions.ts'
import {documentMakers} from '../../../src/cluster/apiserver/openapi/documents.ts'
import {encodeDocument} from '../../../src/cluster/apiserver/openapi/gnostic.ts'
import {swaggerOf} from '../../../src/cluster/apiserver/openapi/swagger.ts'
import {builtInResources} from '../../../src/cluster/resources/index.ts'
import {ResourceRegistry} from '../../../src/cluster/resources/registry.ts'

const golden = resolve(import.meta.dirname, '../../../../shared/parity/api/golden/discovery.jsonl')
const builtHashes = resolve(import.meta.dirname, '../../../dist/openapi-hashes.json')
const text = ({status, body}: ApiResponse) => `${status} ${body.type === 'text' ? body.text : ''}`

describe('health', () => {
  const well = {etcd: async () => undefined, serving: () => true}
  const ill = {...well, etcd: async () => Promise.reject(new Error('no disk'))}
  const ask = async (path: string, query = '', probes = well) => {
    const answer = await healthAnswer(path, new URLSearchParams(query), probes)
    return answer && text(answer)
  }

  it('is one word when all is well', async () => {
    assert.equal(await ask('/readyz'), '200 ok')
    assert.equal(await ask('/livez/etcd'), '200 ok')
    assert.equal(await ask('/livez/nosuch'), undefined)
  })

  it('names what failed, and keeps the reason to itself', async () => {
    const answer = await ask('/livez', '', ill)

    assert.match(answer ?? '', /^500 \[\+\]ping ok\n\[\+\]log ok\n\[-\]etcd failed: reason withheld\n/)
    assert.ok(answer?.endsWith('livez check failed\n'))
  })

  it('leaves out what is excluded, and says what it could not leave out', async () => {
    const answer = await ask('/livez', 'verbose&exclude=etcd&exclude=x', ill)

    assert.match(answer ?? '', /^200 .*\n.*\n\[\+\]etcd excluded: ok\n/)
    assert.ok(answer?.endsWith('warn: some health checks cannot be excluded: no matches for "x"\nlivez check passed\n'))
  })
})

describe('debug flags', () => {
  const cases: {method: string; path: string; body?: string; expected: string}[] = [
    {method: 'GET', path: '/debug/flags/v', expected: '406 unsupported http method\n'},
    {method: 'PUT', path: '/debug/flags/v', body: '4', expected: '200 successfully set klog.logging.verbosity to 4\n'},
    {
      method: 'PUT',
      path: '/debug/flags/v',
      body: '-1',
      expected: '400 strconv.ParseUint: parsing "-1": invalid syntax\n',
    },
    {
      method: 'PUT',
      path: '/debug/flags/v',
      body: '4294967296',
      expected: '400 strconv.ParseUint: parsing "4294967296": value out of range\n',
    },
  ]
  for (const {method, path, body, expected} of cases)
    it(`answer ${method} ${path} ${body ?? ''} with ${JSON.stringify(expected)}`, () => {
      const answer = debugFlags(path, {method: method as 'GET', url: path, ...(body && {body})})

      assert.equal(text(answer), expected)
    })

  it('are listed everywhere else', () => {
    assert.match(
      text(debugFlags('/debug/flags/x', {method: 'GET', url: '/debug/flags/x'})),
      /^200 <html>\n[\s\S]*<tr>v<br>/,
    )
  })
})

describe('the order of versions', () => {
  it('puts stable before beta before alpha, and later before earlier', () => {
    const versions = ['v1alpha1', 'foo', 'v1', 'v2beta1', 'v10', 'v2beta2', 'v2']

    assert.deepEqual(versions.sort(compareVersions), ['v10', 'v2', 'v1', 'v2beta2', 'v2beta1', 'v1alpha1', 'foo'])
  })
})

describe('OpenAPI', () => {
  const makers = documentMakers(new ResourceRegistry(builtInResources))

  it('describes a group as the real server does', function () {
    if (!existsSync(golden)) return this.skip()
    const line = readFileSync(golden, 'utf8')
      .split('\n')
      .find(entry => entry.includes('"openapi node.k8s.io/v1"'))
    const {body} = JSON.parse(line ?? '{}') as {body: JsonObject}

    const document = JSON.parse(JSON.stringify(makers.get('apis/node.k8s.io/v1')?.make({}))) as JsonObject

    assert.deepEqual(withoutProse(document), body)
  })

  it('refers to nothing that it does not define', () => {
    for (const [key, maker] of makers) {
      const document = maker.make({})
      const {schemas = {}} = (document['components'] ?? {}) as {schemas?: JsonObject}
      for (const [, name = ''] of JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g))
        assert.ok(name in schemas, `${key} refers to ${name}`)
    }
  })

  it('is one document in version 2, and in protobuf', () => {
    const swagger = swaggerOf([...makers.values()].map(maker => maker.make({})))

    const definitions = swagger['definitions'] as Record<string, JsonObject>
    const pod = definitions['io.k8s.api.core.v1.Pod']?.['properties'] as Record<string, JsonObject>
    assert.deepEqual(pod['spec'], {$ref: '#/definitions/io.k8s.api.core.v1.PodSpec'})
    const bytes = Buffer.from(encodeDocument(swagger))
    assert.equal(bytes.subarray(0, 5).toString('latin1'), '\n\x032.0')
    assert.ok(bytes.includes('io.k8s.api.core.v1.PodSpec'))
  })

  it('has the hashes that the build has written down', async function () {
    if (!existsSync(builtHashes)) return this.skip()
    const written = JSON.parse(readFileSync(builtHashes, 'utf8')) as Record<string, string>
    const descriptions = await readDescriptions()

    const hashes = [...makers].map(([key, {make}]) => [key, sha512(escapeHtml(JSON.stringify(make(descriptions))))])

    assert.deepEqual(written, Object.fromEntries(hashes))
  })

  it('knows the documents that custom resources have a part in', () => {
    const registry = new ResourceRegistry(builtInResources)
    const [widgets] = builtInResources
    registry.add({...widgets!, group: 'example.com', plural: 'widgets', schema: ''})

    const custom = [...documentMakers(registry)].filter(([, {builtIn}]) => !builtIn)

    assert.deepEqual(
      custom.map(([key]) => key),
      [`apis/example.com/${widgets!.version}`],
    )
  })
})

const sha512 = (document: string): string => createHash('sha512').update(document).digest('hex').toUpperCase()

function withoutProse(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutProse)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([name, item]) => !(name === 'description' && typeof item === 'string'))
  return Object.fromEntries(entries.map(([name, item]) => [name, withoutProse(item)]))
}
