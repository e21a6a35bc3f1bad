import {type GroupVersionResource, groupResourceName, parseApiVersion} from '../../api/object.ts'
import type {Client} from '../../client/client.ts'
import type {Discovery, ServedResource} from '../../client/discovery.ts'
import {bool, string} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {readJson} from '../openapi/read-json.ts'
import type {OpenApiDocument} from './open-api-schema.ts'
import {renderExplanation} from './render-explanation.ts'

export const explainFlags = {
  'api-version': string({usage: 'Explain this version (group/version) of the resource.'}),
  output: string({
    short: 'o',
    default: 'plaintext',
    usage: 'Format of the explanation: plaintext or plaintext-openapiv2.',
  }),
  recursive: bool({usage: 'List the names of all fields below, without their descriptions.'}),
}

export type ExplainInvocation = Invocation<typeof explainFlags>

/** Says what a type or one of its fields is, from the server's own schemas. */
export async function explain(invocation: ExplainInvocation): Promise<void> {
  const {flags, args, context} = invocation
  const [request] = args
  if (request === undefined)
    throw new Error(
      `You must specify the type of resource to explain. Use "${context.program} api-resources" for a complete list of supported resources.\n`,
    )
  if (args.length > 1) throw new Error('We accept only this format: explain RESOURCE\n')
  if (!['plaintext', 'plaintext-openapiv2'].includes(flags.output))
    throw new Error(`unrecognized format: ${flags.output}`)
  const {client, discovery} = await invocation.connect()
  const {resource, path} = await parseRequest(request, discovery)
  if (flags['api-version'].split('/').length > 2)
    throw new Error(`unexpected GroupVersion string: ${flags['api-version']}`)
  const wanted = flags['api-version'] ? parseApiVersion(flags['api-version']) : resource
  const gvk = {group: wanted.group, version: wanted.version, kind: resource.kind}
  if (flags.output === 'plaintext-openapiv2') {
    const {explainV2} = await import('./v2/explain-v2.ts')
    return invocation.out(await explainV2(client, gvk, {path, recursive: flags.recursive}))
  }
  const document = await readDocument(client, {...wanted, resource: resource.resource})
  const schema = Object.values(document.components?.schemas ?? {}).find(candidate =>
    candidate['x-kubernetes-group-version-kind']?.some(
      other => other.group === gvk.group && other.version === gvk.version && other.kind === gvk.kind,
    ),
  )
  if (!schema)
    throw new Error(
      `error: GVR (${gvk.group}/${gvk.version}, Resource=${resource.resource}) not found in OpenAPI schema`,
    )
  const text = renderExplanation(schema, path, {document, recursive: flags.recursive})
  const group = gvk.group ? `GROUP:      ${gvk.group}\n` : ''
  invocation.out(`${group}KIND:       ${gvk.kind}\nVERSION:    ${gvk.version}\n\n`)
  if (text === undefined) throw new Error(`error: field ${JSON.stringify(path.at(-1))} does not exist`)
  invocation.out(`${text}\n`)
}

/** `deployments.apps.spec.strategy`: the resource, with its group if that is there, and the fields behind it. */
async function parseRequest(
  request: string,
  discovery: Discovery,
): Promise<{resource: ServedResource; path: string[]}> {
  const wanted = request.replace(/\.+$/, '')
  const [word = '', ...fields] = wanted.split('.')
  const candidates = await discovery.resources(word)
  // The first that the request begins with, even where another one would fit better.
  const qualified = candidates.find(candidate => wanted.startsWith(groupResourceName(candidate)))
  if (!qualified) return {resource: candidates[0] ?? (await discovery.resource(word)), path: fields}
  const rest = wanted.slice(groupResourceName(qualified).length)
  return {resource: qualified, path: rest.split('.').slice(1)}
}

async function readDocument(
  client: Client,
  {group, version, resource}: GroupVersionResource,
): Promise<OpenApiDocument> {
  const index = await readJson<{paths?: Record<string, {serverRelativeURL: string}>}>(client, '/openapi/v3')
  const name = group ? `apis/${group}/${version}` : `api/${version}`
  const found = index.paths?.[name]
  if (!found) throw new Error(`couldn't find resource for "${group}/${version}, Resource=${resource}"`)
  return readJson(client, found.serverRelativeURL)
}
