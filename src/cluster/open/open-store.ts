import {existsSync} from 'node:fs'
import {type ClusterName, clusterHome} from '../../client/embedded/cluster-home.ts'
import {offsetAt, type Rest, readRest, timeAt} from '../engine/rest.ts'
import {openSqliteStore, type SqliteStore} from '../etcd/index.ts'
import {ClusterClock} from '../runtime/cluster-clock.ts'
import {systemTime} from '../system-time.ts'

/** Opens a cluster's etcd by itself, beside whatever else has it open, with what is left when leases that are over have ended. Throws an Error when there is no such cluster. */
export async function openStore({
  readOnly = false,
  ...name
}: ClusterName & {readOnly?: boolean} = {}): Promise<SqliteStore> {
  const home = clusterHome(name)
  if (!existsSync(home.database))
    throw new Error(`cluster "${home.name}" has no data yet; any kctl command makes it: kctl get nodes`)
  const clock = new ClusterClock(0)
  const store = await openSqliteStore({file: home.database, clock, readOnly})
  await setClock(clock, readRest(store.meta))
  if (!store.lessor.overdue) return store
  if (!readOnly) {
    await store.lessor.endOverdue()
    return store
  }
  await store.close()
  return openStore(name)
}

/** To the cluster's time, which leases are measured by. */
async function setClock(clock: ClusterClock, rest: Rest | undefined): Promise<void> {
  const real = systemTime.now()
  await clock.advance(rest ? timeAt(rest, real) : real, async () => {})
  if (!rest?.paused) clock.run(systemTime, rest ? offsetAt(rest, real) : 0)
}
