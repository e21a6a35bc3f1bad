import type {Terminal} from './terminal.ts'

/** What is seen of a line that is being edited: its prompt and its text, over as many rows as they need. */
export class LineView {
  readonly prompt: string
  private readonly terminal: Terminal
  private text = ''
  private at = 0

  constructor(terminal: Terminal, prompt: string) {
    this.terminal = terminal
    this.prompt = prompt
  }

  begin(): void {
    this.terminal.write(this.prompt)
  }

  /** Shows the text with the cursor in its place, with as few characters as that takes. */
  show(text: string, at: number): void {
    const appended = this.at === this.text.length && at === text.length && text.startsWith(this.text)
    if (appended) this.terminal.write(text.slice(this.text.length) + this.wrap(text))
    else if (text === this.text && this.isOneRow(text)) this.move(at)
    else if (this.isLastErased(text, at)) this.terminal.write('\b \b')
    else this.redraw(text, at)
    this.text = text
    this.at = at
  }

  /** Shows all of it in its place once more. */
  again(): void {
    this.redraw(this.text, this.at)
  }

  clear(text: string, at: number): void {
    this.terminal.write('\x1b[H\x1b[2J')
    this.at = 0
    this.text = ''
    this.terminal.write(this.prompt)
    this.show(text, text.length)
    this.show(text, at)
  }

  /** Says something below and begins anew. */
  below(text: string, line: string, at: number): void {
    this.terminal.write(`\n${text}\n${this.prompt}`)
    this.text = ''
    this.at = 0
    this.show(line, line.length)
    this.show(line, at)
  }

  /** The same place with another prompt. */
  relabelled(prompt: string): LineView {
    this.terminal.write(`${this.toStart()}\x1b[J${prompt}`)
    return new LineView(this.terminal, prompt)
  }

  private move(at: number): void {
    if (at < this.at) this.terminal.write('\b'.repeat(this.at - at))
    else this.terminal.write(this.text.slice(this.at, at))
  }

  private isLastErased(text: string, at: number): boolean {
    const wasAtEnd = this.at === this.text.length && this.isOneRow(this.text)
    return wasAtEnd && at === text.length && text === this.text.slice(0, -1)
  }

  private redraw(text: string, at: number): void {
    this.terminal.write(`${this.toStart()}\x1b[J${this.prompt}${text}${this.wrap(text)}`)
    const rows = this.row(text.length) - this.row(at)
    const column = this.column(at)
    if (at < text.length)
      this.terminal.write(`${rows > 0 ? `\x1b[${rows}A` : ''}\r${column > 0 ? `\x1b[${column}C` : ''}`)
  }

  private toStart(): string {
    const rows = this.row(this.at)
    return `${rows > 0 ? `\x1b[${rows}A` : ''}\r`
  }

  /** A terminal goes to its next row only with the next character. */
  private wrap(text: string): string {
    return text !== '' && this.column(text.length) === 0 ? ' \r' : ''
  }

  private isOneRow(text: string): boolean {
    return this.promptWidth + text.length < this.terminal.width
  }

  private row(at: number): number {
    return Math.floor((this.promptWidth + at) / Math.max(1, this.terminal.width))
  }

  private column(at: number): number {
    return (this.promptWidth + at) % Math.max(1, this.terminal.width)
  }

  private get promptWidth(): number {
    // Colours take no room.
    return this.prompt.replace(/\x1b\[[\d;]*[A-Za-z]/g, '').replace(/^.*\n/s, '').length
  }
}
