import type {Terminal} from '../terminal/terminal.ts'
import {scriptDemand} from './script-demand.ts'

/** What a command that is about to run at a terminal reads there; undefined where it reads nothing. */
export async function takeInput(terminal: Terminal, script: string): Promise<Uint8Array | undefined> {
  const demand = scriptDemand(script)
  if (demand === 0) return undefined
  let text = ''
  for (let count = 0; demand === 'all' || count < demand; count += 1) {
    const line = await terminal.readLine()
    if (line === undefined) break
    text += line
  }
  return Buffer.from(text)
}
