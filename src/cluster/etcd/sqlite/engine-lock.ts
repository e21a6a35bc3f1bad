import {readFileSync, rmSync, writeFileSync} from 'node:fs'
import {setTimeout as sleep} from 'node:timers/promises'
import type Sqlite from 'better-sqlite3'
import {openSqlite} from '../../runtime/open-sqlite.ts'

export interface LockOwner {
  pid: number
  /** What the process is, for messages: `one-shot`, `daemon`. */
  role: string
}

/** How often a waiting process tries again, in milliseconds. */
const retryInterval = 10

/**
 * A lock between processes that dies with the process that holds it, however that ends: an open transaction on a small SQLite file of its own.
 * It waits in real time: other processes do not follow this cluster's clock.
 */
export class EngineLock {
  private readonly file: string
  private held?: Sqlite.Database

  constructor(file: string) {
    this.file = file
  }

  get acquired(): boolean {
    return this.held !== undefined
  }

  /** Whether the lock is ours now; tries for `wait` milliseconds. */
  async acquire({wait, role = ''}: {wait: number; role?: string}): Promise<boolean> {
    const end = performance.now() + wait
    while (!this.tryAcquire(role)) {
      if (performance.now() >= end) return false
      await sleep(Math.min(retryInterval, Math.max(1, end - performance.now())))
    }
    return true
  }

  release(): void {
    if (!this.held) return
    rmSync(this.ownerFile, {force: true})
    this.held.close()
    this.held = undefined
  }

  /** Who has the lock, whether that is this process or another; undefined when it is free. */
  heldBy(): LockOwner | undefined {
    if (!this.held && this.isFree()) return undefined
    try {
      return JSON.parse(readFileSync(this.ownerFile, 'utf8')) as LockOwner
    } catch {
      return {pid: 0, role: ''}
    }
  }

  private get ownerFile(): string {
    return `${this.file}.owner`
  }

  private tryAcquire(role: string): boolean {
    if (this.held) return true
    const db = lock(this.file)
    if (!db) return false
    this.held = db
    writeFileSync(this.ownerFile, JSON.stringify({pid: process.pid, role} satisfies LockOwner))
    return true
  }

  private isFree(): boolean {
    const db = lock(this.file)
    db?.close()
    return db !== undefined
  }
}

function lock(file: string): Sqlite.Database | undefined {
  const db = openSqlite(file, {timeout: 0})
  try {
    db.exec('begin exclusive')
    return db
  } catch (error) {
    db.close()
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')) return undefined
    throw error
  }
}
