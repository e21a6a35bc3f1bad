import {request as httpRequest} from 'node:http'
import {request as httpsRequest} from 'node:https'
import type {ConnectionOptions} from 'node:tls'
import {trusting} from '../../client/trusting.ts'
import {dialProblem} from './dial-problem.ts'
import {egress} from './egress.ts'
import type {ServerParts} from './server-parts.ts'

/** Where something is posted to, and how it proves who it is. */
export interface PostTarget {
  url: URL
  /** The URL as it is told to users. */
  shown: string
  host: string
  port: number
  serverName: string
  /** PEM; absent: the machine's own authorities. */
  ca?: string | Buffer
  /** How the server proves who it is itself, and whether it minds who the other is. */
  tls?: Pick<ConnectionOptions, 'cert' | 'key' | 'rejectUnauthorized'>
  headers?: Record<string, string | string[]>
  /** Why there is nobody to call. */
  problem?: string
  /** The server whose Service it is, if it is one: it may be a pod of this cluster. */
  within?: Pick<ServerParts, 'nodes'>
}

export interface PostAnswer {
  status: number
  type: string
  text: string
  /** Seconds. */
  retryAfter?: string
}

/** A failure to get any answer, in the words of Go's HTTP client. */
export class PostFailure extends Error {
  /** Node's own word for it. */
  readonly code: string

  constructor(message: string, code: string) {
    super(message)
    this.code = code
  }
}

/** Posts JSON; throws a PostFailure where nobody answers in time. */
export async function post(target: PostTarget, body: string, timeoutSeconds: number): Promise<PostAnswer> {
  const {url, shown, host, port, serverName, ca} = target
  const at = `Post ${JSON.stringify(shown)}: `
  if (target.problem) throw new Error(at + target.problem)
  const signal = AbortSignal.timeout(timeoutSeconds * 1000)
  const failure = (error: Error & {code?: string}) =>
    new PostFailure(at + dialProblem(error, target), error.name === 'TimeoutError' ? 'TIMEOUT' : (error.code ?? ''))
  const tls = {...(ca && trusting(ca)), servername: serverName, ...target.tls}
  const way = await egress(target.within ?? {}, {host, port}, tls).catch(error => Promise.reject(failure(error)))
  const send = url.protocol === 'http:' ? httpRequest : httpsRequest
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => reject(failure(error))
    const request = send(
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
          ...target.headers,
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
          const retryAfter = headers['retry-after']
          resolve({
            status,
            type: headers['content-type'] ?? '',
            text: Buffer.concat(chunks).toString(),
            ...(retryAfter !== undefined && {retryAfter}),
          })
        })
      },
    )
    request.on('error', fail)
    request.end(body)
  })
}
