import {withCarriageReturns} from './carriage-returns.ts'

/** Control characters as stty(1) has them on a fresh terminal. */
const control = {
  interrupt: '\x03',
  end: '\x04',
  quit: '\x1c',
  eraseWord: '\x17',
  killLine: '\x15',
  reprint: '\x12',
  suspend: '\x1a',
} as const

/** What Ctrl-C, Ctrl-\\ and Ctrl-Z send. */
export type TerminalSignal = 'SIGINT' | 'SIGQUIT' | 'SIGTSTP'

/**
 * A terminal that somebody types at. While a program reads lines, the terminal itself echoes, lets the line be mended and turns Ctrl-C into a
 * signal; while a shell edits its own line, it hands on each character as it is (raw).
 */
export class Terminal {
  /** In characters, as the client says. */
  width = 80
  height = 24
  private raw = false
  private line = ''
  /** Lines that no program has read yet; undefined: Ctrl-D on an empty one. */
  private lines: (string | undefined)[] = []
  private keys: string[] = []
  private closed = false
  private wake?: () => void
  /** Who waited for a line before the last Ctrl-C, or before somebody else came to read, gets none. */
  private round = 0
  /** Whoever edits shows its line again: who attaches changes the size to see it. */
  onResize?: (() => void) | undefined
  private onSignal?: (signal: TerminalSignal) => void
  private readonly output: (data: Uint8Array) => void

  constructor(input: AsyncIterable<Uint8Array> | undefined, output: (data: Uint8Array) => void) {
    this.output = output
    void this.pump(input)
  }

  /** Follows the client's window. */
  async follow(sizes: AsyncIterable<{width: number; height: number}> | undefined): Promise<void> {
    for await (const {width, height} of sizes ?? []) {
      if (width === this.width && height === this.height) continue
      Object.assign(this, {width, height})
      this.onResize?.()
    }
  }

  write(data: Uint8Array | string): void {
    this.output(withCarriageReturns(data))
  }

  /** The next character for whoever edits; undefined when nobody types any more. What was typed before, and not read, comes first. */
  async key(): Promise<string | undefined> {
    this.takeBack()
    this.raw = true
    while (this.keys.length === 0 && !this.closed) await this.more()
    return this.keys.shift()
  }

  /** What was typed and not read yet. */
  get ahead(): string {
    return this.keys.join('')
  }

  /** To be read again, before all else. */
  unread(key: string): void {
    this.keys.unshift(key)
  }

  /** From now on lines are read; `heard` is told of Ctrl-C, Ctrl-\ and Ctrl-Z. */
  cook(heard: (signal: TerminalSignal) => void): void {
    this.raw = false
    this.round += 1
    this.onSignal = heard
    for (const key of this.keys.splice(0)) this.cooked(key)
  }

  /** The next line; undefined for Ctrl-D, or when nobody types any more. */
  async readLine(): Promise<string | undefined> {
    const {round} = this
    while (this.lines.length === 0 && !this.closed && round === this.round) await this.more()
    return round === this.round ? this.lines.shift() : undefined
  }

  /** The lines until Ctrl-D. */
  async *lineBytes(): AsyncGenerator<Uint8Array> {
    for (let line = await this.readLine(); line !== undefined; line = await this.readLine()) yield Buffer.from(line)
  }

  private async pump(input: AsyncIterable<Uint8Array> | undefined): Promise<void> {
    const decoder = new TextDecoder()
    for await (const chunk of input ?? []) {
      for (const character of decoder.decode(chunk, {stream: true}))
        if (this.raw) this.keys.push(character)
        else this.cooked(character)
      this.wake?.()
    }
    this.closed = true
    this.wake?.()
  }

  private cooked(character: string): void {
    const signal = signals[character]
    if (signal) {
      this.write(shown(character))
      this.line = ''
      this.lines = []
      this.round += 1
      this.onSignal?.(signal)
    } else if (character === control.end) {
      this.lines.push(this.line === '' ? undefined : this.line)
      this.line = ''
    } else if (character === '\r' || character === '\n') {
      this.write('\n')
      this.lines.push(`${this.line}\n`)
      this.line = ''
    } else if (character === '\x7f' || character === '\b') this.erase(1)
    else if (character === control.killLine) this.erase([...this.line].length)
    else if (character === control.eraseWord) this.erase([.../\S*\s*$/.exec(this.line)![0]].length)
    else if (character === control.reprint) this.write(`^R\n${this.line}`)
    else {
      this.line += character
      this.write(shown(character))
    }
  }

  private erase(count: number): void {
    const characters = [...this.line]
    for (const gone of characters.splice(Math.max(0, characters.length - count)).reverse())
      this.write('\b \b'.repeat(shown(gone).length))
    this.line = characters.join('')
  }

  /** What was typed ahead is the editor's. */
  private takeBack(): void {
    if (this.raw) return
    const typed = this.lines.map(line => line?.replace(/\n$/, '\r') ?? control.end).join('') + this.line
    this.lines = []
    this.line = ''
    this.keys.unshift(...typed)
  }

  private more(): Promise<void> {
    return new Promise(resolve => {
      this.wake = resolve
    })
  }
}

const signals: Record<string, TerminalSignal> = {
  [control.interrupt]: 'SIGINT',
  [control.quit]: 'SIGQUIT',
  [control.suspend]: 'SIGTSTP',
}

/** `^[` for an escape character: what a terminal echoes of a control character. */
const shown = (character: string): string =>
  character < ' ' && character !== '\t' ? `^${String.fromCharCode(character.charCodeAt(0) + 64)}` : character
