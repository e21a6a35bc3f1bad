import {stringifyJson} from '../api/json/index.ts'
import type {JsonObject} from '../api/object.ts'
import type {ApiRequest} from '../client/transport.ts'
import type {FlagSet} from './flags/flag.ts'
import type {Invocation} from './invocation.ts'
import {pathOfUrl} from './raw-path.ts'

/** Sends a request and prints the answer's body as it arrives. */
export async function rawRequest(invocation: Invocation<FlagSet>, request: ApiRequest): Promise<void> {
  const client = await invocation.client()
  const {body} = await client.send({...request, url: pathOfUrl(request.url), raw: true})
  const {stdout} = invocation.context
  if (body.type === 'stream') for await (const chunk of body.chunks) stdout.write(chunk)
  else if (body.type === 'text') stdout.write(body.text)
  else if (body.type === 'bytes') stdout.write(body.bytes)
  else if (body.type === 'object') stdout.write(objectText(request.url, body.object))
  else if (body.type === 'events')
    for await (const event of body.events) stdout.write(`${stringifyJson(event, {sort: false})}\n`)
}

/** As servers write it: these paths indented and without a last newline, everything else on one line. */
const objectText = (url: string, object: JsonObject): string =>
  /^\/(version\/?)?$/.test(pathOfUrl(url))
    ? stringifyJson(object, {sort: false, indent: 2})
    : `${stringifyJson(object, {sort: false})}\n`
