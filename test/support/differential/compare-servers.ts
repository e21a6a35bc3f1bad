import {SeededRandom} from '../../../src/cluster/runtime/random.ts'
import {connect, type DifferentialRequest, type Send} from './api-connection.ts'
import {differences} from './differences.ts'
import {type Mutation, mutations} from './mutations.ts'
import {type Body, type Original, originals} from './objects.ts'
import {richOriginals} from './rich-objects.ts'
import {type Held, scenarios} from './scenarios.ts'
import {schemaOf} from './schema.ts'

export interface KindResult {
  kind: string
  identical: number
  total: number
  misses: {name: string; differing: string[]}[]
}

interface Options {
  /** The kubeconfig of a real Kubernetes whose controllers are off. */
  reference: string
  kubeconfig: string
  /** Empty for all. */
  kinds: string[]
  /** Which scenarios; empty for all. */
  only?: string[]
  /** How many mutations of each object go through each scenario. */
  count: number
  seed: string
  /** Objects with every field set instead of the usual ones. */
  rich?: boolean
  /** How many things at once are wrong, odd or new. */
  faults?: number
}

type Servers = readonly [Send, Send]

const namespaces = ['differential', 'differential-quota']
/** How many requests are under way at a time. */
const parallel = 6

/** Sends generated requests to two servers and tells where the answers of the second are not those of the first. */
export async function compareServers({
  reference,
  kubeconfig,
  kinds,
  only = [],
  count,
  seed,
  rich = false,
  faults = 1,
}: Options): Promise<KindResult[]> {
  const servers: Servers = [connect(reference, namespaces[0]!), connect(kubeconfig, namespaces[0]!)]
  await Promise.all(servers.map(prepare))
  const results = new Map<string, KindResult>()
  const wanted = rich
    ? await richOriginals(reference, kinds, namespaces[0]!)
    : originals().filter(({body}) => kinds.length === 0 || kinds.includes(body.kind))
  for (const scenario of Object.keys(scenarios).filter(name => only.length === 0 || only.includes(name)))
    for (const original of wanted) {
      const {kind} = original.body
      const result = results.get(kind) ?? {kind, identical: 0, total: 0, misses: []}
      results.set(kind, result)
      await play(servers, original, scenario, changes(original, scenario, {count, seed, faults}), result)
    }
  await Promise.all(servers.map(tidy))
  return [...results.values()]
}

async function prepare(send: Send): Promise<void> {
  await send({method: 'POST', path: '/apis/storage.k8s.io/v1/storageclasses', body: standardClass})
  for (const name of namespaces) {
    await send({method: 'POST', path: '/api/v1/namespaces', body: {metadata: {name}}})
    const account = {metadata: {name: 'default'}}
    await send({method: 'POST', path: `/api/v1/namespaces/${name}/serviceaccounts`, body: account})
  }
}

/** What claims that name no class get from a fresh cluster of ours. */
const standardClass = {
  metadata: {name: 'standard', annotations: {'storageclass.kubernetes.io/is-default-class': 'true'}},
  provisioner: 'example.com/none',
}

async function tidy(send: Send): Promise<void> {
  for (const original of originals()) await remove(send, original)
}

/** With nobody there who would do what its finalizers wait for. */
async function remove(send: Send, {own}: Original): Promise<void> {
  if (!own) return
  const {code} = await send({method: 'DELETE', path: `${own}?gracePeriodSeconds=0`})
  const headers = {'content-type': 'application/merge-patch+json'}
  if (code < 300) await send({method: 'PATCH', path: own, headers, body: {metadata: {finalizers: null}}})
  if (own.startsWith('/api/v1/namespaces/') && own.split('/').length === 5)
    await send({method: 'PUT', path: `${own}/finalize`, body: {metadata: {name: own.split('/')[4]}, spec: {}}})
}

function changes(
  original: Original,
  scenario: string,
  {count, seed, faults}: {count: number; seed: string; faults: number},
): Mutation[] {
  const {body, title} = original
  const schema = schemaOf(body.apiVersion, body.kind)
  if (!schema) return []
  const random = new SeededRandom(`${seed} ${scenario} ${title}`)
  return mutations(body, schema, {count, random, part: scenario.startsWith('status') ? 'status' : 'object', faults})
}

/** Everything but creates finds the original in its place. */
async function play(
  servers: Servers,
  original: Original,
  scenario: string,
  all: readonly Mutation[],
  result: KindResult,
): Promise<void> {
  const held = creates.has(scenario) ? [fresh, fresh] : await Promise.all(servers.map(send => hold(send, original)))
  const left = all.map((mutation, turn) => ({mutation, turn}))
  await Promise.all(
    Array.from({length: parallel}, async () => {
      for (let next = left.shift(); next; next = left.shift()) {
        const {mutation, turn} = next
        const requests = held.map(each => scenarios[scenario]!(original, mutation.body as Body, each, turn))
        if (requests[0])
          await compare(
            servers,
            requests as DifferentialRequest[],
            `${scenario} ${original.title}: ${mutation.name}`,
            result,
          )
      }
    }),
  )
  // Whose status comes at its own pace stays for the next scenario: nothing has changed it.
  if (!creates.has(scenario) && !selfKept.has(original.body.kind))
    await Promise.all(servers.map(send => remove(send, original)))
}

/** Scenarios that need nothing to be there. */
const creates = new Set(['create', 'table'])

const fresh: Held = {resourceVersion: ''}

async function hold(send: Send, {body, path, own, hasStatus}: Original): Promise<Held> {
  if (!own) return fresh
  const {status, ...rest} = body
  await send({method: 'POST', path: `${path}?fieldManager=creator`, body: rest})
  const made = await send({method: 'GET', path: own, raw: true})
  const {resourceVersion} = (made.body as {metadata?: Held}).metadata ?? fresh
  if (!hasStatus || status === undefined) return settled(send, own)
  if (selfKept.has(body.kind)) return seenTo(send, own)
  const metadata = {...body.metadata, resourceVersion}
  await send({method: 'PUT', path: `${own}/status?fieldManager=keeper`, body: {...body, metadata}})
  return settled(send, own)
}

/** Kinds whose status the API server keeps itself, sooner or later. */
const selfKept = new Set(['FlowSchema', 'APIService'])

/** An object of such a kind, once the server has written what it thinks of it. */
async function seenTo(send: Send, path: string): Promise<Held> {
  for (let tries = 0; tries < 1800; tries += 1) {
    const {body} = await send({method: 'GET', path, raw: true})
    const {conditions = []} = (body as {status?: {conditions?: object[]}}).status ?? {}
    if (conditions.length > 0) break
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  return settled(send, path)
}

/** What an object is like once the server's own controllers leave it alone. */
async function settled(send: Send, path: string): Promise<Held> {
  let last = ''
  for (let calm = 0; calm < 5; ) {
    const {body} = await send({method: 'GET', path, raw: true})
    const {resourceVersion = ''} = (body as {metadata?: Held}).metadata ?? fresh
    calm = resourceVersion === last ? calm + 1 : 0
    last = resourceVersion
  }
  return {resourceVersion: last}
}

async function compare(
  [reference, ours]: Servers,
  requests: DifferentialRequest[],
  name: string,
  result: KindResult,
): Promise<void> {
  const [wanted, got] = await Promise.all([reference(requests[0]!), ours(requests[1]!)])
  if (wanted.code === 0) return
  const differing = differences(wanted, got)
  result.total += 1
  if (differing.length === 0) result.identical += 1
  else result.misses.push({name, differing})
}
