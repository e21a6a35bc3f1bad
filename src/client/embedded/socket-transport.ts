import {existsSync} from 'node:fs'
import {connect} from 'node:net'
import {HttpsTransport} from '../https-transport.ts'
import type {Transport} from '../transport.ts'
import type {ClusterHome} from './cluster-home.ts'

/** A way to a daemon that is known to run. */
export const socketTransport = (home: ClusterHome, options: {onWarning?(text: string): void} = {}): Transport =>
  new HttpsTransport({
    server: 'http://localhost',
    socketPath: home.socket,
    headers: {},
    tls: {},
    ...(options.onWarning && {onWarning: options.onWarning}),
  })

/** A way to whoever serves this cluster's socket, if somebody does. */
export async function findServer(
  home: ClusterHome,
  options: {onWarning?(text: string): void} = {},
): Promise<Transport | undefined> {
  if (process.platform !== 'win32' && !existsSync(home.socket)) return undefined
  return (await accepts(home.socket)) ? socketTransport(home, options) : undefined
}

/** A killed daemon leaves its socket behind; nobody answers there. */
function accepts(path: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(path)
    const done = (answer: boolean) => () => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', done(true))
    socket.once('error', done(false))
  })
}
