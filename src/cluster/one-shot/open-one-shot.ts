import type {ClusterHome} from '../../client/embedded/cluster-home.ts'
import {findServer} from '../../client/embedded/socket-transport.ts'
import type {ServerRequest} from '../apiserver/server-request.ts'
import type {ApiListener} from '../apiserver/transports/api-handler.ts'
import {administrator, type EmbeddedCluster} from '../cluster.ts'
import {dated} from '../dated.ts'
import type {Caller, OpenCluster} from '../open/open-cluster.ts'
import {openEmbedded} from '../open/open-embedded.ts'
import {OneShot} from './one-shot.ts'

/** A cluster that lives in this process for as long as it is needed. */
export async function openOneShot(home: ClusterHome, caller: Caller): Promise<OpenCluster> {
  const {cluster, lock} = await openEmbedded(home, {})
  const answering = dated(cluster, cluster.clock)
  const oneShot = new OneShot({
    cluster,
    lock,
    handle: request => answering.handle({...request, ...proof(cluster, caller)}),
    findServer: () => findServer(home, caller),
    async serve() {
      const {listenUnixSocket} = await import('../apiserver/transports/unix-socket.ts')
      const {controlled} = await import('../daemon/control.ts')
      return listenUnixSocket(dated(controlled(cluster, cluster.engine), cluster.clock), {
        path: home.socket,
        user: administrator(cluster.pki),
      })
    },
    ...(caller.onWarning && {onWarning: caller.onWarning}),
  })
  let gateway: Promise<ApiListener> | undefined
  const openGateway = async (): Promise<ApiListener> => {
    await oneShot.keepRunning()
    const {listenUnixSocket} = await import('../apiserver/transports/unix-socket.ts')
    // Whose request it is, this process says for itself.
    const handle = ({user: _user, ...request}: ServerRequest) => oneShot.request(request)
    return listenUnixSocket({handle}, {path: `${home.socket}.${process.pid}`, user: administrator(cluster.pki)})
  }
  return {
    transport: oneShot,
    async gateway() {
      gateway ??= openGateway()
      return (await gateway).address
    },
    settle: () => oneShot.settle(),
    async close() {
      await (await gateway)?.stop()
      await oneShot.close()
    },
  }
}

/** What the in-process connection proves of its caller. */
function proof(cluster: EmbeddedCluster, caller: Caller): Pick<ServerRequest, 'user' | 'certificate'> {
  if (caller.administrator) return {user: administrator(cluster.pki)}
  return caller.certificate ? {certificate: derOf(caller.certificate)} : {}
}

const derOf = (pem: string): Uint8Array => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64')
