import {spawnSync} from 'node:child_process'
import type {Input} from '../cli-context.ts'
import type {TerminalSize} from './remote-session.ts'

/** A terminal in raw mode, until it is restored. */
export interface RawTerminal {
  sizes: AsyncIterable<TerminalSize>
  restore(): void
}

interface TerminalInput extends Input {
  setRawMode?(raw: boolean): unknown
  pause?(): unknown
}

interface TerminalOutput {
  columns?: number
  rows?: number
  on?(event: 'resize', listener: () => void): unknown
  off?(event: 'resize', listener: () => void): unknown
}

/**
 * Takes every key as it is, and tells the terminal's size now and whenever it changes. `redraw` tells a wrong size first, so that a program
 * that runs already draws itself anew.
 */
export function rawTerminal(stdin: Input, stdout: object, {redraw = false} = {}): RawTerminal {
  const input: TerminalInput = stdin
  const output: TerminalOutput = stdout
  input.setRawMode?.(true)
  if (input === process.stdin && input.setRawMode) leaveOutputAlone()
  let ended = false
  let wake = (): void => {}
  const resized = (): void => wake()
  output.on?.('resize', resized)
  async function* sizes(): AsyncGenerator<TerminalSize> {
    if (redraw && output.columns && output.rows) yield {width: output.columns + 1, height: output.rows + 1}
    while (!ended) {
      const changed = new Promise<void>(resolve => {
        wake = resolve
      })
      if (output.columns && output.rows) yield {width: output.columns, height: output.rows}
      await changed
    }
  }
  return {
    sizes: sizes(),
    restore() {
      ended = true
      wake()
      output.off?.('resize', resized)
      input.setRawMode?.(false)
      input.pause?.()
    },
  }
}

/** Node's raw mode still turns line feeds into new lines, which programs that draw on the whole screen do not expect. Ends with raw mode. */
function leaveOutputAlone(): void {
  if (process.platform !== 'win32') spawnSync('stty', ['-opost'], {stdio: ['inherit', 'ignore', 'ignore']})
}
