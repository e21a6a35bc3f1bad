import type {ProgramHost} from './program.ts'

const writes = new Set(['SET', 'DEL', 'INCR', 'DECR', 'INCRBY', 'APPEND', 'FLUSHALL', 'FLUSHDB'])

/** A Redis server's values, kept in `dump.rdb` of its working directory, so that they are there when it, or this process, begins again. */
export class RedisValues {
  private readonly host: ProgramHost
  private loaded?: Promise<Map<string, string>>

  constructor(host: ProgramHost) {
    this.host = host
  }

  load(): Promise<Map<string, string>> {
    this.loaded ??= this.read()
    return this.loaded
  }

  /** Writes them down after a command that may have changed them. */
  async save([command = '']: string[]): Promise<void> {
    if (!writes.has(command.toUpperCase())) return
    const values = await this.load()
    const files = await this.host.files()
    await files.writeFile(this.path, JSON.stringify([...values])).catch(() => undefined)
  }

  private get path(): string {
    return `${this.host.cwd.replace(/\/$/, '')}/dump.rdb`
  }

  private async read(): Promise<Map<string, string>> {
    const files = await this.host.files()
    try {
      return new Map(JSON.parse(await files.readFile(this.path)) as [string, string][])
    } catch {
      return new Map()
    }
  }
}
