import type {Terminal} from '../terminal.ts'
import type {EditorFiles} from './edited-file.ts'
import {type EditorKey, editorKey} from './editor-keys.ts'
import {Screen} from './screen.ts'
import {TextBuffer} from './text-buffer.ts'
import {eraseBefore} from './vi/insert-mode.ts'
import {motionOf} from './vi/motions.ts'

export interface NanoOptions {
  terminal: Terminal
  /** Waits for what is no work. */
  idle<T>(wait: Promise<T>): Promise<T>
  files: EditorFiles
  path?: string
}

const help = ['^O Write Out   ^W Where Is   ^K Cut   ^U Paste   ^_ Go To Line', '^X Exit']

/** nano, as far as its own help shows it. */
export class Nano {
  private readonly options: NanoOptions
  private readonly screen: Screen
  private buffer = new TextBuffer('')
  private path: string
  private message = ''
  private cut: string[] = []
  private sought = ''
  private wasCutting = false

  constructor(options: NanoOptions) {
    this.options = options
    this.screen = new Screen(options.terminal)
    this.path = options.path ?? ''
  }

  /** Resolves with the exit code once the user has left. */
  async run(): Promise<number> {
    const {terminal, files} = this.options
    const text = this.path === '' ? '' : await files.read(this.path)
    this.buffer = new TextBuffer(text ?? '')
    this.message = text === undefined ? '[ New File ]' : `[ Read ${this.buffer.lines.length} lines ]`
    terminal.onResize = () => this.show()
    this.screen.enter()
    try {
      for (;;) {
        this.show()
        const key = await this.key()
        if (key === undefined) return 1
        this.message = ''
        if (key === '\x18' ? await this.leaves() : await this.press(key)) return 0
      }
    } finally {
      terminal.onResize = undefined
      this.screen.leave()
    }
  }

  /** Whether that was the end: never, of these keys. */
  private async press(key: EditorKey): Promise<false> {
    const {buffer} = this
    const {row, column} = buffer.cursor
    const cutting = key === '\x0b'
    if (cutting) {
      buffer.begin()
      this.cut = [...(this.wasCutting ? this.cut : []), ...buffer.cutLines(row, 1)]
    } else if (key === '\x15') {
      buffer.begin()
      buffer.lines.splice(row, 0, ...this.cut)
      buffer.cursor = {row: row + this.cut.length, column: 0}
    } else if (key === '\x0f') await this.write()
    else if (key === '\x17') await this.find()
    else if (key === '\x1f') await this.goTo()
    else if (key === '\x7f' || key === '\b') {
      buffer.begin()
      eraseBefore(buffer)
    } else if (key === '<Delete>' || key === '\x04') {
      buffer.begin()
      const next = column < buffer.line.length ? {row, column: column + 1} : {row: row + 1, column: 0}
      if (next.row < buffer.lines.length) buffer.cut({row, column}, next)
    } else if (key === '\r' || key === '\n' || key === '\t' || (key.length === 1 && key >= ' ')) {
      buffer.begin()
      buffer.insert(key === '\r' ? '\n' : key)
    } else this.move(key)
    this.wasCutting = cutting
    return false
  }

  private move(key: EditorKey): void {
    const {buffer} = this
    const names: Record<string, string> = {'\x01': '<Home>', '\x05': '<End>', '\x16': '<PageDown>', '\x19': '<PageUp>'}
    const name = names[key] ?? key
    if (name === '<End>') buffer.cursor.column = buffer.line.length
    else if (name.length > 1) buffer.cursor = motionOf(name, buffer, 0, this.screen.height - 4)?.to ?? buffer.cursor
  }

  private async leaves(): Promise<boolean> {
    if (!this.buffer.isChanged) return true
    for (;;) {
      const answer = await this.ask('Save modified buffer?  (Y/N, ^C to cancel) ', true)
      if (answer === undefined) return false
      if (/^n$/i.test(answer)) return true
      if (/^y$/i.test(answer)) return this.write()
    }
  }

  private async write(): Promise<boolean> {
    const path = await this.ask('File Name to Write: ', false, this.path)
    if (!path) return false
    try {
      await this.options.files.write(path, this.buffer.text)
    } catch (error) {
      this.message = `[ Error writing ${path}: ${(error as Error).message} ]`
      return false
    }
    this.path = path
    this.buffer.isChanged = false
    this.message = `[ Wrote ${this.buffer.lines.length} lines ]`
    return true
  }

  private async find(): Promise<void> {
    const text = await this.ask(`Search${this.sought ? ` [${this.sought}]` : ''}: `, false)
    if (text === undefined) return
    this.sought = text || this.sought
    const place = this.buffer.find(new RegExp(this.sought.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i'), 1)
    if (place) this.buffer.cursor = place
    else this.message = `[ "${this.sought}" not found ]`
  }

  private async goTo(): Promise<void> {
    const text = await this.ask('Enter line number, column number: ', false)
    if (text && Number(text) > 0) this.buffer.goTo(Number(text) - 1)
  }

  /** What is answered at the foot of the screen, one key or a line; undefined: given up. */
  private async ask(question: string, oneKey: boolean, answer = ''): Promise<string | undefined> {
    let line = answer
    for (;;) {
      this.show(question + line)
      const key = await this.key()
      if (key === undefined || key === '\x03') return undefined
      if (oneKey) return key
      if (key === '\r' || key === '\n') return line
      if (key === '\x7f' || key === '\b') line = line.slice(0, -1)
      else if (key.length === 1 && key >= ' ') line += key
    }
  }

  private key(): Promise<EditorKey | undefined> {
    const {terminal, idle} = this.options
    return editorKey(terminal, () => idle(terminal.key()))
  }

  private show(question?: string): void {
    const {width} = this.options.terminal
    const title = `${this.path || 'New Buffer'}${this.buffer.isChanged ? ' *' : ''}`
    const header = `\x1b[7m${`  GNU nano 7.2  ${title}`.padEnd(width).slice(0, width)}\x1b[0m`
    const footer = question === undefined ? [this.message, ...help] : [...help, question]
    this.screen.show({buffer: this.buffer, header, footer, typing: question !== undefined, empty: ''})
  }
}
