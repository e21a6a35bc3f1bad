import type {Terminal} from '../../terminal.ts'
import type {EditorFiles} from '../edited-file.ts'
import {Screen} from '../screen.ts'
import {isBefore, type Position, TextBuffer} from '../text-buffer.ts'
import {type Outcome, runEx, type Session} from './ex-commands.ts'
import {typeKey} from './insert-mode.ts'
import {type Motion, motionOf} from './motions.ts'
import {type Answer, type NormalMode, normalCommand} from './normal-commands.ts'
import {clear, remove, shift, yank} from './operators.ts'
import {promptLine} from './prompt.ts'
import {Search} from './search.ts'
import {Left, ViKeys} from './vi-keys.ts'

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

/** Keys of commands that change something, which `.` does again. */
const changing = /^([dcy<>iIaAoOxXDCsSpPJr~]|<Delete>)$/

/** vi, as far as people's fingers know it: motions with counts, operators, insert and visual mode, `.`, undo and redo, search, and what is typed after `:`. */
export class Vi {
  private readonly options: ViOptions
  private readonly screen: Screen
  private readonly edited: Session
  private message = ''
  private mode = ''
  private readonly keys: ViKeys
  private readonly search = new Search()
  /** Where visual mode began. */
  private anchor?: {at: Position; lines: boolean}

  constructor(options: ViOptions) {
    const {terminal, files, path} = options
    this.options = options
    this.screen = new Screen(terminal)
    this.keys = new ViKeys(terminal, options.idle)
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

  private get normalMode(): NormalMode {
    const {edited, keys, search} = this
    return {
      edited,
      keys,
      search,
      insert: () => this.insert(),
      open: row => this.open(row),
      select: lines => this.select(lines),
      find: async (sign, step) => this.find(await this.prompt(sign), step),
      colon: () => this.colon(),
      ex: line => this.ex(line),
      operator: (key, count) => this.operator(key, count),
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
    const {count, key} = await this.keys.counted()
    this.message = ''
    if (key === '.') return this.keys.playAgain() ? this.normal() : undefined
    if (this.anchor) return this.visual(this.anchor, key, count)
    const command = normalCommand(key, count, this.normalMode)
    if (!command) return this.move(await this.motion(key, count))
    const outcome = changing.test(key)
      ? await this.keys.during([...String(count || ''), key], command)
      : await command()
    this.clamp()
    return outcome
  }

  /** An operator and what it is done to: `d3w`, `yy`, `>G`. */
  private async operator(operator: string, count: number): Promise<Answer> {
    const {count: second, key} = await this.keys.counted()
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
    while (typeKey(await this.keys.next(), buffer, settings, this.page))
    this.mode = ''
    buffer.cursor.column -= 1
    this.clamp()
  }

  private prompt(sign: string): Promise<string | undefined> {
    const show = (line: string) => this.screen.show({...this.shown(`${sign}${line}`), typing: true})
    return promptLine(() => this.keys.next(), show)
  }

  private find(text: string | undefined, step: 1 | -1): Answer {
    return text === undefined ? undefined : this.search.find(text, step, this.buffer)
  }

  private move(motion: Motion | undefined): undefined {
    if (motion) this.buffer.cursor = motion.to
    this.clamp()
  }

  /** What a key, and those that belong to it, move by. */
  private async motion(key: string, count: number): Promise<Motion | undefined> {
    if (/^[fFtT]$/.test(key)) return motionOf(`${key}${await this.keys.next()}`, this.buffer, count, this.page)
    return motionOf(key === 'g' ? `g${await this.keys.next()}` : key, this.buffer, count, this.page)
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
    if (!this.keys.isReplaying) this.screen.show(this.shown(this.mode || this.message))
  }

  private shown(footer: string) {
    return {buffer: this.buffer, footer: [footer], numbered: this.edited.settings.number, empty: '~'}
  }
}
