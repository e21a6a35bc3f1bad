import type {Terminal} from '../terminal.ts'
import type {TextBuffer} from './text-buffer.ts'

export interface ScreenParts {
  buffer: TextBuffer
  /** What stands in each row after the text; the cursor is in the last one where `typing` says so. */
  footer: string[]
  typing?: boolean
  /** Above the text. */
  header?: string
  numbered?: boolean
  /** What rows without text show. */
  empty: string
}

/** Shows a text and what is below it on the whole of a terminal. */
export class Screen {
  private readonly terminal: Terminal
  /** The first line that is shown. */
  private top = 0

  constructor(terminal: Terminal) {
    this.terminal = terminal
  }

  enter(): void {
    this.terminal.write('\x1b[?1049h')
  }

  leave(): void {
    this.terminal.write('\x1b[?1049l')
  }

  get height(): number {
    return Math.max(2, this.terminal.height)
  }

  show({buffer, footer, typing = false, header, numbered = false, empty}: ScreenParts): void {
    const {width} = this.terminal
    const rows = this.height - footer.length - (header === undefined ? 0 : 1)
    const margin = numbered ? Math.max(4, String(buffer.lines.length).length + 1) : 0
    const room = Math.max(1, width - margin)
    this.scroll(buffer, rows, room)
    const shown: string[] = []
    let cursor = {row: 0, column: 0}
    for (let row = this.top; row < buffer.lines.length && shown.length < rows; row += 1) {
      const line = expanded(buffer.lines[row]!)
      if (row === buffer.cursor.row) {
        const at = expanded(buffer.lines[row]!.slice(0, buffer.cursor.column)).length
        cursor = {row: shown.length + Math.floor(at / room), column: margin + (at % room)}
      }
      for (let start = 0; start === 0 || start < line.length; start += room)
        shown.push(
          (numbered ? (start === 0 ? `${row + 1} `.padStart(margin) : ' '.repeat(margin)) : '') +
            line.slice(start, start + room),
        )
    }
    while (shown.length < rows) shown.push(empty)
    const all = [...(header === undefined ? [] : [header]), ...shown.slice(0, rows), ...footer]
    const place = typing
      ? {row: all.length, column: footer.at(-1)!.length + 1}
      : {row: cursor.row + 1 + (header === undefined ? 0 : 1), column: cursor.column + 1}
    const text = all
      .map(line => `${line.slice(0, Math.max(width, line.includes('\x1b') ? line.length : 0))}\x1b[K`)
      .join('\r\n')
    this.terminal.write(`\x1b[?25l\x1b[H${text}\x1b[${place.row};${place.column}H\x1b[?25h`)
  }

  /** Moves on so far that the cursor's line can be seen. */
  private scroll({cursor, lines}: TextBuffer, rows: number, room: number): void {
    if (cursor.row < this.top) this.top = cursor.row
    const takes = (row: number): number => Math.max(1, Math.ceil(expanded(lines[row]!).length / room))
    let used = 0
    let first = cursor.row
    for (; first >= 0 && used + takes(first) <= rows; first -= 1) used += takes(first)
    this.top = Math.max(this.top, Math.min(first + 1, cursor.row))
  }
}

/** With blanks for tabs, as a terminal shows them. */
function expanded(line: string): string {
  let shown = ''
  for (const character of line) shown += character === '\t' ? ' '.repeat(8 - (shown.length % 8)) : character
  return shown
}
