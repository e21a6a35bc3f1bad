import type {ContainerLogOptions} from '../container-runtime.ts'

interface LogLine {
  /** Nanoseconds are ours to choose: the clock gives milliseconds, the rest tells lines of one instant apart. */
  time: string
  stream: 'stdout' | 'stderr'
  /** Without its newline; partial lines wait until they end or the program does. */
  text: string
  /** The program ended in the middle of this line. */
  unterminated?: boolean
}

/** The kubelet keeps containerLogMaxSize (10Mi) per container; older lines go. */
const maxBytes = 10 * 1024 * 1024

/** One container instance's output, line by line, as a CRI log file holds it. */
export class ContainerLog {
  private lines: LogLine[] = []
  private readonly partial = {stdout: '', stderr: ''}
  private bytes = 0
  private closed = false
  private lastMillis = 0
  private sequence = 0
  /** How many lines rotation has taken away. */
  private dropped = 0
  private readonly listeners = new Set<() => void>()

  get isEmpty(): boolean {
    return this.lines.length === 0 && !this.partial.stdout && !this.partial.stderr
  }

  /** Takes output as it comes; a line counts from the moment it ends. */
  write(stream: 'stdout' | 'stderr', text: string, now: number): void {
    const parts = (this.partial[stream] + text).split('\n')
    this.partial[stream] = parts.pop()!
    for (const part of parts) this.push({time: this.timeOf(now), stream, text: part})
    if (parts.length > 0) this.notify()
  }

  /** Nothing more will come. */
  close(now: number): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      if (this.partial[stream])
        this.push({time: this.timeOf(now), stream, text: this.partial[stream], unterminated: true})
      this.partial[stream] = ''
    }
    this.closed = true
    this.notify()
  }

  /** The last `count` lines or `bytes` bytes, whichever is less: FallbackToLogsOnError. */
  tail(count: number, bytes: number): string {
    const text = this.lines
      .slice(-count)
      .map(line => textOf(line, false))
      .join('')
    return Buffer.byteLength(text) > bytes ? Buffer.from(text).subarray(-bytes).toString() : text
  }

  async *read(options: ContainerLogOptions, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    let left = options.limitBytes ?? Number.POSITIVE_INFINITY
    const wanted = this.lines.filter(line => this.matches(line, options))
    const first =
      options.tailLines === undefined ? wanted : options.tailLines > 0 ? wanted.slice(-options.tailLines) : []
    let seen = this.dropped + this.lines.length
    let chunk = first
    for (;;) {
      if (chunk.length > 0) {
        let bytes = Buffer.from(chunk.map(line => textOf(line, options.timestamps ?? false)).join(''))
        if (bytes.length > left) bytes = bytes.subarray(0, left)
        left -= bytes.length
        if (bytes.length > 0) yield bytes
        if (left <= 0) return
      }
      const fresh = this.lines.slice(Math.max(0, seen - this.dropped)).filter(line => this.matches(line, options))
      seen = this.dropped + this.lines.length
      if (fresh.length > 0) {
        chunk = fresh
        continue
      }
      if (!options.follow || this.closed || signal?.aborted) return
      chunk = []
      await this.changed(signal)
    }
  }

  toText(): string {
    return JSON.stringify({lines: this.lines, partial: this.partial, closed: this.closed})
  }

  static fromText(text: string): ContainerLog {
    const {lines, partial, closed} = JSON.parse(text) as {
      lines: LogLine[]
      partial: ContainerLog['partial']
      closed: boolean
    }
    const log = new ContainerLog()
    log.lines = lines
    log.bytes = lines.reduce((sum, line) => sum + line.text.length + 1, 0)
    Object.assign(log.partial, partial)
    log.closed = closed
    return log
  }

  private matches(line: LogLine, {sinceMillis, stream}: ContainerLogOptions): boolean {
    if (stream && stream !== 'All' && stream.toLowerCase() !== line.stream) return false
    return sinceMillis === undefined || Date.parse(line.time) >= sinceMillis
  }

  private push(line: LogLine): void {
    this.lines.push(line)
    this.bytes += line.text.length + 1
    let drop = 0
    while (this.bytes > maxBytes && drop < this.lines.length - 1) this.bytes -= this.lines[drop++]!.text.length + 1
    if (drop > 0) {
      this.lines = this.lines.slice(drop)
      this.dropped += drop
    }
  }

  private timeOf(now: number): string {
    this.sequence = now === this.lastMillis ? this.sequence + 1 : 0
    this.lastMillis = now
    return `${new Date(now).toISOString().slice(0, 23)}${String(this.sequence % 1_000_000).padStart(6, '0')}Z`
  }

  private notify(): void {
    for (const listener of [...this.listeners]) listener()
  }

  private changed(signal?: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const done = () => {
        this.listeners.delete(done)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      this.listeners.add(done)
      signal?.addEventListener('abort', done, {once: true})
    })
  }
}

const textOf = ({time, text, unterminated}: LogLine, timestamps: boolean): string =>
  `${timestamps ? `${time} ` : ''}${text}${unterminated ? '' : '\n'}`
