import type {DifferentialAnswer, Send} from '../differential/api-connection.ts'
import {differences} from '../differential/differences.ts'
import type {BundleContents, Manifest} from './read-bundle.ts'

export interface Comparison {
  identical: number
  accepted: number
  total: number
  misses: {id: string; differing: string[]}[]
}

const definitionsPath = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
const namespace = 'crd-bundles'

/** Installs a bundle on both servers, sends them its samples as dry runs, and tells where the second answers otherwise. */
export async function compareBundle(
  servers: readonly Send[],
  {definitions, samples}: BundleContents,
): Promise<Comparison> {
  const result: Comparison = {identical: 0, accepted: 0, total: 0, misses: []}
  const crds = definitions.filter(({object}) => object.kind === 'CustomResourceDefinition')
  try {
    await Promise.all(
      servers.map(send => send({method: 'POST', path: '/api/v1/namespaces', body: {metadata: {name: namespace}}})),
    )
    for (const {id, object} of crds) await compare(servers, {id, path: definitionsPath, object}, result)
    for (const {object} of crds) await Promise.all(servers.map(send => established(send, object.metadata.name ?? '')))
    for (const {id, object} of samples) {
      const path = pathOf(crds, object)
      const own = {...object, metadata: {name: 'unnamed', ...object.metadata, namespace: undefined}}
      if (path)
        await compare(
          servers,
          {id, path: `${path}?dryRun=All&fieldValidation=Strict&fieldManager=bundles`, object: own},
          result,
        )
    }
  } finally {
    for (const {object} of crds)
      await Promise.all(
        servers.map(send => send({method: 'DELETE', path: `${definitionsPath}/${object.metadata.name}`})),
      )
    await Promise.all(servers.map(send => gone(send, crds)))
  }
  return result
}

async function compare(
  servers: readonly Send[],
  {id, path, object}: {id: string; path: string; object: Manifest['object']},
  result: Comparison,
): Promise<void> {
  const answers = await Promise.all(servers.map(send => send({method: 'POST', path, body: object})))
  const [wanted, got] = answers.map(inOrder) as [DifferentialAnswer, DifferentialAnswer]
  const differing = differences(wanted, got)
  result.total += 1
  if (got.code < 300) result.accepted += 1
  if (differing.length === 0) result.identical += 1
  else result.misses.push({id, differing})
}

/** Go validates fields in no particular order: causes are sorted, and the message that repeats them is left out. */
function inOrder(answer: DifferentialAnswer): DifferentialAnswer {
  const body = answer.body as {message?: string; details?: {causes?: {field?: string; message?: string}[]}}
  const causes = body.details?.causes
  if (!causes || causes.length < 2) return answer
  const sorted = [...causes].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  return {...answer, body: {...body, message: undefined, details: {...body.details, causes: sorted}}}
}

interface Definition {
  spec: {
    group: string
    scope: string
    names: {plural: string; kind: string}
    versions: {name: string; served: boolean}[]
  }
}

function pathOf(definitions: Manifest[], {apiVersion, kind}: Manifest['object']): string | undefined {
  const [group, version] = apiVersion.split('/')
  for (const {object} of definitions) {
    const {spec} = object as unknown as Definition
    if (spec.group !== group || spec.names.kind !== kind || !spec.versions.some(({name}) => name === version)) continue
    const scope = spec.scope === 'Namespaced' ? `/namespaces/${namespace}` : ''
    return `/apis/${group}/${version}${scope}/${spec.names.plural}`
  }
  return undefined
}

type Conditions = {status?: {conditions?: {type: string; status: string}[]}; spec: Definition['spec']}

async function established(send: Send, name: string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    const {code, body} = await send({method: 'GET', path: `${definitionsPath}/${name}`})
    if (code === 404) return
    const {status, spec} = body as Conditions
    if (!status?.conditions?.some(({type, status}) => type === 'Established' && status === 'True')) continue
    const served = spec.versions.find(version => version.served)
    if (
      (await send({method: 'GET', path: `/apis/${spec.group}/${served?.name}/${spec.names.plural}?limit=1`})).code ===
      200
    )
      return
  }
  throw new Error(`${name} was not established`)
}

async function gone(send: Send, definitions: Manifest[]): Promise<void> {
  for (const {object} of definitions)
    for (let tries = 0; tries < 400; tries += 1)
      if ((await send({method: 'GET', path: `${definitionsPath}/${object.metadata.name}`})).code === 404) break
}
