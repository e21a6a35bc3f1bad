import type {EditorKey} from '../editor-keys.ts'
import type {TextBuffer} from '../text-buffer.ts'
import type {Settings} from './ex-commands.ts'
import {motionOf} from './motions.ts'

/** What a key does in insert mode; whether that goes on. */
export function typeKey(key: EditorKey, buffer: TextBuffer, settings: Settings, page: number): boolean {
  const {row, column} = buffer.cursor
  if (key === '\x1b' || key === '\x03') return false
  if (key === '\r' || key === '\n') buffer.insert(`\n${settings.autoindent ? /^\s*/.exec(buffer.line)![0] : ''}`)
  else if (key === '\x7f' || key === '\b') eraseBefore(buffer)
  else if (key === '<Delete>') {
    if (column < buffer.line.length) buffer.cut({row, column}, {row, column: column + 1})
  } else if (key === '\t' && settings.expandtab)
    buffer.insert(' '.repeat(settings.tabstop - (column % settings.tabstop)))
  else if (key === '<End>') buffer.cursor.column = buffer.line.length
  else if (key.length > 1) buffer.cursor = motionOf(key, buffer, 0, page)?.to ?? buffer.cursor
  else if (key >= ' ' || key === '\t') buffer.insert(key)
  return true
}

/** Takes the character before the cursor, or joins its line to the one before. */
export function eraseBefore(buffer: TextBuffer): void {
  const {row, column} = buffer.cursor
  if (column > 0) buffer.cut({row, column: column - 1}, {row, column})
  else if (row > 0) buffer.cut({row: row - 1, column: buffer.lines[row - 1]!.length}, {row, column: 0})
}
