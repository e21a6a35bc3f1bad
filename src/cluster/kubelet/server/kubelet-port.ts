import type {SubjectAccessReview, TokenReview} from '../../../api/kinds.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import type {NodeAnswer, NodeRequest} from '../../containers/pod-network.ts'
import type {ComponentContext} from '../../runtime/component.ts'

export interface KubeletPort {
  node: string
  /** As whom the kubelet asks the API server. */
  client: ComponentContext['client']
  /** What the kubelet has at a path, for who may see it. */
  answer(path: string): Promise<ApiResponse>
}

type User = NonNullable<NonNullable<TokenReview['status']>['user']>

/** A kubelet's own API as others than the API server ask it, at its port: for who has a token and the right to the part of the node that a path is about. */
export const kubeletPort =
  ({node, client, answer}: KubeletPort) =>
  async ({method, path, headers}: NodeRequest): Promise<NodeAnswer> => {
    const user = await userOf(client, headers['authorization'])
    if (!user) return text(401, 'Unauthorized')
    const verb = verbs[method]
    const parts = subresourcesOf(path)
    for (const subresource of parts)
      if (await may(client, user, {verb, resource: 'nodes', subresource, name: node, version: 'v1'}))
        return answerOf(await answer(path))
    const wanted = `user=${user.username}, verb=${verb ?? ''}, resource=nodes, subresource(s)=[${parts.join(' ')}]`
    return text(403, `Forbidden (${wanted})`)
  }

const verbs: Record<string, string> = {
  GET: 'get',
  HEAD: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
}

/** Rights to some paths are finer than those to all of a node (KEP 2862). */
const subresources: Record<string, string[]> = {
  pods: ['pods', 'proxy'],
  runningpods: ['pods', 'proxy'],
  healthz: ['healthz', 'proxy'],
  configz: ['configz', 'proxy'],
  flagz: ['configz', 'proxy'],
  stats: ['stats'],
  metrics: ['metrics'],
  logs: ['log'],
  checkpoint: ['checkpoint'],
  statusz: ['statusz'],
}

function subresourcesOf(path: string): string[] {
  const first = /^\/([^/?]*)/.exec(path)?.[1] ?? ''
  return Object.hasOwn(subresources, first) ? subresources[first]! : ['proxy']
}

async function userOf(client: KubeletPort['client'], authorization = ''): Promise<User | undefined> {
  const token = /^bearer +(\S+)/i.exec(authorization)?.[1]
  if (token === undefined) return undefined
  const {status} = await client.create<TokenReview>(
    {group: 'authentication.k8s.io', version: 'v1', resource: 'tokenreviews'},
    {apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', metadata: {}, spec: {token}},
  )
  return status?.authenticated ? status.user : undefined
}

async function may(
  client: KubeletPort['client'],
  {username, uid, groups, extra}: User,
  resourceAttributes: Record<string, string | undefined>,
): Promise<boolean> {
  const {status} = await client.create<SubjectAccessReview>(
    {group: 'authorization.k8s.io', version: 'v1', resource: 'subjectaccessreviews'},
    {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      metadata: {},
      spec: {user: username, uid, groups, extra, resourceAttributes},
    },
  )
  return status?.allowed ?? false
}

async function answerOf({status, headers, body}: ApiResponse): Promise<NodeAnswer> {
  const all = headers as Record<string, string>
  if (body?.type === 'object')
    return {status, headers: {'content-type': 'application/json', ...all}, body: JSON.stringify(body.object)}
  if (body?.type === 'bytes') return {status, headers: all, body: Buffer.from(body.bytes).toString()}
  if (body?.type !== 'stream') return {status, headers: all, body: body?.type === 'text' ? body.text : ''}
  const chunks: Uint8Array[] = []
  for await (const chunk of body.chunks) chunks.push(chunk)
  return {status, headers: all, body: Buffer.concat(chunks).toString()}
}

const text = (status: number, body: string): NodeAnswer => ({
  status,
  headers: {'content-type': 'text/plain; charset=utf-8'},
  body: `${body}\n`,
})
