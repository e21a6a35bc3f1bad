import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Client} from '../../src/client/client.ts'
import {clusterHome} from '../../src/client/embedded/cluster-home.ts'
import {administrator, type EmbeddedCluster} from '../../src/cluster/cluster.ts'
import {InProcessTransport} from '../../src/cluster/in-process-transport.ts'
import {openEmbedded} from '../../src/cluster/open/open-embedded.ts'

export interface WholeCluster {
  cluster: EmbeddedCluster
  /** Speaks as the administrator. */
  client: Client
  /** Where the cluster keeps its files. */
  folder: string
  close(): Promise<void>
}

/** A cluster as users have it, running, with everything that is in it; in a temporary folder. */
export async function startWholeCluster(settings: Parameters<typeof openEmbedded>[1] = {}): Promise<WholeCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'kctl-whole-'))
  const {cluster, lock} = await openEmbedded(clusterHome({home: folder}), settings)
  await lock.acquire({wait: 1000, role: 'test'})
  await cluster.engine.start()
  const client = new Client(new InProcessTransport(request => cluster.handle(request), administrator(cluster.pki)))
  return {
    cluster,
    client,
    folder,
    async close() {
      await cluster.engine.stop()
      await cluster.close()
      lock.release()
      rmSync(folder, {recursive: true, force: true})
    },
  }
}
