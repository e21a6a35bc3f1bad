import {readers} from '../input-demand.ts'
import {isWhole, syntaxError} from './is-whole.ts'
import {newShellState, runShell} from './run-shell.ts'
import {definitionsIn} from './script-transform.ts'
import type {ShellHost} from './shell-host.ts'
import type {StandardInput} from './standard-input.ts'

/** Set by a script's last line: whatever ends a shell keeps it from being reached. */
const reached = '__reached'

/**
 * A shell that is fed its script: each command runs as soon as it is whole, and may read what comes after it. Variables, functions, options, traps
 * and the folder are kept from one to the next.
 */
export async function pipedShell(
  host: ShellHost,
  input: StandardInput,
  {env, cwd, shell, zero}: {env: Record<string, string>; cwd: string; shell: string; zero: string},
): Promise<number> {
  const session = newShellState()
  const fed: ShellHost = {...host, input}
  const definitions = new Map<string, string>()
  let state = {env, cwd, exitCode: 0}
  let options = ''
  for (;;) {
    const script = await nextScript(host, input)
    if (script === undefined) break
    const before = `${[...definitions.values()].join('\n')}\n${options}`
    const outcome = await runShell(
      fed,
      {script: `${before}\n${script}\n${reached}=$?`, env: state.env, cwd: state.cwd, shell, zero, isPart: true},
      session,
    )
    const {[reached]: status, ...left} = outcome.env
    state = {env: left, cwd: left['PWD'] ?? state.cwd, exitCode: Number(status ?? outcome.exitCode)}
    if (status === undefined) break
    for (const [name, source] of definitionsIn(script)) definitions.set(name, source)
    options += optionsSetIn(script)
  }
  const last = session.traps.get('EXIT')
  if (last !== undefined) await runShell(fed, {script: last, env: state.env, cwd: state.cwd, shell, zero})
  return state.exitCode
}

/** As many of the lines that are there as make whole commands; one command alone if it may read what comes after it. Undefined at the end. */
async function nextScript(host: ShellHost, input: StandardInput): Promise<string | undefined> {
  const there = (await host.idle(input.atLeast(bytes => bytes.includes(10)))).toString()
  const end = there.lastIndexOf('\n') + 1
  const lines = there.slice(0, end)
  // What stands before a line that is wrong is run.
  if (end > 0 && !readers.test(there) && isWhole(lines) && syntaxError(lines) === undefined) {
    input.putBack(Buffer.from(there.slice(end)))
    return lines
  }
  input.putBack(Buffer.from(there))
  let script = ''
  for (;;) {
    const line = (await host.idle(input.line())).toString()
    script += line
    if (line === '') return script === '' ? undefined : script
    if (isWhole(script)) return script
  }
}

/** The lines that set options of the shell, which hold for what comes after. */
const optionsSetIn = (script: string): string =>
  [...script.matchAll(/^\s*set\s+[-+][^\n]*\n?/gm)].map(([line]) => `${line.trim()}\n`).join('')
