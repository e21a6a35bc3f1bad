import {builtin} from '../../../api/builtin-resources.ts'
import {invalidValue} from '../../../api/field-error.ts'
import type {Node, Pod} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import {trackUpdate} from '../../../api/patch/managed-fields/index.ts'
import {inWrittenOrder, schemaOf} from '../../../api/schema/index.ts'
import {badRequest, conflict, invalid, notFound} from '../../../api/status-error.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import {timestamp} from '../../runtime/clock.ts'
import {lookUp, lookUpStored} from '../admission/lookup.ts'
import {decodeBody} from '../decoding/decode-body.ts'
import {readBody} from '../decoding/read-body.ts'
import {headerOf} from '../encoding/negotiate.ts'
import {managerOr} from '../field-manager.ts'
import {matchNamespace} from '../handlers/create.ts'
import {writeQuery} from '../handlers/query-options.ts'
import {groupResourceOf, type RequestContext, storeOf} from '../request-context.ts'
import {outputForm, singleResponse} from '../responses.ts'
import {mutateCreation, validateCreation} from './admit-creation.ts'
import type {SubresourceHandler} from './subresource.ts'

const tenMinutes = 600
const anHour = 3600
const longest = 2 ** 32

interface BoundObject {
  kind?: string
  apiVersion?: string
  name?: string
  uid?: string
}

interface TokenRequest extends KubeObject {
  spec: {audiences?: string[]; expirationSeconds?: number; boundObjectRef?: BoundObject}
}

/** Issues a token for a service account, bound to a pod, node or secret if so asked. */
export const token: SubresourceHandler = {create: issue}

async function issue(context: RequestContext): Promise<ApiResponse> {
  const {server, info, request, warnings, definition} = context
  const {tokens, resources} = server
  if (!tokens) throw notFound(groupResourceOf(definition), info.name)
  const form = outputForm(context, {tables: false})
  const body = readBody(request)
  const {fieldValidation, dryRun, fieldManager} = writeQuery(info.query, 'CreateOptions')
  const schema = schemaOf('io.k8s.api.authentication.v1.TokenRequest')
  const expected = {group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest', schema}
  const asked = decodeBody(body, expected, {fieldValidation, warnings, resources}) as TokenRequest
  await mutateCreation(context, asked, dryRun)
  matchNamespace(asked, info.namespace)
  const {metadata, spec} = asked
  if (metadata.name && metadata.name !== info.name)
    throw invalid({group: 'authentication.k8s.io', kind: 'TokenRequest'}, info.name, [
      invalidValue('metadata.name', metadata.name, 'must match the service account name if specified'),
    ])
  const account = await storeOf(context).get(info.namespace, info.name)
  if (!account) throw notFound(groupResourceOf(definition), info.name)
  checkUid(metadata.uid, account)
  const expirationSeconds = spec.expirationSeconds ?? anHour
  checkSeconds(expirationSeconds)
  await validateCreation(context, asked, dryRun)
  const audiences = spec.audiences?.length ? spec.audiences : tokens.audiences
  const bound = spec.boundObjectRef && (await boundTo(context, spec.boundObjectRef))
  const now = timestamp(server.clock.now())
  const manager = managerOr(fieldManager, headerOf(request, 'user-agent'))
  const writer = {manager, apiVersion: 'authentication.k8s.io/v1', subresource: 'token', time: now}
  const managedFields = trackUpdate(schema, undefined, {...asked, spec: {...spec, expirationSeconds}}, writer)
  const {namespace, name} = info
  const issued = await tokens.issue({
    namespace,
    name,
    uid: account.metadata.uid ?? '',
    audiences,
    expirationSeconds,
    ...bound,
  })
  warnings.audit?.annotate('authentication.kubernetes.io/issued-credential-id', `JTI=${identifierOf(issued.token)}`)
  const {creationTimestamp: _, name: __, namespace: ___, ...rest} = metadata
  const answer: KubeObject = {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: {
      name: info.name,
      namespace: info.namespace,
      ...rest,
      uid: server.random.uuid(),
      creationTimestamp: now,
      ...(managedFields && {managedFields}),
    },
    spec: {audiences, expirationSeconds, boundObjectRef: spec.boundObjectRef ?? null},
    status: issued,
  }
  const shown = {...context, definition: {...definition, group: 'authentication.k8s.io', kind: 'TokenRequest'}}
  return singleResponse(shown, inWrittenOrder(schema, answer), form, 201)
}

function checkUid(asked: string | undefined, {metadata: {name = '', uid}}: KubeObject): void {
  if (!asked || asked === uid) return
  throw conflict(
    {group: 'authentication.k8s.io', resource: 'TokenRequest'},
    name,
    `the UID in the token request (${asked}) does not match the UID of the service account (${uid})`,
  )
}

function checkSeconds(seconds: number): void {
  const refuse = (why: string) =>
    invalid({group: 'authentication.k8s.io', kind: 'TokenRequest'}, '', [
      invalidValue('spec.expirationSeconds', seconds, why),
    ])
  if (seconds < tenMinutes) throw refuse('may not specify a duration less than 10 minutes')
  if (seconds > longest) throw refuse('may not specify a duration larger than 2^32 seconds')
}

async function boundTo({server, info}: RequestContext, {kind = '', apiVersion = '', name = '', uid}: BoundObject) {
  const plural = {Pod: 'pods', Node: 'nodes', Secret: 'secrets'}[kind]
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion]
  if (!plural || group) throw badRequest(`cannot bind token to object of type ${group}/${version}, Kind=${kind}`)
  if (!name) throw badRequest('Name parameter required.')
  const resource = {group: '', version: 'v1', resource: plural}
  const object = await lookUpStored(server, resource, kind === 'Node' ? '' : info.namespace, name)
  if (!object) throw notFound(resource, name)
  if (uid && uid !== object.metadata.uid)
    throw conflict(
      {group: '', resource: kind},
      name,
      `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`,
    )
  if (kind === 'Pod' && (object as Pod).spec?.serviceAccountName !== info.name)
    throw badRequest(
      `cannot bind token for serviceaccount ${JSON.stringify(info.name)} to pod running with different serviceaccount name.`,
    )
  const nodeName = kind === 'Pod' ? (object as Pod).spec?.nodeName : undefined
  const node = nodeName ? await lookUp<Node>(server, builtin.nodes, '', nodeName) : undefined
  return {
    boundObject: {kind, apiVersion, name, uid: object.metadata.uid ?? ''},
    ...(node && {node: {name: nodeName!, uid: node.metadata.uid ?? ''}}),
  }
}

/** The `jti` of a token. */
const identifierOf = (token: string): string =>
  (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {jti: string}).jti
