import {existsSync, statSync} from 'node:fs'
import {connect} from 'node:net'
import {dirname} from 'node:path'
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
  if (process.platform !== 'win32' && !isOurs(home)) return undefined
  return (await accepts(home.socket)) ? socketTransport(home, options) : undefined
}

/** Where the socket is not in the home but in the folder that all users share, somebody else may have put one there. */
function isOurs({socket, folder}: ClusterHome): boolean {
  const parent = dirname(socket)
  if (!existsSync(socket)) return false
  return parent === folder || statSync(parent).uid === process.getuid?.()
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
