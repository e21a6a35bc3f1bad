import {type Outcome, type Session, sizeOf} from './ex-commands.ts'
import type {Motion} from './motions.ts'
import {clear, join, otherCase, put, remove, replaceCharacter, yank} from './operators.ts'
import type {Search} from './search.ts'
import type {ViKeys} from './vi-keys.ts'

export type Answer = Outcome | undefined
export type Command = () => Answer | Promise<Answer>

/** What vi does for a command of normal mode, beside changing the text. */
export interface NormalMode {
  edited: Session
  keys: ViKeys
  search: Search
  /** Insert mode, until Escape. */
  insert(): Promise<undefined>
  /** A new line there, and insert mode. */
  open(row: number): Promise<undefined>
  /** Visual mode. */
  select(lines: boolean): undefined
  /** Has something typed behind the sign, and looks for it. */
  find(sign: '/' | '?', step: 1 | -1): Promise<Answer>
  colon(): Promise<Answer>
  ex(line: string): Promise<Outcome>
  operator(key: string, count: number): Promise<Answer>
}

/** The command of normal mode that a key is, so many times; undefined: none, it may be a motion. */
export function normalCommand(key: string, count: number, vi: NormalMode): Command | undefined {
  const {edited, keys, search} = vi
  const {buffer} = edited
  const {row, column} = buffer.cursor
  const {length} = buffer.line
  const times = count || 1
  const to = (at: number): Motion => ({to: {row, column: Math.max(0, Math.min(at, length))}})
  const lines: Motion = {to: {row: row + times - 1, column: 0}, lines: true}
  const insertAt = (at: number): Promise<undefined> => {
    buffer.begin()
    buffer.cursor = {row, column: Math.max(0, Math.min(at, length))}
    return vi.insert()
  }
  const change = (motion: Motion): Promise<undefined> => {
    clear(edited, motion)
    return vi.insert()
  }
  const commands: Record<string, Command> = {
    i: () => insertAt(column),
    I: () => insertAt(buffer.line.search(/\S|$/)),
    a: () => insertAt(column + 1),
    A: () => insertAt(length),
    o: () => vi.open(row + 1),
    O: () => vi.open(row),
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
      const other = await keys.next()
      if (other.length === 1 && other >= ' ') replaceCharacter(edited, () => other)
    },
    u: () => (buffer.undo() ? undefined : {message: 'Already at oldest change'}),
    '\x12': () => (buffer.redo() ? undefined : {message: 'Already at newest change'}),
    v: () => vi.select(false),
    V: () => vi.select(true),
    n: () => search.again(1, buffer),
    N: () => search.again(-1, buffer),
    '/': async () => vi.find('/', 1),
    '?': async () => vi.find('?', -1),
    ':': async () => vi.colon(),
    '\x07': () => ({
      message: `"${edited.path ?? '[No Name]'}"${buffer.isChanged ? ' [Modified]' : ''} ${sizeOf(buffer)}`,
    }),
    Z: async () => {
      const next = await keys.next()
      return next === 'Z' ? vi.ex('x') : next === 'Q' ? {ends: true} : undefined
    },
  }
  if (/^[dcy<>]$/.test(key)) return () => vi.operator(key, count)
  return Object.hasOwn(commands, key) ? commands[key] : undefined
}
