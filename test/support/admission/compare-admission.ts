import {connect, type DifferentialAnswer, type DifferentialRequest, type Send} from '../differential/api-connection.ts'
import {differences} from '../differential/differences.ts'
import type {AdmissionScenario, Step} from './scenarios.ts'

export interface ScenarioResult {
  name: string
  /** Where the second server's answers are others; empty: nowhere. */
  differing: string[]
}

interface Servers {
  /** Kubeconfigs. */
  reference: string
  ours: string
}

export const admissionNamespace = 'admission'

/** How many scenarios are played at a time. */
const parallel = 6

/** How long a real server may take until it knows of the policies that it has stored; milliseconds. */
const patience = 30_000

/** Plays scenarios on two servers, and tells where the second one answers anything else than the first. Policies are made first, for all scenarios. */
export async function compareAdmission(
  {reference, ours}: Servers,
  scenarios: readonly AdmissionScenario[],
): Promise<ScenarioResult[]> {
  const servers = [connect(reference, admissionNamespace), connect(ours, admissionNamespace)] as const
  const results = new Map<string, ScenarioResult>(scenarios.map(({name}) => [name, {name, differing: []}]))
  const play = async ({name}: AdmissionScenario, step: Step): Promise<void> => {
    const [wanted, got] = await Promise.all(servers.map(send => send(requestOf(step))))
    results
      .get(name)!
      .differing.push(...told(wanted!, got!).map(text => `${step.method ?? 'POST'} ${step.path}: ${text}`))
  }
  for (const send of servers) await prepare(send)
  const playAll = (part: 'given' | 'writes') =>
    Promise.all(
      Array.from({length: parallel}, async (_, lane) => {
        for (const [index, scenario] of scenarios.entries())
          if (index % parallel === lane) for (const step of scenario[part] ?? []) await play(scenario, step)
      }),
    )
  await playAll('given')
  await untilKnown(servers[0])
  await untilKnown(servers[1])
  await playAll('writes')
  return [...results.values()]
}

/** Answers of another code are told by what they say alone. */
function told(wanted: DifferentialAnswer, got: DifferentialAnswer): string[] {
  if (wanted.code === got.code) return differences(withListsInOrder(wanted), withListsInOrder(got))
  const text = ({code, body}: DifferentialAnswer) => `${code} ${(body as {message?: string}).message ?? ''}`
  return [`${text(wanted)} → ${text(got)}`]
}

/** Some plugins tell of what they find in whatever order a map has. */
function withListsInOrder(answer: DifferentialAnswer): DifferentialAnswer {
  const body = answer.body as {message?: string} | undefined
  const match = /^(.* is forbidden: \[)(.*)\]$/.exec(body?.message ?? '')
  if (!match) return answer
  return {...answer, body: {...body, message: `${match[1]}${match[2]!.split(', ').sort().join(', ')}]`}}
}

const requestOf = ({method = 'POST', path, body, headers}: Step): DifferentialRequest => ({
  method,
  path,
  ...(body !== undefined && {body}),
  ...(headers && {headers}),
})

async function prepare(send: Send): Promise<void> {
  await send({
    method: 'POST',
    path: '/api/v1/namespaces',
    body: {metadata: {name: admissionNamespace, labels: {team: 'admission'}, annotations: {note: 'n'}}},
  })
  const account = {metadata: {name: 'default'}}
  await send({method: 'POST', path: `/api/v1/namespaces/${admissionNamespace}/serviceaccounts`, body: account})
}

/** The last policies that are made say when a server has come to know all of them. */
async function untilKnown(send: Send): Promise<void> {
  const end = performance.now() + patience
  for (const sentinel of await sentinels(send))
    while ((await send(sentinel)).code === 201) {
      if (performance.now() > end) throw new Error('a server does not come to know its policies')
      await new Promise(resolve => setTimeout(resolve, 50))
    }
}

const registration = '/apis/admissionregistration.k8s.io'
const configMaps = `/api/v1/namespaces/${admissionNamespace}/configmaps`

async function sentinels(send: Send): Promise<DifferentialRequest[]> {
  const found: DifferentialRequest[] = []
  for (const [version, kind, rule] of [
    ['v1', 'validating', {validations: [{expression: 'false'}]}],
    [
      'v1beta1',
      'mutating',
      {
        reinvocationPolicy: 'Never',
        mutations: [{patchType: 'JSONPatch', jsonPatch: {expression: '[JSONPatch{op: "remove", path: "/nowhere"}]'}}],
      },
    ],
  ] as const) {
    const name = `zz-sentinel-${kind}`
    const matchConstraints = {
      resourceRules: [{apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps']}],
      objectSelector: {matchLabels: {sentinel: kind}},
    }
    const policy = {metadata: {name}, spec: {matchConstraints, ...rule}}
    const made = await send({method: 'POST', path: `${registration}/${version}/${kind}admissionpolicies`, body: policy})
    if (made.code === 404) continue
    const binding = {
      metadata: {name},
      spec: {policyName: name, ...(kind === 'validating' && {validationActions: ['Deny']})},
    }
    await send({method: 'POST', path: `${registration}/${version}/${kind}admissionpolicybindings`, body: binding})
    const body = {metadata: {generateName: 'sentinel-', labels: {sentinel: kind}}}
    found.push({method: 'POST', path: `${configMaps}?dryRun=All`, body})
  }
  return found
}
