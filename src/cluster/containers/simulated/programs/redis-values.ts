import type {ProgramHost} from './program.ts'

const writes = new Set(['SET', 'DEL', 'INCR', 'DECR', 'INCRBY', 'APPEND', 'FLUSHALL', 'FLUSHDB'])

/** A Redis server's values, kept in `dump.rdb` of its working directory, so that they are there when it, or this process, begins again. */
export class RedisValues {
  private readonly host: ProgramHost
  private loaded?: Promise<Map<string, string>>
  private settings?: Promise<Map<string, string>>

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
    // A disk that is full or read-only keeps nothing; Redis goes on in memory.
    await files.writeFile(this.path, JSON.stringify([...values])).catch(() => undefined)
  }

  /** CONFIG GET and SET: what its configuration file and flags say, in RESP. */
  async config([, verb = '', ...args]: string[]): Promise<string> {
    this.settings ??= this.readSettings()
    const settings = await this.settings
    if (verb.toUpperCase() === 'SET') {
      settings.set(args[0]!.toLowerCase(), args[1] ?? '')
      return '+OK\r\n'
    }
    if (verb.toUpperCase() !== 'GET') return '+OK\r\n'
    const patterns = args.map(arg => new RegExp(`^${arg.toLowerCase().replace(/\*/g, '.*')}$`))
    const found = [...settings].filter(([name]) => patterns.some(pattern => pattern.test(name))).flat()
    return `*${found.length}\r\n${found.map(each => `$${Buffer.byteLength(each)}\r\n${each}\r\n`).join('')}`
  }

  private async readSettings(): Promise<Map<string, string>> {
    const settings = new Map([
      ['maxmemory', '0'],
      ['maxmemory-policy', 'noeviction'],
      ['appendonly', 'no'],
      ['save', '3600 1 300 100 60 10000'],
      ['requirepass', ''],
    ])
    const [, file, ...flags] = this.host.argv[0]?.endsWith('redis-server') ? this.host.argv : this.host.argv.slice(1)
    const files = await this.host.files()
    const text =
      file && !file.startsWith('-') ? await files.readFile(files.resolvePath(this.host.cwd, file)).catch(() => '') : ''
    const given = [file?.startsWith('--') ? file : '', ...flags].join(' ').split('--').filter(Boolean)
    for (const line of [...text.split('\n'), ...given]) {
      const [, name, value] = /^\s*([a-z-]+)\s+(.*?)\s*$/.exec(line) ?? []
      if (name) settings.set(name, bytes(value ?? ''))
    }
    return settings
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

/** `2mb` as Redis shows it: 2097152. */
function bytes(value: string): string {
  const [, amount, unit] = /^(\d+)(k|kb|m|mb|g|gb)$/i.exec(value) ?? []
  if (!amount) return value.replace(/^"(.*)"$/, '$1')
  const step = unit!.length === 2 ? 1024 : 1000
  return String(Number(amount) * step ** ' kmg'.indexOf(unit![0]!.toLowerCase()))
}
