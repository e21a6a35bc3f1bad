import type {CheckedKind} from '../../../api/cel/admission/type-check.ts'
import type {ValidatingAdmissionPolicy} from '../../../api/kinds.ts'
import {parseApiVersion} from '../../../api/object.ts'
import type {Client} from '../../../client/client.ts'

type Spec = NonNullable<ValidatingAdmissionPolicy['spec']>
type OpenApi = typeof import('../../../api/cel/admission/open-api-type.ts')
type Document = Record<string, unknown>

/** As many kinds as Kubernetes checks. */
const mostKinds = 10

/** The kinds that a policy names, with the types that the server's OpenAPI documents give them: not those behind wildcards, nor subresources. */
export async function matchedKinds(client: Client, {matchConstraints}: Spec, openApi: OpenApi): Promise<CheckedKind[]> {
  const kinds = new Map<string, CheckedKind>()
  for (const {apiGroups = [], apiVersions = [], resources = []} of matchConstraints?.resourceRules ?? []) {
    if ([...apiGroups, ...apiVersions].some(name => name.includes('*'))) continue
    for (const group of [...apiGroups].sort())
      for (const version of [...apiVersions].sort()) {
        const document = await documentOf(client, {group, version})
        for (const resource of document ? [...resources].sort().filter(name => !/[*/]/.test(name)) : []) {
          const kind = openApi.openApiKind(document!, resource)
          const type = kind && openApi.openApiType(document!, {group, version, kind})
          if (kind && type && kinds.size < mostKinds)
            kinds.set(`${group}/${version}/${kind}`, {group, version, kind, type})
        }
      }
  }
  return [...kinds.values()].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
}

/** The type of a policy's parameters; undefined where it takes none, or they are unknown. */
export async function paramsType(client: Client, {paramKind}: Spec, openApi: OpenApi) {
  const {group, version} = parseApiVersion(paramKind?.apiVersion ?? '')
  const document = paramKind && (await documentOf(client, {group, version}))
  return document ? openApi.openApiType(document, {group, version, kind: paramKind.kind ?? ''}) : undefined
}

const sortKey = ({group, version, kind}: CheckedKind): string => `${group}\0${version}\0${kind}`

async function documentOf(
  client: Client,
  {group, version}: {group: string; version: string},
): Promise<Document | undefined> {
  const url = group ? `/openapi/v3/apis/${group}/${version}` : `/openapi/v3/api/${version}`
  try {
    const {body} = await client.send({method: 'GET', url, headers: {accept: 'application/json'}})
    if (body.type === 'object') return body.object
    if (body.type === 'bytes') return JSON.parse(Buffer.from(body.bytes).toString()) as Document
    return body.type === 'text' ? (JSON.parse(body.text) as Document) : undefined
  } catch {
    return undefined
  }
}
