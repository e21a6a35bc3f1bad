import type {Terminal} from '../../terminal.ts'
import type {EditorFiles} from '../edited-file.ts'
import {type EditorKey, editorKey} from '../editor-keys.ts'
import {Screen} from '../screen.ts'
import {isBefore, type Position, TextBuffer} from '../text-buffer.ts'
import {type Outcome, patternOf, runEx, type Session, sizeOf} from './ex-commands.ts'
import {typeKey} from './insert-mode.ts'
import {type Motion, motionOf} from './motions.ts'
import {clear, join, otherCase, put, remove, replaceCharacter, shift, yank} from './operators.ts'

export interface ViOptions {
  terminal: Terminal
  /** Waits for what is no work. */
  idle<T>(wait: Promise<T>): Promise<T>
  files: EditorFiles
  /** What is opened; absent: an empty text without a name. */
  path?: string
  /** Where the cursor is first (`+12`, `+/text`), as a command after `:`. */
  first?: string
}

type Answer = Outcome | undefined
type Command = () => Answer | Promise<Answer>

/** Nobody types any more. */
class Left extends Error {}

/** Keys of commands that change something, which `.` does again. */
const changing = /^([dcy<>iIaAoOxXDCsSpPJr~]|<Delete>)$/

/** vi, as far as people's fingers know it: motions with counts, operators, insert and visual mode, `.`, undo and redo, search, and what is typed after `:`. */
export class Vi {
  private readonly options: ViOptions
  private readonly screen: Screen
  private readonly edited: Session
  private message = ''
  private mode = ''
  private search?: {pattern: RegExp; step: 1 | -1}
  /** The keys of the last change, those of the one that is going on, and those that are played again. */
  private change: EditorKey[] = []
  private recording?: EditorKey[]
  private replayed: EditorKey[] = []
  /** Where visual mode began. */
  private anchor?: {at: Position; lines: boolean}

  constructor(options: ViOptions) {
    const {terminal, files, path} = options
    this.options = options
    this.screen = new Screen(terminal)
    this.edited = {
      buffer: new TextBuffer(''),
      files,
      settings: {number: false, expandtab: false, shiftwidth: 8, tabstop: 8, autoindent: false},
      register: {text: '', lines: false},
      ...(path !== undefined && {path}),
    }
  }

  /** Resolves with the exit code once the user has left. */
  async run(): Promise<number> {
    const {path, first, terminal} = this.options
    if (path !== undefined) this.say(await this.ex('e'))
    if (first !== undefined) this.say(first.startsWith('/') ? this.find(first.slice(1), 1) : await this.ex(first))
    terminal.onResize = () => this.show()
    this.screen.enter()
    try {
      for (;;) {
        this.show()
        const outcome = await this.normal()
        this.say(outcome)
        if (outcome?.ends) return 0
      }
    } catch (error) {
      if (error instanceof Left) return 1
      throw error
    } finally {
      terminal.onResize = undefined
      this.screen.leave()
    }
  }

  private get buffer(): TextBuffer {
    return this.edited.buffer
  }

  private say(outcome: Answer): void {
    if (outcome?.message !== undefined) this.message = outcome.message
  }

  private async ex(line: string): Promise<Outcome> {
    try {
      return await runEx(line, this.edited)
    } catch (error) {
      return {message: `"${this.edited.path ?? ''}" ${(error as Error).message}`}
    }
  }

  /** One command of normal or visual mode. */
  private async normal(): Promise<Answer> {
    const {count, key} = await this.counted()
    this.message = ''
    if (key === '.') {
      this.replayed = [...this.change]
      return this.change.length > 0 ? this.normal() : undefined
    }
    if (this.anchor) return this.visual(this.anchor, key, count)
    const command = this.commandOf(key, count)
    if (!command) return this.move(await this.motion(key, count))
    const outcome = changing.test(key) ? await this.recorded([...String(count || ''), key], command) : await command()
    this.clamp()
    return outcome
  }

  /** Notes the keys of a change. */
  private async recorded(begun: EditorKey[], command: Command): Promise<Answer> {
    const isReplay = this.replayed.length > 0
    if (!isReplay) this.recording = begun
    const outcome = await command()
    if (this.recording && !isReplay) this.change = this.recording
    this.recording = undefined
    return outcome
  }

  private commandOf(key: string, count: number): Command | undefined {
    const {buffer, edited} = this
    const {row, column} = buffer.cursor
    const {length} = buffer.line
    const times = count || 1
    const to = (at: number): Motion => ({to: {row, column: Math.max(0, Math.min(at, length))}})
    const lines: Motion = {to: {row: row + times - 1, column: 0}, lines: true}
    const insertAt = (at: number): Promise<undefined> => {
      buffer.begin()
      buffer.cursor = {row, column: Math.max(0, Math.min(at, length))}
      return this.insert()
    }
    const change = (motion: Motion): Promise<undefined> => {
      clear(edited, motion)
      return this.insert()
    }
    const commands: Record<string, Command> = {
      i: () => insertAt(column),
      I: () => insertAt(buffer.line.search(/\S|$/)),
      a: () => insertAt(column + 1),
      A: () => insertAt(length),
      o: () => this.open(row + 1),
      O: () => this.open(row),
      x: () => remove(edited, to(column + times)),
      '<Delete>': () => remove(edited, to(column + times)),
      X: () => remove(edited, to(column - times)),
      D: () => remove(edited, to(length)),
      C: () => change(to(length)),
      s: () => change(to(column + times)),
      S: () => change(lines),
      Y: () => yank(edited, lines),
      p: () => put(edited, true, times),
      P: () => put(edited, false, times),
      J: () => join(edited),
      '~': () => replaceCharacter(edited, otherCase, 1),
      r: async () => {
        const other = await this.key()
        if (other.length === 1 && other >= ' ') replaceCharacter(edited, () => other)
      },
      u: () => (buffer.undo() ? undefined : {message: 'Already at oldest change'}),
      '\x12': () => (buffer.redo() ? undefined : {message: 'Already at newest change'}),
      v: () => this.select(false),
      V: () => this.select(true),
      n: () => this.again(1),
      N: () => this.again(-1),
      '/': async () => this.find(await this.prompt('/'), 1),
      '?': async () => this.find(await this.prompt('?'), -1),
      ':': async () => this.colon(),
      '\x07': () => ({
        message: `"${edited.path ?? '[No Name]'}"${buffer.isChanged ? ' [Modified]' : ''} ${sizeOf(buffer)}`,
      }),
      Z: async () => {
        const next = await this.key()
        return next === 'Z' ? this.ex('x') : next === 'Q' ? {ends: true} : undefined
      },
    }
    if (/^[dcy<>]$/.test(key)) return () => this.operator(key, count)
    return Object.hasOwn(commands, key) ? commands[key] : undefined
  }

  /** An operator and what it is done to: `d3w`, `yy`, `>G`. */
  private async operator(operator: string, count: number): Promise<Answer> {
    const {count: second, key} = await this.counted()
    const times = (count || 1) * (second || 1)
    if (key === operator)
      return this.operate(operator, {to: {row: this.buffer.cursor.row + times - 1, column: 0}, lines: true})
    // As everybody's fingers have it, `cw` leaves the blank after the word.
    const motion = await this.motion(operator === 'c' && key === 'w' ? 'e' : key, count || second ? times : 0)
    return motion && this.operate(operator, motion)
  }

  private async operate(operator: string, motion: Motion, depth = 1): Promise<Answer> {
    if (operator === 'y') return yank(this.edited, motion)
    if (operator === 'd') return remove(this.edited, motion)
    if (operator !== 'c') return shift(this.edited, operator, motion, depth)
    clear(this.edited, motion)
    return this.insert()
  }

  private async visual({at, lines}: {at: Position; lines: boolean}, key: string, count: number): Promise<Answer> {
    const operator = ({x: 'd', X: 'd', s: 'c'} as Record<string, string>)[key] ?? key
    if (!/^([dcy<>:vV]|\x1b|\x03)$/.test(operator)) {
      const motion = await this.motion(key, count)
      if (motion) this.buffer.cursor = motion.to
      return undefined
    }
    const end = this.buffer.cursor
    const [first, last] = isBefore(at, end) ? [at, end] : [end, at]
    this.anchor = undefined
    this.mode = ''
    if (operator === ':') return this.colon(`${first.row + 1},${last.row + 1}`)
    if (!/[dcy<>]/.test(operator)) return this.clamp()
    this.buffer.cursor = first
    const outcome = await this.operate(operator, {to: last, lines, inclusive: true}, count || 1)
    return outcome ?? this.clamp()
  }

  private select(lines: boolean): undefined {
    this.anchor = {at: {...this.buffer.cursor}, lines}
    this.mode = lines ? '-- VISUAL LINE --' : '-- VISUAL --'
  }

  private async colon(range = ''): Promise<Answer> {
    const line = await this.prompt(':')
    return line === undefined ? undefined : this.ex(range + line)
  }

  private open(row: number): Promise<undefined> {
    const {buffer, settings} = this.edited
    const indent = settings.autoindent ? /^\s*/.exec(buffer.line)![0] : ''
    buffer.begin()
    buffer.lines.splice(row, 0, indent)
    buffer.cursor = {row, column: indent.length}
    return this.insert()
  }

  /** Insert mode, until Escape. */
  private async insert(): Promise<undefined> {
    const {buffer, settings} = this.edited
    this.mode = '-- INSERT --'
    do this.show()
    while (typeKey(await this.key(), buffer, settings, this.page))
    this.mode = ''
    buffer.cursor.column -= 1
    this.clamp()
  }

  /** A line that is typed at the foot of the screen; undefined: given up. */
  private async prompt(sign: string): Promise<string | undefined> {
    let line = ''
    for (;;) {
      this.screen.show({...this.shown(`${sign}${line}`), typing: true})
      const key = await this.key()
      if (key === '\r' || key === '\n') return line
      const isErasing = key === '\x7f' || key === '\b'
      if (key === '\x1b' || key === '\x03' || (isErasing && line === '')) return undefined
      if (isErasing) line = line.slice(0, -1)
      else if (key === '\x15') line = ''
      else if (key.length === 1 && key >= ' ') line += key
    }
  }

  private find(text: string | undefined, step: 1 | -1): Answer {
    if (text === undefined) return undefined
    try {
      if (text !== '') this.search = {pattern: patternOf(text), step}
    } catch {
      return {message: `E486: Pattern not found: ${text}`}
    }
    return this.again(1)
  }

  private again(direction: 1 | -1): Answer {
    if (!this.search) return {message: 'E35: No previous regular expression'}
    const {pattern, step} = this.search
    const place = this.buffer.find(pattern, (step * direction) as 1 | -1)
    if (!place) return {message: `E486: Pattern not found: ${pattern.source}`}
    this.buffer.cursor = place
    return undefined
  }

  private move(motion: Motion | undefined): undefined {
    if (motion) this.buffer.cursor = motion.to
    this.clamp()
  }

  /** What a key, and those that belong to it, move by. */
  private async motion(key: string, count: number): Promise<Motion | undefined> {
    if (/^[fFtT]$/.test(key)) return motionOf(`${key}${await this.key()}`, this.buffer, count, this.page)
    return motionOf(key === 'g' ? `g${await this.key()}` : key, this.buffer, count, this.page)
  }

  private async counted(): Promise<{count: number; key: EditorKey}> {
    let count = ''
    for (;;) {
      const key = await this.key()
      if (!/^\d$/.test(key) || (key === '0' && count === '')) return {count: Number(count), key}
      count += key
    }
  }

  private async key(): Promise<EditorKey> {
    const {terminal, idle} = this.options
    const key = this.replayed.shift() ?? (await editorKey(terminal, () => idle(terminal.key())))
    if (key === undefined) throw new Left('nobody types')
    this.recording?.push(key)
    return key
  }

  /** In normal mode the cursor is on a character, not behind the last one. */
  private clamp(): undefined {
    const {buffer} = this
    buffer.cursor.row = Math.max(0, Math.min(buffer.cursor.row, buffer.lines.length - 1))
    buffer.cursor.column = Math.max(0, Math.min(buffer.cursor.column, buffer.line.length - 1))
  }

  private get page(): number {
    return Math.max(1, this.screen.height - 3)
  }

  private show(): void {
    if (this.replayed.length === 0) this.screen.show(this.shown(this.mode || this.message))
  }

  private shown(footer: string) {
    return {buffer: this.buffer, footer: [footer], numbered: this.edited.settings.number, empty: '~'}
  }
}
