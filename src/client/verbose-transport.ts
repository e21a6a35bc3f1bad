import {STATUS_CODES} from 'node:http'
import {logValue} from '../api/go/log-value.ts'
import {quote} from '../api/go/quote.ts'
import type {RequestLog} from './request-log.ts'
import type {ApiRequest, ApiResponse, Transport} from './transport.ts'

interface Options {
  /** `https://127.0.0.1:6443` */
  server: string
  log: RequestLog
  /** What the transport itself adds to every request. */
  headers?: Headers
  /** Milliseconds. */
  now(): number
}

type Headers = Record<string, string | string[]>

/**
 * A transport that tells of every request as client-go does: from `-v=6` on what was asked and how long it took, from 7 on its
 * headers, from 8 on bodies and the answer's headers, from 9 on as a curl command.
 */
export function verbose(transport: Transport, options: Options): Transport {
  return {
    async request(request) {
      const {log, now} = options
      const start = now()
      tellRequest(request, options)
      const took = () => `milliseconds=${Math.floor(now() - start)}`
      try {
        const response = await transport.request(request)
        log.info('round_trippers.go:632', responseLine(request, response, options) + took())
        tellBody('Response Body', response.body.type === 'object' ? response.body.object : undefined, request, log)
        return response
      } catch (error) {
        log.info('round_trippers.go:632', responseLine(request, undefined, options) + took())
        throw error
      }
    },
    close: () => transport.close(),
  }
}

function tellRequest(request: ApiRequest, {server, log, headers}: Options): void {
  const {verbosity} = log
  if (verbosity < 7) return
  tellBody('Request Body', request.body ?? '', request, log)
  const sent = canonical({...headers, ...request.headers})
  const url = addressOf(server, request.url)
  const text =
    verbosity < 9
      ? `verb=${quote(request.method)} url=${quote(url)} headers=${headersValue(sent)}`
      : `curlCommand=${logValue(curl(request.method, url, sent))}`
  log.info('round_trippers.go:527', `"Request" ${text}`)
}

function responseLine({method, url}: ApiRequest, response: ApiResponse | undefined, {server, log}: Options): string {
  const {verbosity} = log
  const about = `verb=${quote(method)} url=${quote(addressOf(server, url))} `
  const status = response ? `${response.status} ${STATUS_CODES[response.status] ?? ''}` : ''
  const headers = verbosity < 8 ? '' : `headers=${headersValue(canonical(response?.headers ?? {}))} `
  // Where the request has been told of in full, its address is not said again.
  return `"Response" ${verbosity === 6 || verbosity >= 9 ? about : ''}status=${quote(status)} ${headers}`
}

/** Streams and watches have no body that could be shown. */
function tellBody(title: string, body: unknown, {method}: ApiRequest, {verbosity, info}: RequestLog): void {
  if (verbosity < 8 || body === undefined) return
  const text = typeof body === 'string' ? body : body instanceof Uint8Array ? String(body) : `${JSON.stringify(body)}\n`
  info(bodySources[method] ?? 'request.go:1158', `${quote(title)} body=${logValue(truncated(text, verbosity))}`)
}

const bodySources: Partial<Record<ApiRequest['method'], string>> = {
  GET: 'helper.go:113',
  POST: 'helper.go:246',
  PUT: 'helper.go:282',
  PATCH: 'helper.go:265',
  DELETE: 'helper.go:202',
}

function truncated(text: string, verbosity: number): string {
  const most = verbosity >= 10 ? Infinity : verbosity === 9 ? 10_240 : 1024
  return text.length <= most ? text : `${text.slice(0, most)} [truncated ${text.length - most} chars]`
}

/** The address as Go writes it: parameters by their names, nothing escaped in a path that may stand there. */
function addressOf(server: string, url: string): string {
  const [path = '', query = ''] = url.split(/\?(.*)/s)
  const plain = encodeURI(decodeURIComponent(path)).replace(/[?#!'()*]/g, percent)
  const parameters = [...new URLSearchParams(query)].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  const sorted = new URLSearchParams(parameters).toString().replace(/\*/g, percent).replaceAll('%7E', '~')
  return `${server}${plain}${sorted && `?${sorted}`}`
}

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`

/** Names as HTTP writes them, sorted; credentials are not shown. */
const canonical = (headers: Headers): [string, string][] =>
  Object.entries(headers)
    .map(([name, values]): [string, string | string[]] => [
      name.replace(/(^|-)[a-z]/g, letter => letter.toUpperCase()),
      values,
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, values]) => [values].flat().map((value): [string, string] => [name, masked(name, value)]))

function masked(name: string, value: string): string {
  if (name !== 'Authorization' || value === '') return value
  const [type = ''] = value.split(' ')
  if (!/^(bearer|basic|negotiate)$/i.test(type)) return '<masked>'
  return value.length > type.length + 1 ? `${type} <masked>` : type
}

const headersValue = (headers: readonly [string, string][]): string =>
  logValue(headers.map(([name, value]) => `${name}: ${value}\n`).join(''))

const curl = (method: string, url: string, headers: readonly [string, string][]): string =>
  `curl -v -X${method} ${headers.map(([name, value]) => ` -H ${quote(`${name}: ${value}`)}`).join('')} '${url}'\n`
