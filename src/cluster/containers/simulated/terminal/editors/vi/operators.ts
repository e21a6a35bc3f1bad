import {isBefore, type Position, type TextBuffer} from '../text-buffer.ts'
import type {Outcome, Settings} from './ex-commands.ts'
import type {Motion} from './motions.ts'

/** What was taken or copied last. */
export interface Register {
  text: string
  /** Whole lines. */
  lines: boolean
}

/** What operators work on. */
export interface Edited {
  buffer: TextBuffer
  settings: Settings
  register: Register
}

/** The part of a text between the cursor and where a motion leads: its first place, the one behind its last, and its last line. */
function partOf({buffer}: Edited, {to, inclusive = false}: Motion): {first: Position; stop: Position; end: number} {
  const from = {...buffer.cursor}
  const [first, last] = isBefore(from, to) ? [from, to] : [to, from]
  const end = Math.min(last.row, buffer.lines.length - 1)
  return {first, end, stop: {row: end, column: Math.min(last.column + (inclusive ? 1 : 0), buffer.lines[end]!.length)}}
}

/** y */
export function yank(edited: Edited, motion: Motion): Outcome | undefined {
  const {buffer} = edited
  const {column} = buffer.cursor
  const {first, stop, end} = partOf(edited, motion)
  edited.register = motion.lines
    ? {text: buffer.lines.slice(first.row, end + 1).join('\n'), lines: true}
    : {text: textBetween(buffer.lines, first, stop), lines: false}
  buffer.cursor = motion.lines ? {row: first.row, column} : first
  return motion.lines && end - first.row > 1 ? {message: `${end - first.row + 1} lines yanked`} : undefined
}

/** d */
export function remove(edited: Edited, motion: Motion): Outcome | undefined {
  const {buffer} = edited
  const {first, stop, end} = partOf(edited, motion)
  buffer.begin()
  if (!motion.lines) {
    edited.register = {text: buffer.cut(first, stop), lines: false}
    return undefined
  }
  edited.register = {text: buffer.cutLines(first.row, end - first.row + 1).join('\n'), lines: true}
  return end - first.row > 1 ? {message: `${end - first.row + 1} fewer lines`} : undefined
}

/** c, up to the insertion: whole lines leave an empty one. */
export function clear(edited: Edited, motion: Motion): void {
  const {buffer} = edited
  const {first, end} = partOf(edited, motion)
  if (!motion.lines) return void remove(edited, motion)
  buffer.begin()
  edited.register = {text: buffer.lines.slice(first.row, end + 1).join('\n'), lines: true}
  buffer.lines.splice(first.row, end - first.row + 1, '')
  buffer.cursor = {row: first.row, column: 0}
}

/** `>` and `<`, `depth` times. */
export function shift(edited: Edited, operator: string, motion: Motion, depth: number): Outcome | undefined {
  const {buffer, settings} = edited
  const {first, end} = partOf(edited, motion)
  const by = (settings.shiftwidth || settings.tabstop) * depth
  buffer.begin()
  for (let row = first.row; row <= end; row += 1) {
    const line = buffer.lines[row]!
    const [indent = ''] = /^\s*/.exec(line)!
    const width = Math.max(0, indent.replaceAll('\t', ' '.repeat(8)).length + (operator === '>' ? by : -by))
    const blank = settings.expandtab ? ' '.repeat(width) : '\t'.repeat(Math.floor(width / 8)) + ' '.repeat(width % 8)
    buffer.lines[row] = line.length === indent.length ? '' : blank + line.slice(indent.length)
  }
  buffer.goTo(first.row)
  return end - first.row > 1 ? {message: `${end - first.row + 1} lines ${operator}ed 1 time`} : undefined
}

/** p, or P where it is not `after` the cursor. */
export function put({buffer, register}: Edited, after: boolean, times: number): undefined {
  const {row, column} = buffer.cursor
  buffer.begin()
  if (register.lines) {
    const at = after ? row + 1 : row
    buffer.lines.splice(at, 0, ...Array.from({length: times}, () => register.text.split('\n')).flat())
    buffer.goTo(at)
    return
  }
  buffer.cursor.column = after ? Math.min(column + 1, buffer.line.length) : column
  buffer.insert(register.text.repeat(times))
  buffer.cursor.column = Math.max(0, buffer.cursor.column - 1)
}

/** J */
export function join({buffer}: Edited): undefined {
  const {row} = buffer.cursor
  if (row === buffer.lines.length - 1) return
  buffer.begin()
  const [next = ''] = buffer.lines.splice(row + 1, 1)
  const {length} = buffer.line
  buffer.line = `${buffer.line.trimEnd()} ${next.trimStart()}`
  buffer.cursor.column = Math.min(length, buffer.line.length - 1)
}

/** What `change` makes of the character at the cursor: r, ~. */
export function replaceCharacter({buffer}: Edited, change: (character: string) => string, step = 0): undefined {
  const {column} = buffer.cursor
  const character = buffer.line[column]
  if (character === undefined) return
  buffer.begin()
  buffer.line = buffer.line.slice(0, column) + change(character) + buffer.line.slice(column + 1)
  buffer.cursor.column = Math.min(column + step, buffer.line.length - 1)
}

export const otherCase = (letter: string): string =>
  letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()

function textBetween(lines: readonly string[], from: Position, to: Position): string {
  const taken = lines.slice(from.row, to.row + 1)
  if (from.row === to.row) return taken[0]!.slice(from.column, to.column)
  return [taken[0]!.slice(from.column), ...taken.slice(1, -1), taken.at(-1)!.slice(0, to.column)].join('\n')
}
