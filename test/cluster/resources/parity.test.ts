import assert from 'node:assert/strict'
import {existsSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {isDeepStrictEqual} from 'node:util'
import type {KubeObject} from '../../../src/api/object.ts'
import {decode, schemaOf, zeroOf} from '../../../src/api/schema/index.ts'
import {invalid} from '../../../src/api/status-error.ts'
import {defaultFeatures} from '../../../src/cluster/apiserver/enablement/feature-gates.ts'
import {anyObjectErrors, newObjectErrors} from '../../../src/cluster/apiserver/registry/metadata-checks.ts'
import type {ResourceDefinition} from '../../../src/cluster/resources/define-resource.ts'
import {builtInResources} from '../../../src/cluster/resources/index.ts'

const folder = path.resolve(import.meta.dirname, '../../../../shared/parity/api')

interface Request {
  id: string
  method: string
  path: string
  body?: KubeObject
  raw?: string
}

interface Answer {
  id: string
  code: number
  warnings?: string[]
  body: Record<string, unknown>
}

/** Replays what a real API server answered on the definitions alone: decode, defaults, prepare, validate, columns. */
describe('the kinds, against the answers of a real API server', () => {
  const suites = [
    {suite: 'validation', least: 363},
    {suite: 'defaulting', least: 50},
    {suite: 'tables', least: 54},
  ]

  for (const {suite, least} of suites)
    it(`answers the ${suite} suite alike`, function () {
      if (!existsSync(folder)) this.skip()
      const requests = lines<Request>(`requests/${suite}.jsonl`)
      const wanted = new Map(lines<Answer>(`golden/${suite}.jsonl`).map(answer => [answer.id, answer]))
      const misses: string[] = []

      for (const request of requests) {
        const answer = wanted.get(request.id)
        const difference = answer && replay(request, answer, suite)
        if (difference) misses.push(`${request.id}: ${request.path}\n${difference}`)
      }

      const same = requests.length - misses.length
      console.log(`      ${suite}: ${same} of ${requests.length}`)
      if (process.env['SHOW']) console.log(misses.join('\n'))
      assert.ok(same >= least, misses.join('\n'))
    })
})

function lines<T>(file: string): T[] {
  const text = readFileSync(path.join(folder, file), 'utf8')
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as T)
}

const now = Date.parse('2026-01-01T00:00:00Z')

/** How the answer differs from the recorded one; undefined when it does not, or when it is not the definitions' business. */
function replay(request: Request, wanted: Answer, suite: string): string | undefined {
  const definition = definitionOf(request.path)
  if (!definition) return `no definition for ${request.path}`
  const reason = wanted.body['reason']
  if (wanted.code >= 400 && reason !== 'Invalid') return undefined
  const object = prepared(request, definition)
  const own = newObjectErrors(definition, object, definition.validate?.(object, defaultFeatures) ?? [])
  const errors = own.length > 0 ? own : anyObjectErrors(definition, object)
  if (errors.length > 0 || wanted.code === 422) {
    const got = errors.length > 0 ? invalid(definition, object.metadata.name ?? '', errors).status : undefined
    const [left, right] = [causes(wanted.body), causes(got)]
    return isDeepStrictEqual(left, right) ? undefined : `  - ${left.join('\n  - ')}\n  + ${right.join('\n  + ')}`
  }
  const warnings = (definition.warnings?.(object) ?? []).map(text => `299 - ${JSON.stringify(text)}`)
  if (level(warnings).join(', ') !== (wanted.warnings ?? []).join(', '))
    return `  warnings ${JSON.stringify(wanted.warnings)} → ${JSON.stringify(warnings)}`
  if (suite === 'tables') return tableDifference(definition, object, wanted.body)
  return suite === 'defaulting'
    ? difference(mine(wanted.body), mine(level(JSON.parse(JSON.stringify(object)) as KubeObject)))
    : undefined
}

function definitionOf(url: string): ResourceDefinition | undefined {
  const parts = url.split('?')[0]?.split('/').filter(Boolean) ?? []
  const [group, version] = parts[0] === 'api' ? ['', parts[1]] : [parts[1], parts[2]]
  const rest = parts.slice(parts[0] === 'api' ? 2 : 3)
  const plural = rest[0] === 'namespaces' && rest.length > 2 ? rest[2] : rest[0]
  return builtInResources.find(
    definition => definition.group === group && definition.version === version && definition.plural === plural,
  )
}

function prepared(request: Request, definition: ResourceDefinition): KubeObject {
  const text = (request.raw ?? JSON.stringify(request.body)).replaceAll('$NS', 'parity-ns')
  const schema = schemaOf(definition.schema)
  const object = decode(schema, text).object as KubeObject
  object.metadata ??= {}
  definition.defaults?.(object)
  const {metadata} = object
  if (definition.namespaced) metadata.namespace ??= 'parity-ns'
  metadata.uid = '00000000-0000-0000-0000-000000000000'
  metadata.creationTimestamp = '2025-12-31T23:59:59Z'
  if (metadata.generateName && !metadata.name) metadata.name = `${metadata.generateName}x2x2x`
  delete metadata.generation
  if (definition.generation) metadata.generation = 1
  definition.dropDisabled?.(object, {features: defaultFeatures})
  if (definition.prepareForCreate) {
    const user = {name: 'parity', groups: []}
    definition.prepareForCreate(object, {
      now,
      dryRun: false,
      user,
      uuid: () => 'uuid',
      warn: () => {},
      features: defaultFeatures,
    })
  } else if (definition.subresources?.['status']) {
    const field = schema.fields.get('status')
    if (field) object['status'] = zeroOf(field.schema)
  }
  allocate(object)
  return object
}

/** What the server's allocators and admission plugins would have done, as far as validation looks at it. */
function allocate(object: KubeObject): void {
  if (object.kind !== 'Service') return
  const spec = object['spec'] as Record<string, unknown>
  if (spec['type'] === 'ExternalName') return
  if (spec['clusterIP'] && !(spec['clusterIPs'] as unknown[] | undefined)?.length)
    spec['clusterIPs'] = [spec['clusterIP']]
  spec['clusterIP'] ??= '10.0.0.1'
  spec['clusterIPs'] ??= [spec['clusterIP']]
  if (spec['type'] === 'LoadBalancer' && spec['externalTrafficPolicy'] === 'Local')
    spec['healthCheckNodePort'] ??= 30_000
}

interface Status {
  details?: {causes?: {field?: string; message?: string}[]}
}

const causes = (status: object | undefined): string[] =>
  level((status as Status | undefined)?.details?.causes ?? []).map(({field, message}) => `${field}: ${message}`)

function tableDifference(definition: ResourceDefinition, object: KubeObject, body: object): string | undefined {
  const {columnDefinitions, rows} = body as {columnDefinitions: unknown[]; rows: {cells: unknown[]}[]}
  const columns = definition.columns ?? []
  const described = columns.map(({name, type, format = '', priority = 0}) => ({name, type, format, priority}))
  return (
    difference(columnDefinitions, described) ??
    difference(rows[0]?.cells, level(columns.map(column => column.cell(object, {now}))))
  )
}

/** The parts of an answer that are the definitions' own. */
function mine(body: Record<string, unknown>): unknown {
  const {metadata, ...rest} = body
  const {
    managedFields: _,
    uid: __,
    resourceVersion: ___,
    creationTimestamp: ____,
    ...own
  } = metadata as Record<string, unknown>
  return {...rest, metadata: own}
}

/** What admission adds to a pod and the allocators to a service. */
const added =
  /^\/(spec\/(volumes|tolerations|priority|preemptionPolicy|serviceAccount|serviceAccountName|ipFamilies|ipFamilyPolicy|ports\/\d+\/nodePort|containers\/\d+\/volumeMounts|username|groups|uid|extra)|metadata\/(finalizers|namespace))$/

function level<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value)
      .replaceAll('parity-ns', 'NAMESPACE')
      .replace(/\b(10|127)\.\d+\.\d+\.\d+(:\d+)?\b/g, 'ADDRESS')
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UID')
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, 'TIME')
      .replace(/-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '-SUFFIX')
      .replace(/"(\d+[smhdy])+"/g, '"AGE"'),
  ) as T
}

function difference(wanted: unknown, got: unknown, at = ''): string | undefined {
  if (isDeepStrictEqual(wanted, got)) return undefined
  if (wanted && got && typeof wanted === 'object' && typeof got === 'object') {
    const keys = new Set([...Object.keys(wanted), ...Object.keys(got)])
    const parts = [...keys].map(key =>
      difference((wanted as Record<string, unknown>)[key], (got as Record<string, unknown>)[key], `${at}/${key}`),
    )
    return parts.filter(part => part !== undefined).join('\n') || undefined
  }
  if ((wanted === 'LEVELLED' && got !== undefined) || (got === undefined && added.test(at))) return undefined
  return `  ${at}: ${JSON.stringify(wanted)} → ${JSON.stringify(got)}`
}
