import {existsSync} from 'node:fs'
import {type ClusterName, clusterHome} from '../../client/embedded/cluster-home.ts'
import {openSqliteStore, type SqliteStore} from '../etcd/index.ts'
import {ClusterClock} from '../runtime/cluster-clock.ts'
import {systemTime} from '../system-time.ts'

/** Opens a cluster's etcd by itself, beside whatever else has it open. Throws an Error when there is no such cluster. */
export async function openStore({
  readOnly = false,
  ...name
}: ClusterName & {readOnly?: boolean} = {}): Promise<SqliteStore> {
  const home = clusterHome(name)
  if (!existsSync(home.database))
    throw new Error(`cluster "${home.name}" has no data yet; any kctl command makes it: kctl get nodes`)
  const clock = new ClusterClock(systemTime.now())
  clock.run(systemTime)
  return openSqliteStore({file: home.database, clock, readOnly, expireLeases: false})
}
