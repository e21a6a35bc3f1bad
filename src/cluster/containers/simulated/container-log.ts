import type {ContainerLogOptions} from '../container.ts'

/** What was written at once, cut into lines only for who reads it: most logs are never read. */
interface Chunk {
  stream: 'stdout' | 'stderr'
  /** Whole lines with their newlines, but for a last one that the program ended in the middle of. */
  text: string
  millis: number
  /** The number of its first line among those of that millisecond. */
  sequence: number
}

interface LogLine {
  /** Nanoseconds are ours to choose: the clock gives milliseconds, the rest tells lines of one instant apart. */
  time: string
  stream: 'stdout' | 'stderr'
  /** Without its newline; partial lines wait until they end or the program does. */
  text: string
  /** The program ended in the middle of this line. */
  unterminated?: boolean
}

/** The kubelet keeps containerLogMaxSize (10Mi) per container; what was written before goes. */
const mostCharacters = 10 * 1024 * 1024

/** One container instance's output, line by line, as a CRI log file holds it. */
export class ContainerLog {
  private chunks: Chunk[] = []
  private readonly partial = {stdout: '', stderr: ''}
  private characters = 0
  private closed = false
  private lastMillis = 0
  private sequence = 0
  /** How many chunks rotation has taken away. */
  private dropped = 0
  private readonly listeners = new Set<() => void>()

  get isEmpty(): boolean {
    return this.chunks.length === 0 && !this.partial.stdout && !this.partial.stderr
  }

  /** Takes output as it comes; a line counts from the moment it ends. */
  write(stream: 'stdout' | 'stderr', text: string, now: number): void {
    const all = this.partial[stream] + text
    const end = all.lastIndexOf('\n') + 1
    this.partial[stream] = all.slice(end)
    if (end === 0) return
    this.push(stream, all.slice(0, end), now)
    this.notify()
  }

  /** Nothing more will come. */
  close(now: number): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      if (this.partial[stream]) this.push(stream, this.partial[stream], now)
      this.partial[stream] = ''
    }
    this.closed = true
    this.notify()
  }

  /** The last `count` lines or `bytes` bytes, whichever is less: FallbackToLogsOnError. */
  tail(count: number, bytes: number): string {
    const text = this.chunks
      .flatMap(linesOf)
      .slice(-count)
      .map(line => textOf(line, false))
      .join('')
    return Buffer.byteLength(text) > bytes ? Buffer.from(text).subarray(-bytes).toString() : text
  }

  async *read(options: ContainerLogOptions, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    let left = options.limitBytes ?? Number.POSITIVE_INFINITY
    const wanted = this.chunks.flatMap(linesOf).filter(line => matches(line, options))
    const first =
      options.tailLines === undefined ? wanted : options.tailLines > 0 ? wanted.slice(-options.tailLines) : []
    let seen = this.dropped + this.chunks.length
    let chunk = first
    for (;;) {
      if (chunk.length > 0) {
        let bytes = Buffer.from(chunk.map(line => textOf(line, options.timestamps ?? false)).join(''))
        if (bytes.length > left) bytes = bytes.subarray(0, left)
        left -= bytes.length
        if (bytes.length > 0) yield bytes
        if (left <= 0) return
      }
      const fresh = this.chunks
        .slice(Math.max(0, seen - this.dropped))
        .flatMap(linesOf)
        .filter(line => matches(line, options))
      seen = this.dropped + this.chunks.length
      if (fresh.length > 0) {
        chunk = fresh
        continue
      }
      if (!options.follow || this.closed || signal?.aborted) return
      chunk = []
      await this.changed(signal)
    }
  }

  /** As the runtime writes it to the node's disk. */
  criText(): string {
    const lines = this.chunks.flatMap(linesOf)
    return lines
      .map(({time, stream, text, unterminated}) => `${time} ${stream} ${unterminated ? 'P' : 'F'} ${text}\n`)
      .join('')
  }

  toText(): string {
    return JSON.stringify({lines: this.chunks.flatMap(linesOf), partial: this.partial, closed: this.closed})
  }

  static fromText(text: string): ContainerLog {
    const {lines, partial, closed} = JSON.parse(text) as {
      lines: LogLine[]
      partial: ContainerLog['partial']
      closed: boolean
    }
    const log = new ContainerLog()
    log.chunks = lines.map(chunkOf)
    log.characters = log.chunks.reduce((sum, chunk) => sum + chunk.text.length, 0)
    Object.assign(log.partial, partial)
    log.closed = closed
    return log
  }

  private push(stream: Chunk['stream'], text: string, now: number): void {
    const sequence = now === this.lastMillis ? this.sequence : 0
    this.lastMillis = now
    this.sequence = sequence + linesIn(text)
    this.chunks.push({stream, text, millis: now, sequence})
    this.characters += text.length
    let drop = 0
    while (this.characters > mostCharacters && drop < this.chunks.length - 1)
      this.characters -= this.chunks[drop++]!.text.length
    if (drop > 0) {
      this.chunks = this.chunks.slice(drop)
      this.dropped += drop
    }
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

function linesOf({stream, text, millis, sequence}: Chunk): LogLine[] {
  const lines = text.split('\n')
  const unterminated = lines.at(-1) !== ''
  if (!unterminated) lines.pop()
  return lines.map((line, index) => ({
    time: timeOf(millis, sequence + index),
    stream,
    text: line,
    ...(unterminated && index === lines.length - 1 && {unterminated}),
  }))
}

function chunkOf({time, stream, text, unterminated}: LogLine): Chunk {
  const millis = Date.parse(`${time.slice(0, 23)}Z`)
  return {stream, text: unterminated ? text : `${text}\n`, millis, sequence: Number(time.slice(23, 29))}
}

function linesIn(text: string): number {
  let lines = 0
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) lines += 1
  return lines
}

const timeOf = (millis: number, sequence: number): string =>
  `${new Date(millis).toISOString().slice(0, 23)}${String(sequence % 1_000_000).padStart(6, '0')}Z`

function matches(line: LogLine, {sinceMillis, stream}: ContainerLogOptions): boolean {
  if (stream && stream !== 'All' && stream.toLowerCase() !== line.stream) return false
  return sinceMillis === undefined || Date.parse(line.time) >= sinceMillis
}

const textOf = ({time, text, unterminated}: LogLine, timestamps: boolean): string =>
  `${timestamps ? `${time} ` : ''}${text}${unterminated ? '' : '\n'}`
