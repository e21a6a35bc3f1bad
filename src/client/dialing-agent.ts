import * as http from 'node:http'
import * as https from 'node:https'
import {isIP} from 'node:net'
import type {Duplex} from 'node:stream'
import {connect as connectSecurely} from 'node:tls'
import type {Credentials} from './kubeconfig/credentials.ts'

export interface Destination {
  host: string
  port: number
}

/** An agent whose connections are opened by `dial`; TLS is with the server at their end. */
export function dialingAgent(
  dial: (to: Destination) => Promise<Duplex>,
  {secure, tls}: {secure: boolean; tls: Credentials['tls']},
): http.Agent {
  const agent = secure ? new https.Agent({keepAlive: true, ...tls}) : new http.Agent({keepAlive: true})
  return Object.assign(agent, {
    createConnection(options: https.RequestOptions, done: (error: Error | null, socket?: unknown) => void) {
      const host = String(options.host ?? options.hostname)
      dial({host, port: Number(options.port)}).then(
        socket => done(null, secure ? connectSecurely({...named(host), ...tls, socket}) : socket),
        error => done(error as Error),
      )
    },
  })
}

/** An address is no name that a server could be asked for. */
const named = (host: string): {servername?: string; host: string} => ({host, ...(!isIP(host) && {servername: host})})
