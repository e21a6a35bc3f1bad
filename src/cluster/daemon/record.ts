import {existsSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import type {ClusterHome} from '../../client/embedded/cluster-home.ts'
import {EngineLock} from '../etcd/index.ts'

/** What a running daemon says of itself, for those who look for it. */
export interface DaemonRecord {
  pid: number
  /** `https://127.0.0.1:6443`. */
  server: string
  /** Kubernetes' version that is served. */
  version: string
  /** When it was started, real time, RFC 3339. */
  startedAt: string
}

/**
 * The record of a daemon that lives. A killed daemon leaves its record behind, and its pid may since belong to anybody, so what counts is the engine
 * lock: it dies with its process.
 */
export function readDaemonRecord(home: ClusterHome): DaemonRecord | undefined {
  if (!existsSync(home.daemon)) return undefined
  try {
    const record = JSON.parse(readFileSync(home.daemon, 'utf8')) as DaemonRecord
    return isAlive(record.pid) && holdsEngine(home, record.pid) ? record : undefined
  } catch {
    return undefined
  }
}

export function writeDaemonRecord(home: ClusterHome, record: DaemonRecord): void {
  const draft = `${home.daemon}.${process.pid}`
  writeFileSync(draft, JSON.stringify(record), {mode: 0o600})
  renameSync(draft, home.daemon)
}

export const removeDaemonRecord = (home: ClusterHome): void => rmSync(home.daemon, {force: true})

/** Whether that process is this cluster's daemon, whatever a file says. */
export function holdsEngine(home: ClusterHome, pid: number): boolean {
  const file = engineLockFile(home)
  if (!existsSync(file)) return false
  const owner = new EngineLock(file).heldBy()
  return owner?.pid === pid && owner.role === 'daemon'
}

export const engineLockFile = (home: ClusterHome): string => `${home.folder}/engine.lock`

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
