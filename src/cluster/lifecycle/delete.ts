import {existsSync, rmSync} from 'node:fs'
import type {ClusterHome} from '../../client/embedded/cluster-home.ts'
import {readDaemonRecord} from '../daemon/record.ts'

/** Removes the cluster's folder. Throws an Error when there is none, or while its daemon runs. */
export function deleteCluster(home: ClusterHome): void {
  if (!existsSync(home.folder)) throw new Error(`cluster "${home.name}" not found`)
  const record = readDaemonRecord(home)
  if (record) throw new Error(`cluster "${home.name}" is running (pid ${record.pid}); stop it first: kctl cluster stop`)
  rmSync(home.folder, {recursive: true})
}
