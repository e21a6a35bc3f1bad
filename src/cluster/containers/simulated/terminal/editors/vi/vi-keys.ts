import type {Terminal} from '../../terminal.ts'
import {type EditorKey, editorKey} from '../editor-keys.ts'

/** Nobody types any more. */
export class Left extends Error {}

/** What is typed at vi: key by key, with counts before them; the keys of the last change are kept, for `.` to play them again. */
export class ViKeys {
  private readonly terminal: Terminal
  private readonly idle: <T>(wait: Promise<T>) => Promise<T>
  /** The keys of the last change, those of the one that is going on, and those that are played again. */
  private change: EditorKey[] = []
  private recording?: EditorKey[]
  private replayed: EditorKey[] = []

  constructor(terminal: Terminal, idle: <T>(wait: Promise<T>) => Promise<T>) {
    this.terminal = terminal
    this.idle = idle
  }

  get isReplaying(): boolean {
    return this.replayed.length > 0
  }

  /** The next key; rejects when nobody types any more. */
  async next(): Promise<EditorKey> {
    const key = this.replayed.shift() ?? (await editorKey(this.terminal, () => this.idle(this.terminal.key())))
    if (key === undefined) throw new Left('nobody types')
    this.recording?.push(key)
    return key
  }

  /** The next key that is no part of a count, and the count before it; 0: none was given. */
  async counted(): Promise<{count: number; key: EditorKey}> {
    let count = ''
    for (;;) {
      const key = await this.next()
      if (!/^\d$/.test(key) || (key === '0' && count === '')) return {count: Number(count), key}
      count += key
    }
  }

  /** Runs a change that began with these keys, and keeps all that belong to it. */
  async during<T>(begun: EditorKey[], change: () => T | Promise<T>): Promise<T> {
    const {isReplaying} = this
    if (!isReplaying) this.recording = begun
    const outcome = await change()
    if (this.recording && !isReplaying) this.change = this.recording
    this.recording = undefined
    return outcome
  }

  /** Has the last change's keys come next; false: there is none. */
  playAgain(): boolean {
    this.replayed = [...this.change]
    return this.isReplaying
  }
}
