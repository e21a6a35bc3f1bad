import type {KubeObject} from '../../api/object.ts'
import {type Client, pathOf} from '../../client/client.ts'
import type {Target} from './target.ts'
import {pathOfTarget} from './target.ts'
import type {TargetQuery} from './target-query.ts'

/** Reads an object from the server in the form that the query asks for. */
export function fetchTarget(client: Client, target: Target, query: TargetQuery = {}): Promise<KubeObject> {
  return fetchUrl(client, pathOf(pathOfTarget(target)), {}, query)
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
  const {body} = await client.send({method: 'GET', url, ...(accept && {headers: {accept}})})
  if (body.type !== 'object') throw new Error(`the server answered ${url} without an object`)
  return body.object as KubeObject
}
