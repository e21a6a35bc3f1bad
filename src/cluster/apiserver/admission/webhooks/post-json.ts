import {request as httpsRequest} from 'node:https'
import {isObject, parseJson} from '../../../../api/json/index.ts'
import type {JsonObject} from '../../../../api/object.ts'
import {egress} from '../../egress.ts'
import type {WebhookTarget} from './target.ts'

/** Posts JSON and returns the object that is the answer; throws in the words of Go's HTTP client. */
export async function postJson(target: WebhookTarget, body: string, timeoutSeconds: number): Promise<JsonObject> {
  const {status, type, text} = await post(target, body, timeoutSeconds)
  if (status >= 200 && status < 300) return objectOf(text, status, type)
  if (status === 404) throw new Error('the server could not find the requested resource')
  if (status >= 500)
    throw new Error(
      `an error on the server (${JSON.stringify((isText(type) && text.trim()) || 'unknown')}) has prevented the request from succeeding`,
    )
  throw new Error('the server rejected our request for an unknown reason')
}

/** What is not called text, or not called anything, says nothing to people. */
const isText = (type: string): boolean => type === '' || type.startsWith('text/')

/** An object that says its kind. */
function objectOf(text: string, status: number, type: string): JsonObject {
  if (text === '') throw new Error(`0-length response with status code: ${status} and content type: ${type}`)
  const value = parsed(text)
  if (isObject(value)) return value
  if (value === null) return {}
  const kind = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value
  const into = 'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }'
  throw new Error(
    `couldn't get version/kind; json parse error: json: cannot unmarshal ${kind} into Go value of type ${into}`,
  )
}

/** What is no JSON is a text, as YAML has it. */
function parsed(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return text
  }
}

async function post(
  target: WebhookTarget,
  body: string,
  timeoutSeconds: number,
): Promise<{status: number; type: string; text: string}> {
  const {url, shown, host, port, serverName, ca} = target
  const at = `Post ${JSON.stringify(shown)}: `
  if (target.problem) throw new Error(at + target.problem)
  const signal = AbortSignal.timeout(timeoutSeconds * 1000)
  const failure = (error: Error): Error => new Error(at + goWords(error, target))
  const tls = {...(ca && {ca}), servername: serverName}
  const way = await egress(target.within ?? {}, {host, port}, tls).catch(error => Promise.reject(failure(error)))
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => reject(failure(error))
    const request = httpsRequest(
      {
        host,
        port,
        path: `${url.pathname}${url.search}`,
        method: 'POST',
        headers: {
          host: url.host,
          accept: 'application/json, */*',
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'kube-apiserver-admission',
        },
        ...tls,
        ...way,
        signal,
      },
      response => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', fail)
        response.on('end', () => {
          const {statusCode: status = 0, headers} = response
          resolve({status, type: headers['content-type'] ?? '', text: Buffer.concat(chunks).toString()})
        })
      },
    )
    request.on('error', fail)
    request.end(body)
  })
}

const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_GET_ISSUER_CERT',
])

function goWords(error: Error & {code?: string}, {host, port, serverName}: WebhookTarget): string {
  const {code = '', name, message} = error
  if (name === 'TimeoutError' || name === 'AbortError') return 'context deadline exceeded'
  if (code === 'ECONNREFUSED') return `dial tcp ${host}:${port}: connect: connection refused`
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `dial tcp: lookup ${host}: no such host`
  if (code === 'ECONNRESET') return 'EOF'
  const certificate = 'tls: failed to verify certificate: x509: '
  if (untrusted.has(code)) return `${certificate}certificate signed by unknown authority`
  if (code === 'CERT_HAS_EXPIRED') return `${certificate}certificate has expired or is not yet valid`
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const names = [...message.matchAll(/DNS:([^,\s]+)/g)].map(match => match[1]).join(', ')
    return `${certificate}certificate is valid for ${names}, not ${serverName || host}`
  }
  if (code === 'EPROTO') return 'http: server gave HTTP response to HTTPS client'
  return message
}
