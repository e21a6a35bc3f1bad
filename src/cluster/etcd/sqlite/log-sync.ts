import {closeSync, fdatasync, openSync} from 'node:fs'
import {open} from 'node:fs/promises'
import {dirname} from 'node:path'
import {promisify} from 'node:util'
import {StoreError} from '../store.ts'

const syncData = promisify(fdatasync)

/** Brings what SQLite has appended to its write-ahead log to the disk, on a thread beside this one. The log is another file than the one SQLite locks. */
export class LogSync {
  private readonly file: string
  private descriptor: number | undefined
  private running: Promise<void> | undefined
  private next: Promise<void> | undefined

  constructor(file: string) {
    this.file = file
  }

  /** Resolves when all that is committed by now is on disk, in the order of the calls. One sync serves all who ask while another one runs. */
  reached(): Promise<void> {
    if (!this.running) return this.begin()
    this.next ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.next = undefined
        return this.begin()
      })
    return this.next
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor)
    this.descriptor = undefined
  }

  private begin(): Promise<void> {
    this.running = this.sync().finally(() => {
      this.running = undefined
    })
    return this.running
  }

  private async sync(): Promise<void> {
    const first = this.descriptor === undefined
    try {
      this.descriptor ??= openSync(`${this.file}-wal`, 'r+')
      await syncData(this.descriptor)
      if (first) await syncFolder(dirname(this.file))
    } catch (error) {
      const message = `the disk failed to keep what was written to the cluster's database ${this.file}`
      throw Object.assign(new StoreError('unavailable', message), {cause: error})
    }
  }
}

/** Makes the name of a log that is new as durable as its content, where folders can be synced. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const opened = await open(folder, 'r')
  try {
    await opened.sync()
  } finally {
    await opened.close()
  }
}
