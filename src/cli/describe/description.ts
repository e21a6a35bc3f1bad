import {escapeTerminal} from '../printers/escape-terminal.ts'
import {alignText} from '../printers/tab-writer.ts'

/** A description while it is written: indented lines whose cells are separated by tabs and aligned at the end. */
export class Description {
  private aligned = ''
  private pending = ''

  /** Text as it is, two blanks a level in front; a line ends where the text says so. */
  write(level: number, text: string): void {
    this.pending += escapeTerminal('  '.repeat(level) + text)
  }

  /** A whole line. */
  line(level: number, text: string): void {
    this.write(level, `${text}\n`)
  }

  /** `Name:<tab>value`. */
  field(level: number, name: string, value: unknown): void {
    this.line(level, `${name}:\t${value ?? ''}`)
  }

  /** Ends what is aligned together. */
  flush(): void {
    this.aligned += alignText(this.pending, {minWidth: 0, padding: 2})
    this.pending = ''
  }

  /** The text with its tabs, not aligned. */
  tabbed(): string {
    return this.pending
  }

  toString(): string {
    this.flush()
    return this.aligned
  }
}

/** The same description, written further to the right. */
export class NestedDescription extends Description {
  private readonly outer: Description
  private readonly indent: number

  constructor(outer: Description, indent: number) {
    super()
    this.outer = outer
    this.indent = indent
  }

  override write(level: number, text: string): void {
    this.outer.write(level + this.indent, text)
  }

  override flush(): void {
    this.outer.flush()
  }
}
