/**
 * Replays the recorded API suites against a server in this process and prints how many answers are identical, suite by suite:
 * `node --import tsx test/parity/replay.ts [--show] [SUITE ...]`. The comparison is that of ../shared/parity/api.mjs.
 */
import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {basename, join, resolve} from 'node:path'
import {isDeepStrictEqual} from 'node:util'
import {defaultAdmissionPlugins} from '../../src/cluster/apiserver/admission/index.ts'
import {impersonation, openAuth, StoredObjects} from '../../src/cluster/apiserver/auth/index.ts'
import {CustomResources} from '../../src/cluster/apiserver/custom-resources/index.ts'
import {encodeEvent} from '../../src/cluster/apiserver/encoding/encode-json.ts'
import {encodeResponse} from '../../src/cluster/apiserver/encoding/encode-response.ts'
import {ServerPaths} from '../../src/cluster/apiserver/paths.ts'
import {PemMemory, Pki} from '../../src/cluster/pki/index.ts'
import {prepareCluster} from '../../src/cluster/prepare-cluster.ts'
import {ClusterClock} from '../../src/cluster/runtime/cluster-clock.ts'
import {SeededRandom} from '../../src/cluster/runtime/random.ts'
import {systemTime} from '../../src/cluster/system-time.ts'
import {startTestApiServer, type TestApiServer, testTime} from '../support/api-server.ts'
import {level, levelText} from './level.ts'

interface RecordedRequest {
  id: string
  method: 'GET'
  path: string
  headers?: Record<string, string>
  body?: unknown
  raw?: string
  as?: string | {user: string; groups?: string[]}
  setup?: boolean
}

interface Answer {
  code: number
  type: string
  warnings?: string[]
  body: unknown
}

const folder = resolve(import.meta.dirname, '../../../shared/parity/api')
const words = process.argv.slice(2).filter(word => !word.startsWith('--'))
const show = process.argv.includes('--show')

if (!existsSync(folder)) {
  console.log('no recordings here')
  process.exit(2)
}
let identical = 0
let nearly = 0
let total = 0
for (const file of readdirSync(join(folder, 'requests')).sort()) {
  const suite = basename(file, '.jsonl')
  if (words.length > 0 && !words.some(word => suite.includes(word))) continue
  const outcome = await replay(suite)
  identical += outcome.identical
  nearly += outcome.nearly
  total += outcome.total
  console.log(`${suite} ${outcome.identical}/${outcome.total} (${outcome.nearly} but for managedFields)`)
  for (const miss of outcome.misses) console.log(miss)
}
console.log(`${identical} of ${total} identical, ${nearly} but for managedFields`)

async function replay(suite: string) {
  const namespace = `api-${suite}-x2b4c`
  const api = await startWholeServer(namespace)
  const wanted = new Map(lines<Answer & {id: string}>(suite, 'golden').map(answer => [answer.id, answer]))
  const outcome = {identical: 0, nearly: 0, total: 0, misses: [] as string[]}
  for (const request of lines<RecordedRequest>(suite, 'requests')) {
    const got = await send(api, request, namespace)
    if (request.setup) continue
    outcome.total += 1
    const want = {...wanted.get(request.id), id: undefined}
    const differing = differences(want, {...got, id: undefined})
    if (differing.length === 0) outcome.identical += 1
    if (differing.every(line => line.includes('/managedFields'))) outcome.nearly += 1
    if (differing.length > 0 && show && !differing.every(line => line.includes('/managedFields')))
      outcome.misses.push(
        [
          `    ${request.id}: ${request.method} ${request.path}`,
          ...differing.slice(0, 8).map(line => `      ${line}`),
        ].join('\n'),
      )
  }
  await api.close()
  return outcome
}

/** A server with its users, its paths and the objects that every cluster begins with. */
async function startWholeServer(namespace: string): Promise<TestApiServer> {
  const clock = new ClusterClock(testTime)
  const random = new SeededRandom('replay')
  const pki = new Pki(new PemMemory(), systemTime.now)
  const auth = openAuth({source: new StoredObjects(() => api.server.parts), clock, random, pki, now: systemTime.now})
  const paths = new ServerPaths({
    server: () => api.server.parts,
    store: {range: request => api.store.range(request)} as TestApiServer['store'],
    auth,
    serverAddress: () => '172.18.0.2:6443',
  })
  const api: TestApiServer = await startTestApiServer({
    namespaces: [],
    clock,
    random,
    admission: [...defaultAdmissionPlugins, auth.admission],
    kinds: auth.kinds,
    authenticator: auth.authenticator,
    authorizer: auth.authorizer,
    impersonation,
    tokens: auth.issuer,
    paths: [
      new CustomResources({
        server: () => api.server.parts,
        store: {
          range: request => api.store.range(request),
          watch: (request, listener) => api.store.watch(request, listener),
        },
      }),
      paths,
    ],
  })
  await prepareCluster({client: api.client, pki, port: 6443})
  await prepareNamespace(api, namespace)
  return api
}

/** What a cluster's controllers put into every namespace. */
async function prepareNamespace({client}: TestApiServer, namespace: string): Promise<void> {
  const core = {group: '', version: 'v1'}
  await client.create({...core, resource: 'namespaces'}, {metadata: {name: namespace}})
  await client.create({...core, resource: 'serviceaccounts', namespace}, {metadata: {name: 'default'}})
  const description =
    'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.'
  await client.create(
    {...core, resource: 'configmaps', namespace},
    {
      metadata: {name: 'kube-root-ca.crt', annotations: {'kubernetes.io/description': description}},
      data: {'ca.crt': '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'},
    },
    {fieldManager: 'kube-controller-manager'},
  )
}

async function send({server, clock}: TestApiServer, request: RecordedRequest, namespace: string): Promise<Answer> {
  const {method, path, headers = {}, body, raw, as} = request
  const data = (raw ?? (body ? JSON.stringify(body) : undefined))?.replaceAll('$NS', namespace)
  const who = typeof as === 'string' ? {user: as} : as
  const sent = {
    method,
    url: path.replaceAll('$NS', namespace),
    headers: {
      accept: 'application/json',
      ...(data !== undefined && {'content-type': 'application/json'}),
      ...(who && {'impersonate-user': who.user.replaceAll('$NS', namespace)}),
      ...(who && 'groups' in who && who.groups && {'impersonate-group': who.groups}),
      ...headers,
    },
    ...(data !== undefined && {body: data}),
    user: {name: 'kubernetes-admin', groups: ['kubeadm:cluster-admins', 'system:masters', 'system:authenticated']},
  }
  const response = encodeResponse(sent, await server.handle(sent))
  let text = ''
  if (response.body.type === 'bytes') text = Buffer.from(response.body.bytes).toString()
  else if (response.body.type === 'text') text = response.body.text
  else if (response.body.type === 'events') {
    const {events} = response.body
    const reading = (async () => {
      for await (const event of events) text += encodeEvent(event)
    })()
    await clock.advance(clock.now() + 2000, async () => undefined)
    await reading
  }
  return answer(response.status, response.headers, text, namespace)
}

function answer(code: number, headers: Record<string, string | string[]>, text: string, namespace: string): Answer {
  const type = String(headers['content-type'] ?? '').split(';')[0]!
  const warnings = headers['warning'] && [levelText([headers['warning']].flat().join(', '), namespace)]
  const parts = type === 'application/json' ? text.split('\n').filter(Boolean) : []
  let body: unknown
  try {
    body =
      parts.length > 1 && !text.startsWith('{\n')
        ? parts.map(line => level(JSON.parse(line), namespace))
        : level(JSON.parse(text), namespace)
  } catch {
    body = levelText(text, namespace)
  }
  return {code, type, ...(warnings && {warnings}), body}
}

function differences(wanted: unknown, got: unknown, path = ''): string[] {
  if (isDeepStrictEqual(wanted, got)) return []
  if (
    wanted &&
    got &&
    typeof wanted === 'object' &&
    typeof got === 'object' &&
    Array.isArray(wanted) === Array.isArray(got)
  ) {
    const [a, b] = [wanted as Record<string, unknown>, got as Record<string, unknown>]
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap(key =>
      differences(a[key], b[key], `${path}/${key}`),
    )
  }
  return [`${path}: ${JSON.stringify(wanted)?.slice(0, 300)} → ${JSON.stringify(got)?.slice(0, 300)}`]
}

function lines<T>(suite: string, kind: 'requests' | 'golden'): T[] {
  const text = readFileSync(join(folder, kind, `${suite}.jsonl`), 'utf8')
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as T)
}
