import {closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync} from 'node:fs'
import path from 'node:path'
import {BoltReader} from '../bolt/read-bolt.ts'
import {verifySnapshotHash} from '../verify-hash.ts'
import {memberDatabase} from './member-database.ts'
import {type MemberUrls, membersOf} from './members.ts'
import {raftSnapshot} from './raft-snapshot.ts'
import {logSize, writeAheadLog} from './write-ahead-log.ts'

export interface DataDirectoryOptions {
  snapshot: string
  /** Not there yet, or empty. */
  dataDir: string
  /** Where the log goes, if not into `dataDir`. */
  walDir?: string
  skipHashCheck: boolean
  /** Which of the members this directory is for. */
  name: string
  members: MemberUrls[]
  token: string
}

/** Makes a data directory that a real etcd starts a new cluster from, with what a snapshot holds. */
export function writeDataDirectory({
  snapshot,
  dataDir,
  walDir,
  skipHashCheck,
  name,
  members,
  token,
}: DataDirectoryOptions): void {
  if (!skipHashCheck) verifySnapshotHash(snapshot)
  const all = membersOf(members, token)
  const self = all.find(member => member.name === name)
  if (!self) throw new Error(`couldn't find local name "${name}" in the initial cluster configuration`)
  const reader = new BoltReader(snapshot)
  try {
    const snapDir = path.join(dataDir, 'member', 'snap')
    const logDir = walDir || path.join(dataDir, 'member', 'wal')
    for (const folder of [snapDir, logDir]) mkdirSync(folder, {recursive: true, mode: 0o700})
    writeFile(path.join(snapDir, 'db'), memberDatabase(reader, all))
    writeFile(path.join(snapDir, `${hex(1)}-${hex(all.length)}.snap`), [raftSnapshot(all)])
    writeFile(path.join(logDir, `${hex(0)}-${hex(0)}.wal`), [writeAheadLog(all, self)], logSize)
  } catch (error) {
    rmSync(path.join(dataDir, 'member'), {recursive: true, force: true})
    throw error
  } finally {
    reader.close()
  }
}

const hex = (value: number): string => value.toString(16).padStart(16, '0')

function writeFile(file: string, chunks: Iterable<Buffer>, size?: number): void {
  const fd = openSync(file, 'wx', 0o600)
  try {
    for (const chunk of chunks) writeSync(fd, chunk)
    if (size !== undefined) ftruncateSync(fd, size)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
