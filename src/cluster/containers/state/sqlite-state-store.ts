import type Database from 'better-sqlite3'
import {openSqlite} from '../../runtime/open-sqlite.ts'
import type {ContainerStateStore} from './container-state-store.ts'

/** Keeps state in a SQLite file of its own; nothing is opened before the first use. */
export class SqliteStateStore implements ContainerStateStore {
  private readonly path: string
  private opened?: Database.Database

  constructor(path: string) {
    this.path = path
  }

  async load(): Promise<Map<string, string>> {
    const rows = this.database().prepare<[], {key: string; value: string}>('SELECT key, value FROM state').iterate()
    const values = new Map<string, string>()
    for (const {key, value} of rows) values.set(key, value)
    return values
  }

  async save(changes: ReadonlyMap<string, string | null>): Promise<void> {
    if (changes.size === 0) return
    const database = this.database()
    const put = database.prepare(
      'INSERT INTO state VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    )
    const remove = database.prepare('DELETE FROM state WHERE key = ?')
    database.transaction(() => {
      for (const [key, value] of changes) {
        if (value === null) remove.run(key)
        else put.run(key, value)
      }
    })()
  }

  async close(): Promise<void> {
    this.opened?.close()
    this.opened = undefined
  }

  private database(): Database.Database {
    if (this.opened) return this.opened
    const database = openSqlite(this.path)
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = NORMAL')
    database.exec('CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID')
    this.opened = database
    return database
  }
}
