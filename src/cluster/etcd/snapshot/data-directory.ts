import {mkdirSync, rmSync} from 'node:fs'
import path from 'node:path'
import {restoreSnapshot} from './restore-snapshot.ts'

/** The store's file within its data directory. */
export const storeFile = 'etcd.db'

export interface DataDirectoryOptions {
  snapshot: string
  /** Made if it is not there; removed again if the snapshot cannot be read. */
  dataDir: string
  skipHashCheck: boolean
  /** Leases have their full time again from this moment; milliseconds since the epoch. */
  now: number
}

/** Makes a data directory of the store's from an etcd snapshot. */
export function writeDataDirectory({dataDir, ...options}: DataDirectoryOptions): void {
  const made = mkdirSync(dataDir, {recursive: true, mode: 0o700})
  try {
    restoreSnapshot({...options, file: path.join(dataDir, storeFile)})
  } catch (error) {
    if (made !== undefined) rmSync(made, {recursive: true, force: true})
    throw error
  }
}
