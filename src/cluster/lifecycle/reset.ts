import {rmSync} from 'node:fs'
import type {ClusterHome} from '../../client/embedded/cluster-home.ts'
import {readDaemonRecord} from '../daemon/record.ts'

/** Removes all that is in the cluster, but not what proves who is who. Throws an Error while its daemon runs. */
export function resetCluster(home: ClusterHome): void {
  const record = readDaemonRecord(home)
  if (record) throw new Error(`cluster "${home.name}" is running (pid ${record.pid}); stop it first: kctl cluster stop`)
  const databases = [home.database, home.containers].flatMap(file => [file, `${file}-wal`, `${file}-shm`])
  for (const file of [...databases, home.log]) rmSync(file, {force: true})
}
