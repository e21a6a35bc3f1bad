import type {Transport} from '../client/transport.ts'
import type {ServerRequest} from './apiserver/server-request.ts'
import {listenUnixSocket} from './apiserver/transports/unix-socket.ts'
import {administrator, type EmbeddedCluster} from './cluster.ts'
import {controlled} from './daemon/control.ts'
import {readDaemonRecord} from './daemon/record.ts'
import type {ClusterHome} from './home.ts'
import {OneShot} from './one-shot.ts'
import {openEmbedded} from './open-embedded.ts'
import {findServer} from './socket-transport.ts'

/** As whom: the cluster's administrator, or whoever the requests' headers and the certificate prove. */
export interface Caller {
  administrator: boolean
  /** A client certificate, PEM. */
  certificate?: string
  onWarning?(text: string): void
}

export interface OpenCluster {
  /** Absent when the caller has to go to `server`, because only TLS can prove who he is. */
  transport?: Transport
  /** Where the daemon serves HTTPS. */
  server?: string
  /** Lets everything that is due happen. */
  settle?(): Promise<void>
  close(): Promise<void>
}

/** A way to the cluster: its daemon's socket, or the cluster itself for as long as this process needs it. */
export async function openCluster(home: ClusterHome, caller: Caller): Promise<OpenCluster> {
  const socket = await findServer(home, caller)
  if (socket && !caller.administrator) {
    await socket.close()
    const server = readDaemonRecord(home)?.server
    if (server) return {server, close: async () => {}}
  } else if (socket) return {transport: socket, close: () => socket.close()}
  const {cluster, lock} = await openEmbedded(home, {})
  const oneShot = new OneShot({
    cluster,
    lock,
    handle: request => cluster.handle({...request, ...proof(cluster, caller)}),
    findServer: () => findServer(home, caller),
    serve: () =>
      listenUnixSocket(controlled(cluster, cluster.engine), {path: home.socket, user: administrator(cluster.pki)}),
    ...(caller.onWarning && {onWarning: caller.onWarning}),
  })
  return {transport: oneShot, settle: () => oneShot.settle(), close: () => oneShot.close()}
}

/** What the in-process connection proves of its caller. */
function proof(cluster: EmbeddedCluster, caller: Caller): Pick<ServerRequest, 'user' | 'certificate'> {
  if (caller.administrator) return {user: administrator(cluster.pki)}
  return caller.certificate ? {certificate: derOf(caller.certificate)} : {}
}

const derOf = (pem: string): Uint8Array => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64')
