import {readResponse, requestBytes} from '../network/http-text.ts'
import {secureStream, type Trust} from '../network/secure-stream.ts'
import type {HttpResponse} from '../programs/program.ts'
import {lookUpHost} from './commands/host-names.ts'
import type {ShellHost} from './shell-host.ts'

export type Fetched =
  | {type: 'response'; response: Required<HttpResponse>; ip: string; port: number}
  | {type: 'name'}
  | {type: 'connect'; why: string; ip: string; port: number}

export interface Asked {
  url: string
  method?: string
  headers?: Record<string, string>
  body?: string
  signal?: AbortSignal
  /** Whom to trust, where the URL is HTTPS. */
  tls?: Trust
}

/** Asks servers by URL, over the cluster's network. `timeout` is how long an address that does not answer is waited for, in seconds. */
export const fetcher =
  (host: ShellHost) =>
  async (
    {url, method = 'GET', headers = {}, body = '', signal, tls}: Asked,
    timeout?: number,
  ): Promise<Fetched & {host: string; path: string}> => {
    const target = new URL(/^\w+:\/\//.test(url) ? url : `http://${url}`)
    const port = Number(target.port || (target.protocol === 'https:' ? 443 : 80))
    const path = `${target.pathname}${target.search}`
    const name = target.hostname
    const ip = lookUpHost(host, name)?.addresses[0]
    if (!ip) return {type: 'name', host: name, path}
    const connection = host.network.connect(ip, port, host.peer)
    if (typeof connection === 'string') {
      if (connection === 'timeout') await host.sleep((timeout ?? 120) * 1000, signal)
      return {type: 'connect', why: connection, ip, port, host: name, path}
    }
    const request = requestBytes({method, path, headers: {host: target.host, ...headers}, body})
    const trust = target.protocol === 'https:' ? (tls ?? {}) : undefined
    try {
      const stream = trust ? await secureStream(connection, {serverName: name, ...trust}) : connection
      stream.send(request)
      if (!trust) stream.end()
      return {type: 'response', response: await readResponse(stream), ip, port, host: name, path}
    } catch (error) {
      return {type: 'connect', why: `tls: ${(error as Error).message}`, ip, port, host: name, path}
    }
  }
