import {rmSync} from 'node:fs'
import {readDaemonRecord} from '../daemon/record.ts'
import type {ClusterHome} from '../home.ts'

/** Removes all that is in the cluster, but not what proves who is who. Throws an Error while its daemon runs. */
export function resetCluster(home: ClusterHome): void {
  const record = readDaemonRecord(home)
  if (record) throw new Error(`cluster "${home.name}" is running (pid ${record.pid}); stop it first: kctl cluster stop`)
  for (const file of [home.database, `${home.database}-wal`, `${home.database}-shm`, home.log])
    rmSync(file, {force: true})
  rmSync(home.containers, {recursive: true, force: true})
}
