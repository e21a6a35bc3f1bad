import {mkdirSync, statSync} from 'node:fs'
import path from 'node:path'
import {type ClusterHome, clusterHome} from '../../cluster/index.ts'

/** Replaces what the embedded cluster stores by a snapshot. Nobody may use the cluster meanwhile: it takes the cluster's engine lock. */
export async function restoreCluster(
  name: {home?: string; name?: string},
  {snapshot, skipHashCheck, now}: {snapshot: string; skipHashCheck: boolean; now: number},
): Promise<ClusterHome> {
  const home = clusterHome(name)
  statSync(snapshot)
  const {EngineLock} = await import('../../cluster/etcd/index.ts')
  mkdirSync(home.folder, {recursive: true, mode: 0o700})
  const lock = new EngineLock(path.join(home.folder, 'engine.lock'))
  if (!(await lock.acquire({wait: 2_000, role: 'restore'}))) throw inUse(home, lock.heldBy()?.pid)
  try {
    const {restoreSnapshot} = await import('../../cluster/etcd/snapshot/restore-snapshot.ts')
    restoreSnapshot({snapshot, file: home.database, now, skipHashCheck})
  } finally {
    lock.release()
  }
  return home
}

function inUse({name}: ClusterHome, pid = 0): Error {
  const holder = pid > 0 ? ` (pid ${pid})` : ''
  return new Error(
    `cluster "${name}" is running${holder}, and a running cluster cannot be restored; stop it first: kctl cluster stop`,
  )
}
