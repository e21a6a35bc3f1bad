import {parse} from 'just-bash'
import {newShellState, runShell} from './run-shell.ts'
import type {ShellHost} from './shell-host.ts'

/** A shell that is fed line by line and keeps variables and the folder; each command runs as soon as it is whole. */
export async function pipedShell(
  host: ShellHost,
  stdin: AsyncIterable<Uint8Array>,
  {env, cwd, shell}: {env: Record<string, string>; cwd: string; shell: string},
): Promise<number> {
  let state = {env, cwd, exitCode: 0}
  let pending = ''
  const run = async (script: string): Promise<void> => {
    const outcome = await runShell(host, {script, env: state.env, cwd: state.cwd, shell}, newShellState())
    state = {...outcome, cwd: outcome.env['PWD'] ?? state.cwd}
  }
  const input = stdin[Symbol.asyncIterator]()
  for (;;) {
    const next = await host.idle(input.next())
    if (next.done) break
    pending += Buffer.from(next.value).toString()
    const end = pending.lastIndexOf('\n') + 1
    const script = pending.slice(0, end)
    if (script.trim() === '' || !isWhole(script)) continue
    pending = pending.slice(end)
    await run(script)
    if (exits(script)) return state.exitCode
  }
  if (pending.trim() !== '') await run(pending)
  return state.exitCode
}

/** A loop or a quote that goes on in the next line cannot be read yet. */
function isWhole(script: string): boolean {
  try {
    parse(script)
    return true
  } catch {
    return false
  }
}

const exits = (script: string): boolean => /(^|[\n;&|]|\s)(exit|exec)(\s|;|$)/.test(script)
