import type {KubeObject} from '../../api/object.ts'
import {isNotFound, StatusError} from '../../api/status-error.ts'
import {type Client, pathOf} from '../../client/client.ts'
import {withMessage} from '../errors/with-message.ts'
import {checkKnownKind} from '../typed/known-kind.ts'
import {pathOfTarget, type Target} from './target.ts'
import type {TargetQuery} from './target-query.ts'

/** Reads an object from the server in the form that the query asks for. */
export async function fetchTarget(client: Client, target: Target, query: TargetQuery = {}): Promise<KubeObject> {
  if (target.name === '') throw new Error('resource name may not be empty')
  try {
    const object = await fetchUrl(client, pathOf(pathOfTarget(target)), {}, query)
    if (query.typed) checkKnownKind(object)
    return object
  } catch (error) {
    if (isNotFound(error)) await refuseMissingNamespace(client, target)
    throw error
  }
}

/** What is not found because its namespace is not there, is told of the namespace. */
async function refuseMissingNamespace(client: Client, {namespace}: Target): Promise<void> {
  if (!namespace || namespace === 'default') return
  await client.get({group: '', version: 'v1', resource: 'namespaces', name: namespace}).catch(error => {
    if (isNotFound(error)) throw error
  })
}

/** A GET whose answer is an object, a list or a Table. */
export async function fetchUrl(
  client: Client,
  path: string,
  parameters: Record<string, string | number | undefined>,
  {accept, includeObject}: TargetQuery,
): Promise<KubeObject> {
  const pairs = Object.entries({...parameters, ...(includeObject && {includeObject: 'Object'})})
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]): [string, string] => [name, String(value)])
  const url = pairs.length > 0 ? `${path}?${new URLSearchParams(pairs)}` : path
  const {body} = await client.send({method: 'GET', url, ...(accept && {headers: {accept}})}).catch(error => {
    throw withPlace(error, path)
  })
  if (body.type !== 'object') throw new Error(`the server answered ${url} without an object`)
  return body.object as KubeObject
}

/** A server that knows no such path may not say what was asked for: `(get widgets.example.com one)`. */
function withPlace(error: unknown, path: string): unknown {
  if (!(error instanceof StatusError) || error.code !== 404 || !isUnexpected(error)) return error
  const [, group = '', resource = '', name] =
    /^\/(?:api|apis\/([^/]+))\/[^/]+(?:\/namespaces\/[^/]+)?\/([^/]+)(?:\/([^/]+))?/.exec(path) ?? []
  const place = [`${resource}${group && `.${group}`}`, ...(name ? [name] : [])].join(' ')
  return withMessage(error, `${error.message} (get ${place})`)
}

/** Whether the server has answered without a Status. */
const isUnexpected = ({status}: StatusError): boolean =>
  status.details?.causes?.some(({reason}) => reason === 'UnexpectedServerResponse') ?? false
