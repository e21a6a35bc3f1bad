import type {JsonObject} from '../../../api/object.ts'
import type {ApiResponse, WatchEvent} from '../../../client/transport.ts'
import {nextTurn} from '../../runtime/next-turn.ts'
import {protobufOfItems} from '../encoding/item-texts.ts'
import {errorForm, protobufType} from '../encoding/negotiate.ts'
import type {ServerRequest} from '../server-request.ts'

/** Whether a request's body is in Kubernetes' protobuf. */
export const isProtobuf = ({headers = {}, body}: ServerRequest): boolean =>
  body instanceof Uint8Array && String(headers['content-type'] ?? '').startsWith(protobufType)

/** The same request with the object that its body is, as if it had been sent within this process. */
export async function withoutProtobuf(request: ServerRequest): Promise<ServerRequest> {
  const {decodeProtobuf} = await import('../../../api/protobuf/decode.ts')
  const bytes = request.body as Uint8Array
  try {
    return {...request, body: decodeProtobuf(bytes), headers: {...request.headers, 'content-type': 'application/json'}}
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof SyntaxError)) throw error
    return {...request, decodeAs: kind => decodeProtobuf(bytes, kind)}
  }
}

/** An answer whose object or events are to be in protobuf, as bytes; any other as it is. */
export async function encodedProtobuf(request: ServerRequest, response: ApiResponse): Promise<ApiResponse> {
  const {headers, body} = response
  if (body.type !== 'object' && body.type !== 'events') return response
  const wanted = String(headers['content-type'] ?? '').startsWith(protobufType)
  if (!wanted && !(body.type === 'object' && isStatus(body.object) && prefersProtobuf(request))) return response
  const {encodeProtobuf, encodeProtobufPieces, encodeWatchEvent} = await import('../../../api/protobuf/encode.ts')
  if (body.type === 'events')
    return {...response, body: {type: 'stream', chunks: framed(body.events, encodeWatchEvent)}}
  const all = {...headers, 'content-type': protobufType}
  if (!Array.isArray(body.object['items']))
    return {...response, headers: all, body: {type: 'bytes', bytes: encodeProtobuf(body.object)}}
  const pieces = await encodeProtobufPieces(body.object, protobufOfItems(body.object))
  return {...response, headers: all, body: {type: 'pieces', pieces}}
}

/** What goes wrong is told in the language of the request, whatever the answer would have been in. */
const isStatus = ({kind, apiVersion}: JsonObject): boolean => kind === 'Status' && apiVersion === 'v1'

const prefersProtobuf = (request: ServerRequest): boolean => errorForm(request)?.mediaType === protobufType

/** How many events are encoded before others have their turn: some milliseconds' work. */
const perTurn = 100

const frames = new WeakMap<WatchEvent, Uint8Array>()

/** Each event's frame, made once for all who watch. */
async function* framed(
  events: AsyncIterable<WatchEvent>,
  encode: (event: WatchEvent) => Uint8Array,
): AsyncGenerator<Uint8Array> {
  let count = 0
  for await (const event of events) {
    count += 1
    if (count % perTurn === 0) await nextTurn()
    const frame = frames.get(event) ?? encode(event)
    frames.set(event, frame)
    yield frame
  }
}
