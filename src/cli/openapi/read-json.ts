import {parseJson} from '../../api/json/index.ts'
import type {Client} from '../../client/client.ts'
import {ask} from '../../client/discovery/ask.ts'

/** A document that the server publishes, whatever it calls its type. */
export async function readJson<T>(client: Client, url: string): Promise<T> {
  const body = await ask(client, url)
  if (body.type === 'object') return body.object as T
  if (body.type === 'text') return parseJson(body.text) as T
  if (body.type === 'bytes') return parseJson(Buffer.from(body.bytes).toString()) as T
  throw new Error(`the server answered ${url} without an object`)
}
