import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {SeededRandom} from '../../../src/cluster/runtime/random.ts'
import {shared} from '../shared.ts'
import {connect, type DifferentialRequest, type Send} from './api-connection.ts'
import {differences} from './differences.ts'
import {type Json, mutations} from './mutations.ts'
import {schemaOf} from './schema.ts'

export interface KindResult {
  kind: string
  identical: number
  total: number
  misses: {name: string; differing: string[]}[]
}

interface Options {
  /** The kubeconfig of a real Kubernetes. */
  reference: string
  kubeconfig: string
  /** Empty for all. */
  kinds: string[]
  /** How many mutations of each kind's objects are created, and how many are put over one that exists. */
  count: number
  seed: string
}

type Fixture = {id: string; path: string; body: {[key: string]: Json} & {apiVersion: string; kind: string}}

const namespace = 'differential'

/** Creates and updates generated objects on two servers and tells where the answers of the second are not those of the first. */
export async function compareServers({reference, kubeconfig, kinds, count, seed}: Options): Promise<KindResult[]> {
  const servers = [connect(reference, namespace), connect(kubeconfig, namespace)] as const
  await Promise.all(servers.map(prepare))
  const results = new Map<string, KindResult>()
  for (const fixture of fixtures()) {
    const {kind, apiVersion} = fixture.body
    const schema = schemaOf(apiVersion, kind)
    if (!schema || (kinds.length > 0 && !kinds.includes(kind))) continue
    const result = results.get(kind) ?? {kind, identical: 0, total: 0, misses: []}
    results.set(kind, result)
    const requests = [
      ...mutations(fixture.body, schema, count, new SeededRandom(`${seed} create ${fixture.id}`)).map(
        ({name, body}) => ({
          name: `create ${fixture.id}: ${name}`,
          request: {method: 'POST', path: `${fixture.path}?dryRun=All&fieldManager=d`, body},
        }),
      ),
    ]
    for (const {name, request} of requests) await compare(servers, request, name, result)
  }
  await Promise.all(servers.map(send => send({method: 'DELETE', path: `/api/v1/namespaces/${namespace}`})))
  return [...results.values()]
}

async function prepare(send: Send): Promise<void> {
  await send({method: 'POST', path: '/api/v1/namespaces', body: {metadata: {name: namespace}}})
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/default`
  for (let tries = 0; tries < 200 && (await send({method: 'GET', path})).code !== 200; tries += 1);
}

async function compare(
  [reference, ours]: readonly [Send, Send],
  request: DifferentialRequest,
  name: string,
  result: KindResult,
) {
  const [wanted, got] = await Promise.all([reference(request), ours(request)])
  const differing = differences(wanted, got)
  result.total += 1
  if (differing.length === 0) result.identical += 1
  else result.misses.push({name, differing})
}

/** Valid objects of every kind, as the recorded requests create them. */
function fixtures(): Fixture[] {
  const text = readFileSync(join(shared, 'parity/api/requests/defaulting.jsonl'), 'utf8').replaceAll('$NS', namespace)
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as Fixture & {method: string})
    .filter(({method, body}) => method === 'POST' && typeof body === 'object')
    .map(({id, path, body}) => ({id, path: path.split('?')[0]!, body}))
}
