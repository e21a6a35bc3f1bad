import {mkdtempSync, rmSync} from 'node:fs'
import {connect, type Socket} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Client} from '../../src/client/client.ts'
import {clusterHome} from '../../src/client/embedded/cluster-home.ts'
import {listenUnixSocket} from '../../src/cluster/apiserver/transports/unix-socket.ts'
import {administrator} from '../../src/cluster/cluster.ts'
import {InProcessTransport} from '../../src/cluster/in-process-transport.ts'
import {openEmbedded} from '../../src/cluster/open/open-embedded.ts'
import {prepareCluster} from '../../src/cluster/prepare-cluster.ts'
import {population} from './generators/population.ts'

export interface FuzzedServer {
  connect(): Socket
  client: Client
  /** etcd's revision now. */
  revision(): Promise<number>
  close(): Promise<void>
}

/** A whole API server on a socket, with something in it; nothing else of the cluster runs. */
export async function startFuzzedServer(): Promise<FuzzedServer> {
  const folder = mkdtempSync(join(tmpdir(), 'kctl-fuzz-'))
  const home = clusterHome({home: folder, name: 'default'})
  const {cluster} = await openEmbedded(home, {settings: {seed: 'fuzz'}})
  const user = administrator(cluster.pki)
  const client = new Client(new InProcessTransport(cluster.handle, user))
  await prepareCluster({client, pki: cluster.pki, port: 6443})
  for (const {path, object} of population) {
    const {status} = await cluster.handle({method: 'POST', url: path, body: object, user})
    if (status !== 201) throw new Error(`${path}: ${status}`)
  }
  const listener = await listenUnixSocket(cluster, {path: home.socket, user})
  return {
    connect: () => connect({path: home.socket, allowHalfOpen: true}),
    client,
    async revision() {
      return (await cluster.store.range({key: '/registry', countOnly: true})).revision
    },
    async close() {
      await listener.stop()
      await cluster.close()
      rmSync(folder, {recursive: true, force: true})
    },
  }
}
