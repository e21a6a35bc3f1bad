import type {Input} from '../../cli/cli-context.ts'
import type {KubectlHost} from '../containers/kubectl-client.ts'
import type {Terminal} from '../containers/simulated/terminal/terminal.ts'
import type {Patience} from './patience.ts'
import {patientWith} from './patient-transport.ts'

/** Standard input of a command in a container: what was piped in, or what somebody types at its terminal. */
export function containerInput({stdin, terminal}: KubectlHost, patience: Patience): Input {
  if (!terminal) return pipedIn(stdin)
  let isRaw = false
  const typed = {
    isTTY: true,
    setRawMode(raw: boolean) {
      isRaw = raw
      // The shell that comes after reads its own line anew.
      if (!raw) terminal.cook(() => {})
    },
    [Symbol.asyncIterator]: () =>
      patientWith(isRaw ? keysOf(terminal) : terminal.lineBytes(), patience)[Symbol.asyncIterator](),
  }
  return typed
}

async function* pipedIn(stdin: Uint8Array): AsyncGenerator<Uint8Array> {
  if (stdin.length > 0) yield stdin
}

async function* keysOf(terminal: Terminal): AsyncGenerator<Uint8Array> {
  for (let key = await terminal.key(); key !== undefined; key = await terminal.key()) yield Buffer.from(key)
}
