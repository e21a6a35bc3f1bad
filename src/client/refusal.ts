import type {IncomingMessage} from 'node:http'
import type {JsonObject} from '../api/object.ts'
import type {ApiResponse} from './transport.ts'

/** The ordinary answer that came where a switch of protocols was asked for. */
export async function refusal(message: IncomingMessage): Promise<ApiResponse> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  const status = message.statusCode ?? 500
  const isObject = String(message.headers['content-type'] ?? '').includes('json')
  const body: ApiResponse['body'] = isObject
    ? {type: 'object', object: JSON.parse(text) as JsonObject}
    : {type: 'text', text}
  return {status, headers: {}, body}
}
