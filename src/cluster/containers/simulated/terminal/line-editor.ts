import {type KeyCommand, readKey} from './keys.ts'
import {LineView} from './line-view.ts'
import type {Terminal} from './terminal.ts'

/** How the line came to its end: Return, Ctrl-C, or Ctrl-D on an empty one (or nobody there any more). */
export type EditedLine = {type: 'line'; text: string} | {type: 'interrupt'} | {type: 'end'}

export interface LineEditorOptions {
  /** Waits for what is no work. */
  idle<T>(wait: Promise<T>): Promise<T>
  /** Words that may stand in place of the one before the cursor. */
  complete(line: string): Promise<{start: number; words: string[]}>
}

/** Edits lines at a terminal as shells do, with a history. */
export class LineEditor {
  readonly history: string[] = []
  private readonly terminal: Terminal
  private readonly options: LineEditorOptions
  private view!: LineView
  private text = ''
  private at = 0
  /** Where in the history we are, and what was being typed before. */
  private place = 0
  private draft = ''
  private killed = ''
  private completing = false

  constructor(terminal: Terminal, options: LineEditorOptions) {
    this.terminal = terminal
    this.options = options
  }

  /** Reads one line; the prompt may have colours. */
  async read(prompt: string): Promise<EditedLine> {
    this.text = ''
    this.at = 0
    this.place = this.history.length
    this.view = new LineView(this.terminal, prompt)
    this.view.begin()
    this.terminal.onResize = () => this.view.again()
    try {
      return await this.keys()
    } finally {
      this.terminal.onResize = undefined
    }
  }

  private async keys(): Promise<EditedLine> {
    for (;;) {
      const key = await readKey(() => this.options.idle(this.terminal.key()))
      if (!key) return {type: 'end'}
      if ('character' in key) this.insert(key.character)
      else if (key.command === 'accept') return this.accept()
      else if (key.command === 'interrupt') {
        this.leave('^C')
        return {type: 'interrupt'}
      } else if (key.command === 'endOfInput') {
        if (this.text === '') return {type: 'end'}
        this.edit('delete')
      } else if (key.command === 'complete') await this.complete()
      else if (key.command === 'search') await this.search()
      else this.edit(key.command)
      this.completing = 'command' in key && key.command === 'complete'
    }
  }

  private accept(): EditedLine {
    this.leave('')
    if (this.text.trim() !== '' && this.history.at(-1) !== this.text) this.history.push(this.text)
    return {type: 'line', text: this.text}
  }

  private leave(mark: string): void {
    this.view.show(this.text, this.text.length)
    this.terminal.write(`${mark}\n`)
  }

  private insert(character: string): void {
    this.set(this.text.slice(0, this.at) + character + this.text.slice(this.at), this.at + character.length)
  }

  private set(text: string, at: number): void {
    this.text = text
    this.at = at
    this.view.show(text, at)
  }

  private edit(command: KeyCommand): void {
    const {text, at} = this
    const before = text.slice(0, at)
    const after = text.slice(at)
    const wordBefore = at - /\S*\s*$/.exec(before)![0].length
    const wordAfter = at + /^\s*\S*/.exec(after)![0].length
    const kill = (from: number, to: number): void => {
      this.killed = text.slice(from, to)
      this.set(text.slice(0, from) + text.slice(to), from)
    }
    if (command === 'left') this.set(text, Math.max(0, at - 1))
    else if (command === 'right') this.set(text, Math.min(text.length, at + 1))
    else if (command === 'home') this.set(text, 0)
    else if (command === 'end') this.set(text, text.length)
    else if (command === 'wordLeft') this.set(text, wordBefore)
    else if (command === 'wordRight') this.set(text, wordAfter)
    else if (command === 'backspace') this.set(before.slice(0, -1) + after, Math.max(0, at - 1))
    else if (command === 'delete') this.set(before + after.slice(1), at)
    else if (command === 'killBefore') kill(0, at)
    else if (command === 'killAfter') kill(at, text.length)
    else if (command === 'deleteWordBefore') kill(wordBefore, at)
    else if (command === 'deleteWordAfter') kill(at, wordAfter)
    else if (command === 'yank') this.set(before + this.killed + after, at + this.killed.length)
    else if (command === 'transpose' && at > 0 && text.length > 1) this.transpose()
    else if (command === 'historyPrevious') this.recall(this.place - 1)
    else if (command === 'historyNext') this.recall(this.place + 1)
    else if (command === 'clear') this.view.clear(text, at)
  }

  private transpose(): void {
    const at = Math.min(this.at, this.text.length - 1)
    const [left, right] = [this.text[at - 1]!, this.text[at]!]
    this.set(this.text.slice(0, at - 1) + right + left + this.text.slice(at + 1), at + 1)
  }

  private recall(place: number): void {
    if (place < 0 || place > this.history.length) return
    if (this.place === this.history.length) this.draft = this.text
    this.place = place
    const text = place === this.history.length ? this.draft : this.history[place]!
    this.set(text, text.length)
  }

  /** Puts in what all candidates begin with; asked a second time, lists them. */
  private async complete(): Promise<void> {
    const {start, words} = await this.options.complete(this.text.slice(0, this.at))
    if (words.length === 0) return
    const typed = this.text.slice(start, this.at)
    const [only] = words
    const found = words.length === 1 ? (only!.endsWith('/') ? only! : `${only} `) : commonStart(words)
    if (found.length > typed.length)
      this.set(this.text.slice(0, start) + found + this.text.slice(this.at), start + found.length)
    else if (this.completing && words.length > 1) {
      const shown = words.map(word => /[^/]*\/?$/.exec(word)![0])
      this.view.below(shown.join('  '), this.text, this.at)
    }
  }

  /** Ctrl-R: the latest line that has what is typed, until a key that does something else. */
  private async search(): Promise<void> {
    const own = this.view
    let wanted = ''
    let found = this.text
    const label = (): string => `(reverse-i-search)\`${wanted}': `
    let from = this.history.length - 1
    const find = (): void => {
      for (let place = Math.min(from, this.history.length - 1); place >= 0; place -= 1)
        if (this.history[place]!.includes(wanted)) {
          found = this.history[place]!
          from = place
          return
        }
    }
    for (;;) {
      this.view = own.relabelled(label())
      this.view.show(found, Math.max(0, found.indexOf(wanted)))
      const key = await readKey(() => this.options.idle(this.terminal.key()))
      if (!key) break
      if ('character' in key) {
        wanted += key.character
        find()
      } else if (key.command === 'backspace') wanted = wanted.slice(0, -1)
      else if (key.command === 'search') {
        from -= 1
        find()
      } else {
        this.view = this.view.relabelled(own.prompt)
        const taken = key.command === 'interrupt' ? '' : found
        this.set(taken, taken.length)
        if (key.command === 'accept') this.terminal.unread('\r')
        else if (key.command !== 'interrupt') this.edit(key.command)
        return
      }
    }
  }
}

function commonStart(words: readonly string[]): string {
  let start = words[0]!
  for (const word of words) while (!word.startsWith(start)) start = start.slice(0, -1)
  return start
}
