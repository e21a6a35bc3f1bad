import * as http from 'node:http'
import * as https from 'node:https'
import {isIP} from 'node:net'
import {connect as connectSecurely} from 'node:tls'
import type {Credentials} from '../kubeconfig/credentials.ts'
import {tunnel} from './tunnel.ts'

/** An agent whose connections go through a proxy; TLS is with the server at their end. */
export function tunnelAgent(proxy: string, {secure, tls}: {secure: boolean; tls: Credentials['tls']}): http.Agent {
  const agent = secure ? new https.Agent({keepAlive: true, ...tls}) : new http.Agent({keepAlive: true})
  return Object.assign(agent, {
    createConnection(options: https.RequestOptions, done: (error: Error | null, socket?: unknown) => void) {
      const host = String(options.host ?? options.hostname)
      tunnel(proxy, {host, port: Number(options.port)}).then(
        socket => done(null, secure ? connectSecurely({...named(host), ...tls, socket}) : socket),
        error => done(error as Error),
      )
    },
  })
}

/** An address is no name that a server could be asked for. */
const named = (host: string): {servername?: string; host: string} => ({host, ...(!isIP(host) && {servername: host})})
