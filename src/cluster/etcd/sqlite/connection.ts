import type Sqlite from 'better-sqlite3'
import {storeError} from './sqlite-error.ts'

/** An open SQLite file whose statements are prepared when first used. */
export class Connection {
  readonly file: string
  readonly db: Sqlite.Database
  /** The leases that the transaction under way has found. */
  readonly foundLeases = new Set<bigint>()
  private readonly prepared = new Map<string, Sqlite.Statement<unknown[], unknown>>()

  constructor(file: string, db: Sqlite.Database) {
    this.file = file
    this.db = db
  }

  run(sql: string, ...parameters: unknown[]): Sqlite.RunResult {
    return this.statement(sql).run(...parameters)
  }

  get<Row>(sql: string, ...parameters: unknown[]): Row | undefined {
    return this.statement(sql).get(...parameters) as Row | undefined
  }

  all<Row>(sql: string, ...parameters: unknown[]): Row[] {
    return this.statement(sql).all(...parameters) as Row[]
  }

  iterate<Row>(sql: string, ...parameters: unknown[]): IterableIterator<Row> {
    return this.statement(sql).iterate(...parameters) as IterableIterator<Row>
  }

  /** Everything that `read` looks at is of one moment. */
  snapshot<T>(read: () => T): T {
    try {
      if (this.db.inTransaction) return read()
      this.run('begin')
      const result = read()
      this.run('commit')
      return result
    } catch (error) {
      this.rollback()
      throw storeError(error, this.file)
    }
  }

  /** Writes with the file's one write lock held; what it wrote is on disk when this returns. */
  transaction<T>(write: () => T): T {
    try {
      this.run('begin immediate')
      this.foundLeases.clear()
      const result = write()
      this.run('commit')
      return result
    } catch (error) {
      this.rollback()
      throw storeError(error, this.file)
    }
  }

  close(): void {
    this.prepared.clear()
    this.db.close()
  }

  private rollback(): void {
    if (!this.db.inTransaction) return
    try {
      this.db.exec('rollback')
    } catch {
      // SQLite has rolled back by itself already; the error that led here is the one to tell of.
    }
  }

  private statement(sql: string): Sqlite.Statement<unknown[], unknown> {
    const known = this.prepared.get(sql)
    if (known) return known
    const statement = this.db.prepare<unknown[], unknown>(sql)
    this.prepared.set(sql, statement)
    return statement
  }
}
