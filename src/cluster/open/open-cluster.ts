import type {ClusterHome} from '../../client/embedded/cluster-home.ts'
import {findServer} from '../../client/embedded/socket-transport.ts'
import type {Transport} from '../../client/transport.ts'

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
  /** A socket that serves this cluster over HTTP as the caller; resolves to its path. Absent where the cluster's own one does. */
  gateway?(): Promise<string>
  /** Lets everything that is due happen. */
  settle?(): Promise<void>
  close(): Promise<void>
}

/** A way to the cluster for who is not its administrator, or to one that does not run: for as long as this process needs it. */
export async function openCluster(home: ClusterHome, caller: Caller): Promise<OpenCluster> {
  const socket = caller.administrator ? undefined : await findServer(home, caller)
  if (socket) {
    await socket.close()
    const {readDaemonRecord} = await import('../daemon/record.ts')
    const server = readDaemonRecord(home)?.server
    if (server) return {server, close: async () => {}}
  }
  const {openOneShot} = await import('../one-shot/open-one-shot.ts')
  return openOneShot(home, caller)
}
