import type {JsonObject, KubeObject} from '../../../api/object.ts'
import {StatusError} from '../../../api/status-error.ts'
import {stringifyYaml} from '../../../api/yaml/stringify.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import type {ServerRequest} from '../server-request.ts'
import {hasBareItems} from './bare-items.ts'
import {encodeJson, encodeList, longField} from './encode-json.ts'
import {errorForm, headerOf, wantsIndented} from './negotiate.ts'

/** Longer lists are not indented for anybody. */
const longList = 2000

/** An answer with its object as the bytes that a network carries; everything else as it is. */
export function encodeResponse(request: ServerRequest, response: ApiResponse): ApiResponse {
  const {headers, body} = response
  if (body.type !== 'object') return response
  const type = String(headers['content-type'] ?? 'application/json')
  const all = {...headers, 'content-type': type}
  if (/^application\/yaml\b/.test(type)) return yamlResponse({...response, headers: all}, body.object)
  const field = longField(body.object)
  const length = field ? (body.object[field] as unknown[]).length : 0
  const pretty = length <= longList && isIndented(request, response.status)
  if (!pretty && length > 0) return {...response, headers: all, body: {type: 'pieces', pieces: encodeList(body.object)}}
  return {...response, headers: all, body: {type: 'text', text: encodeJson(body.object, pretty)}}
}

function yamlResponse(response: ApiResponse, object: JsonObject): ApiResponse {
  if (!unprintable.test(JSON.stringify(object))) return {...response, body: bytes(stringifyYaml(plain(object)))}
  const {status, code} = new StatusError({message: 'yaml: control characters are not allowed', code: 500})
  return {...response, status: code, body: bytes(stringifyYaml({...status}))}
}

/** What JSON may hold and YAML may not. */
const unprintable = /[\x7f-\x84\x86-\x9f\ufffe\uffff]/

/** These have always been indented, whoever asks. */
const indentedPaths = new Set(['/', '/index.html', '/version', '/version/'])

/** People who look with a browser or curl get indentation, unless they say otherwise, and so does whoever is told what is wrong in a form that he does not take. */
function isIndented(request: ServerRequest, status: number): boolean {
  const [path = '', query = ''] = request.url.split('?')
  if (wantsIndented(request) || (status >= 400 ? !errorForm(request) : indentedPaths.has(path))) return true
  const pretty = /(?:^|&)pretty=([^&]+)/.exec(query)
  if (pretty) return ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(pretty[1]!)
  return /^(curl|Wget|Mozilla\/5\.0)/.test(headerOf(request, 'user-agent'))
}

function plain(object: JsonObject): JsonObject {
  if (!hasBareItems(object)) return object
  const items = object['items'] as KubeObject[]
  return {...object, items: items.map(({kind: _, apiVersion: __, ...rest}) => rest)}
}

const bytes = (text: string): ApiResponse['body'] => ({type: 'bytes', bytes: Buffer.from(text)})
