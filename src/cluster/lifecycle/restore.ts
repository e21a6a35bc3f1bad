import {existsSync, mkdirSync, statSync} from 'node:fs'
import path from 'node:path'
import type {ClusterHome} from '../../client/embedded/cluster-home.ts'
import {readRest, timeAt} from '../engine/rest.ts'
import {EngineLock} from '../etcd/index.ts'
import {restoreSnapshot} from '../etcd/snapshot/restore-snapshot.ts'
import {openStore} from '../open/open-store.ts'

export interface RestoreOptions {
  /** The snapshot's file. */
  snapshot: string
  skipHashCheck: boolean
  /** Real time; milliseconds since the epoch. */
  now: number
}

/** How long to wait for a command that is still seeing to its consequences; milliseconds. */
const commandWait = 5_000

/**
 * Replaces what the embedded cluster stores by a snapshot; its settings and its clock stay. Nobody may run the cluster
 * meanwhile, so this takes its engine lock.
 */
export async function restoreCluster(home: ClusterHome, {snapshot, skipHashCheck, now}: RestoreOptions): Promise<void> {
  statSync(snapshot)
  mkdirSync(home.folder, {recursive: true, mode: 0o700})
  const lock = new EngineLock(path.join(home.folder, 'engine.lock'))
  await take(lock, home)
  try {
    restoreSnapshot({snapshot, file: home.database, skipHashCheck, ...(await remembered(home, now))})
  } finally {
    lock.release()
  }
}

async function take(lock: EngineLock, {name}: ClusterHome): Promise<void> {
  const role = 'restore'
  if (await lock.acquire({wait: 0, role})) return
  const holder = lock.heldBy()
  if (holder?.role !== 'daemon' && (await lock.acquire({wait: commandWait, role}))) return
  const pid = holder?.pid ? ` (pid ${holder.pid})` : ''
  throw new Error(
    `cluster "${name}" is running${pid}, and a running cluster cannot be restored; stop it first: kctl cluster stop`,
  )
}

/** What the store had beside its keys, with nothing settled; nothing where that cannot be read any more. */
async function remembered(
  {home, name, database}: ClusterHome,
  realTime: number,
): Promise<{now: number; meta: Record<string, string>}> {
  const nothing = {now: realTime, meta: {}}
  if (!existsSync(database)) return nothing
  try {
    const store = await openStore({home, name, readOnly: true})
    const settings = store.meta.get('settings')
    const rest = readRest(store.meta)
    await store.close()
    return {
      now: rest ? timeAt(rest, realTime) : realTime,
      meta: {
        ...(typeof settings === 'string' && {settings}),
        ...(rest && {rest: JSON.stringify({...rest, revision: 0})}),
      },
    }
  } catch {
    // What is to be replaced may be damaged: that is no reason not to replace it.
    return nothing
  }
}
