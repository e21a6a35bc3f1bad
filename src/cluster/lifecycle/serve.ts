import type {ClusterHome} from '../../client/embedded/cluster-home.ts'
import {type RunningDaemon, runDaemon} from '../daemon/run-daemon.ts'
import {optimizingLater} from '../engine/optimize-later.ts'
import {openEmbedded} from '../open/open-embedded.ts'
import {WaitingClients} from '../runtime/waiting-clients.ts'
import {type ClusterSettings, defaultPort} from './settings.ts'

/** How long to wait for a command that still has the cluster; milliseconds. */
const lockWait = 10_000

/** Runs the cluster in this process. Throws an Error that says what is in the way: another daemon, a port in use. */
export async function serveCluster(home: ClusterHome, settings: ClusterSettings): Promise<RunningDaemon> {
  const waiting = new WaitingClients()
  const {cluster, lock} = await openEmbedded(home, {settings, log: true, syncBeside: true, waiting})
  try {
    if (!(await lock.acquire({wait: lockWait, role: 'daemon'}))) {
      const owner = lock.heldBy()
      throw new Error(`cluster "${home.name}" is already running${owner?.pid ? ` (pid ${owner.pid})` : ''}`)
    }
    const port = settings.port ?? cluster.settings.port ?? defaultPort
    return await optimizingLater(() => runDaemon({home, cluster, lock, host: '127.0.0.1', port, waiting}))
  } catch (error) {
    await cluster.engine.stop().catch(() => undefined)
    lock.release()
    await cluster.close()
    throw portInUse(error)
  }
}

function portInUse(error: unknown): unknown {
  const {code, port} = error as NodeJS.ErrnoException & {port?: number}
  if (code === 'EADDRINUSE') return new Error(`port ${port} is in use by another program; choose another with --port`)
  if (code === 'EACCES') return new Error(`port ${port} may not be used by this user; choose another with --port`)
  return error
}
