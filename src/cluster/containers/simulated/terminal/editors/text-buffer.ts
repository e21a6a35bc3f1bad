/** A place in a text; rows and columns are counted from 0. */
export interface Position {
  row: number
  column: number
}

interface State {
  lines: string[]
  cursor: Position
}

/** A text that is edited: its lines, where the cursor is, and what was done to it. There is always one line. */
export class TextBuffer {
  lines: string[]
  cursor: Position = {row: 0, column: 0}
  isChanged = false
  private readonly past: State[] = []
  private future: State[] = []

  constructor(text: string) {
    this.lines = linesOf(text)
  }

  /** As it is written to a file: each line ends. */
  get text(): string {
    return this.lines.length === 1 && this.lines[0] === '' ? '' : `${this.lines.join('\n')}\n`
  }

  get line(): string {
    return this.lines[this.cursor.row]!
  }

  set line(text: string) {
    this.lines[this.cursor.row] = text
  }

  /** Notes that what comes next can be undone as one. */
  begin(): void {
    this.past.push({lines: [...this.lines], cursor: {...this.cursor}})
    this.future = []
    this.isChanged = true
  }

  /** Whether there was anything to undo. */
  undo(): boolean {
    return this.exchange(this.past, this.future)
  }

  redo(): boolean {
    return this.exchange(this.future, this.past)
  }

  insert(text: string): void {
    const {row, column} = this.cursor
    const [first, ...rest] = text.split('\n')
    const line = this.line
    const before = line.slice(0, column) + first!
    const after = line.slice(column)
    if (rest.length === 0) {
      this.line = before + after
      this.cursor.column += first!.length
      return
    }
    const last = rest.pop()!
    this.lines.splice(row, 1, before, ...rest, last + after)
    this.cursor = {row: row + rest.length + 1, column: last.length}
  }

  /** Takes what is between two places, the second not with it; answers what it was. */
  cut(one: Position, other: Position): string {
    const [from, to] = isBefore(one, other) ? [one, other] : [other, one]
    const taken = this.lines.slice(from.row, to.row + 1)
    const first = taken[0]!
    const last = taken.at(-1)!
    this.lines.splice(from.row, taken.length, first.slice(0, from.column) + last.slice(to.column))
    this.cursor = {...from}
    return from.row === to.row
      ? first.slice(from.column, to.column)
      : [first.slice(from.column), ...taken.slice(1, -1), last.slice(0, to.column)].join('\n')
  }

  /** Takes whole lines; answers them. */
  cutLines(from: number, count: number): string[] {
    const taken = this.lines.splice(from, count)
    if (this.lines.length === 0) this.lines.push('')
    this.goTo(Math.min(from, this.lines.length - 1))
    return taken
  }

  /** Goes to a line that there is, at the first character that is no blank. */
  goTo(row: number): void {
    const to = Math.max(0, Math.min(row, this.lines.length - 1))
    this.cursor = {row: to, column: Math.max(0, this.lines[to]!.search(/\S/))}
  }

  /** The next place where a pattern is found, round the end of the text; `step` -1 looks back. */
  find(pattern: RegExp, step: 1 | -1): Position | undefined {
    const {row, column} = this.cursor
    for (let count = 0; count <= this.lines.length; count += 1) {
      const at = (row + step * count + this.lines.length * 2) % this.lines.length
      const found = [...this.lines[at]!.matchAll(new RegExp(pattern, 'g'))].map(({index}) => index)
      const fitting = count > 0 ? found : found.filter(index => (step === 1 ? index > column : index < column))
      const place = step === 1 ? fitting[0] : fitting.at(-1)
      if (place !== undefined) return {row: at, column: place}
    }
    return undefined
  }

  private exchange(from: State[], to: State[]): boolean {
    const state = from.pop()
    if (!state) return false
    to.push({lines: [...this.lines], cursor: {...this.cursor}})
    this.lines = state.lines
    this.cursor = state.cursor
    this.isChanged = true
    return true
  }
}

export const isBefore = (one: Position, other: Position): boolean =>
  one.row < other.row || (one.row === other.row && one.column <= other.column)

export const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n')
