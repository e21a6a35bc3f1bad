import {readdirSync, readFileSync} from 'node:fs'
import {homedir} from 'node:os'
import {join} from 'node:path'
import type {ResourceDefinition} from '../../../src/cluster/resources/define-resource.ts'
import {builtInResources} from '../../../src/cluster/resources/index.ts'
import {parsed, type RawSend, rawSender} from './api-connection.ts'
import {differences} from './differences.ts'
import {inMapOrder} from './in-map-order.ts'

/** Where kubernetes/api has an object of every kind with every field set, in JSON, YAML and protobuf. */
export const fixturesFolder =
  process.env['KCTL_API_TESTDATA'] ?? join(homedir(), 'go/pkg/mod/k8s.io/api@v0.34.3/testdata/HEAD')

export interface FixtureMiss {
  /** `apps.v1.Deployment.pb`. */
  name: string
  differing: string[]
}

export interface FixtureResult {
  identical: number
  total: number
  misses: FixtureMiss[]
}

const contentTypes: Record<string, string> = {
  json: 'application/json',
  yaml: 'application/yaml',
  pb: 'application/vnd.kubernetes.protobuf',
}
/** As long as the one in the fixtures, so that they can be changed in any format. */
export const namespace = 'fixture-spaces'
const replacements: [string, string][] = [
  ['namespaceValue', namespace],
  ['nameValue', 'fixture-a'],
]

/** Creates (as dry runs) every fixture of every kind in every format on two servers and tells where the second answers otherwise than the first. */
export async function compareFixtures(reference: string, kubeconfig: string): Promise<FixtureResult> {
  const servers = [rawSender(reference), rawSender(kubeconfig)] as const
  await Promise.all(servers.map(prepare))
  const result: FixtureResult = {identical: 0, total: 0, misses: []}
  for (const definition of builtInResources) {
    if (!definition.verbs.includes('create')) continue
    for (const format of Object.keys(contentTypes))
      for (const level of ['Strict', 'Ignore']) await compare(servers, {definition, format, level}, result)
  }
  return result
}

/** Makes the namespace of what is in the fixtures. */
export async function prepare(send: RawSend): Promise<void> {
  const headers = {'content-type': 'application/json'}
  await send({
    method: 'POST',
    path: '/api/v1/namespaces',
    headers,
    payload: JSON.stringify({metadata: {name: namespace}}),
  })
  const account = JSON.stringify({metadata: {name: 'default'}})
  await send({method: 'POST', path: `/api/v1/namespaces/${namespace}/serviceaccounts`, headers, payload: account})
}

async function compare(
  [reference, ours]: readonly [RawSend, RawSend],
  {definition, format, level}: {definition: ResourceDefinition; format: string; level: string},
  result: FixtureResult,
): Promise<void> {
  const {group, version, kind, plural, namespaced} = definition
  const name = `${group || 'core'}.${version}.${kind}.${format}`
  if (!readdirSync(fixturesFolder).includes(name)) return
  const root = group ? `/apis/${group}/${version}` : `/api/${version}`
  const request = {
    method: 'POST',
    path: `${root}${namespaced ? `/namespaces/${namespace}` : ''}/${plural}?dryRun=All&fieldManager=m&fieldValidation=${level}`,
    headers: {accept: 'application/json', 'content-type': contentTypes[format]!},
    payload: payloadOf(readFileSync(join(fixturesFolder, name)), format),
  }
  const [wanted, got] = await Promise.all([reference(request), ours(request)])
  const [one, other] = [wanted, got].map(({code, text, headers: {warning}}) => ({
    code,
    warning,
    body: inMapOrder(parsed(text, namespace)),
  }))
  const differing = differences(one, other)
  result.total += 1
  if (differing.length === 0) result.identical += 1
  else result.misses.push({name: `${name} ${level}`, differing})
}

/** A fixture with names that a server takes. */
export function payloadOf(content: Buffer, format: string): Buffer {
  let text = content.toString('latin1')
  for (const [from, to] of replacements) text = text.replaceAll(from, to)
  if (format !== 'pb') text = text.replace(/"?resourceVersion"?: "?resourceVersionValue"?,?\n/, '')
  return Buffer.from(text, 'latin1')
}
