import {readFileSync} from 'node:fs'
import https from 'node:https'
import yaml from 'js-yaml'
import {level, levelText} from '../../parity/level.ts'

export interface DifferentialRequest {
  method: string
  path: string
  headers?: Record<string, string>
  body?: unknown
  /** Leaves the answer as it is. */
  raw?: boolean
}

export interface DifferentialAnswer {
  code: number
  type: string
  warnings: string[]
  body: unknown
}

interface Kubeconfig {
  /** Without an authority, whoever answers is believed. */
  clusters: {cluster: {server: string; 'certificate-authority-data'?: string}}[]
  users: {user: {'client-certificate-data': string; 'client-key-data': string}}[]
}

export type Send = (request: DifferentialRequest) => Promise<DifferentialAnswer>

/** A sender of requests (code 0: the server hung up) to the cluster of a kubeconfig, whose answers have their volatile values levelled. */
export function connect(kubeconfig: string, namespace: string): Send {
  const {server, agent} = connection(kubeconfig)
  return ({method, path, headers, body, raw}) =>
    new Promise(resolve => {
      const payload = body === undefined ? undefined : JSON.stringify(body)
      const request = https.request({
        agent,
        host: server.hostname,
        port: server.port,
        method,
        path,
        headers: {accept: 'application/json', ...(payload && {'content-type': 'application/json'}), ...headers},
      })
      request.on('response', response => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () => {
          const warning = response.headers.warning
          resolve({
            code: response.statusCode ?? 0,
            type: (response.headers['content-type'] ?? '').split(';')[0]!,
            warnings: warning === undefined ? [] : [warning].flat().map(text => levelText(text, namespace)),
            body: raw
              ? JSON.parse(Buffer.concat(parts).toString())
              : parsed(Buffer.concat(parts).toString(), namespace),
          })
        })
      })
      request.on('error', ({message}) => resolve({code: 0, type: '', warnings: [], body: message}))
      request.end(payload)
    })
}

export interface RawRequest {
  method: string
  path: string
  headers?: Record<string, string>
  payload?: string | Buffer
}

export interface RawAnswer {
  code: number
  headers: Record<string, string | string[] | undefined>
  text: string
}

export type RawSend = (request: RawRequest) => Promise<RawAnswer>

/** A sender of requests to the cluster of a kubeconfig (code 0: the server hung up), headers and bodies as they are. */
export function rawSender(kubeconfig: string): RawSend {
  const {server, agent} = connection(kubeconfig)
  return ({method, path, headers = {}, payload}) =>
    new Promise(resolve => {
      const length = payload === undefined ? {} : {'content-length': Buffer.byteLength(payload)}
      const options = {agent, host: server.hostname, port: server.port, method, path, headers: {...headers, ...length}}
      const request = https.request(options)
      request.on('response', response => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', () => resolve({code: 0, headers: {}, text: Buffer.concat(parts).toString()}))
        response.on('end', () =>
          resolve({
            code: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(parts).toString(encodingOf(response)),
          }),
        )
      })
      request.on('error', () => resolve({code: 0, headers: {}, text: ''}))
      // Some of what is asked is a stream without an end.
      request.setTimeout(4000, () => request.destroy())
      request.end(payload)
    })
}

/** What is no text has a character for each byte. */
const encodingOf = ({headers}: {headers: Record<string, unknown>}): BufferEncoding =>
  String(headers['content-type']).startsWith('application/vnd.kubernetes.protobuf') ? 'latin1' : 'utf8'

function connection(kubeconfig: string): {server: URL; agent: https.Agent} {
  const {clusters, users} = yaml.load(readFileSync(kubeconfig, 'utf8')) as Kubeconfig
  const [cluster, user] = [clusters[0]!.cluster, users[0]!.user]
  const agent = new https.Agent({
    keepAlive: true,
    maxSockets: 8,
    ...(cluster['certificate-authority-data']
      ? {ca: decoded(cluster['certificate-authority-data'])}
      : {rejectUnauthorized: false}),
    cert: decoded(user['client-certificate-data']),
    key: decoded(user['client-key-data']),
  })
  return {server: new URL(cluster.server), agent}
}

const decoded = (data: string) => Buffer.from(data, 'base64')

/** A body with its volatile values levelled. */
export function parsed(text: string, namespace: string): unknown {
  try {
    return level(JSON.parse(withoutVersions(text)), namespace)
  } catch {
    return levelText(text, namespace)
  }
}

/** Versions within quoted objects, and our own certificate, differ from server to server. */
const withoutVersions = (text: string): string =>
  text
    .replaceAll(/X509SHA256=[0-9a-f]+/g, 'X509SHA256=N')
    .replaceAll(/(\\*"resourceVersion\\*":\\*")\d+/gi, '$1N')
    .replaceAll(/(ResourceVersion: ?)\d+/g, '$1N')
