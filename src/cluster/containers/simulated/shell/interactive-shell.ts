import {LineEditor} from '../terminal/line-editor.ts'
import type {Terminal} from '../terminal/terminal.ts'
import {atRoot} from './at-root.ts'
import {completeLine} from './complete-line.ts'
import {interruptible} from './interruptible.ts'
import {isWhole, syntaxError} from './is-whole.ts'
import {columnsForListings} from './listing-columns.ts'
import {readsAsItComes} from './live-input.ts'
import {continuationPrompt, promptOf} from './prompt.ts'
import type {ShellHost} from './shell-host.ts'
import {type StartedShell, shellOf} from './shell-of.ts'
import {ShellSession, type ShellSessionStart} from './shell-session.ts'
import {StandardInput} from './standard-input.ts'
import {takeInput} from './take-input.ts'

/** The exit code of what Ctrl-C has ended. */
const interrupted = 130

/** A shell at a terminal: its lines are edited, commands run in the foreground until they end or Ctrl-C ends them. */
export async function interactiveShell(
  outer: ShellHost,
  terminal: Terminal,
  start: ShellSessionStart & {login?: boolean},
): Promise<number> {
  const session = new ShellSession(start)
  const host: ShellHost = {
    ...outer,
    terminal,
    stdout: data => terminal.write(data),
    stderr: data => terminal.write(unnumbered(Buffer.from(data).toString())),
  }
  const editor = new LineEditor(terminal, {
    idle: wait => outer.idle(wait),
    complete: line => completeLine(line, host, session),
  })
  for (;;) {
    const {script, end} = await readScript(editor, host, session)
    if (end) {
      terminal.write(start.shell === 'bash' ? 'exit\n' : '\n')
      await session.end(host)
      return session.lastCode
    }
    if (script.trim() === '') continue
    const error = syntaxError(script)
    if (error !== undefined) {
      terminal.write(`${start.shell}: ${error}\n`)
      session.lastCode = 2
      continue
    }
    if (await runInForeground(host, terminal, {session, script, history: editor.history})) {
      if (start.shell === 'bash' && isExit(script)) terminal.write('exit\n')
      await session.end(host)
      return session.lastCode
    }
  }
}

/** Reads until a command is whole. */
async function readScript(
  editor: LineEditor,
  host: ShellHost,
  session: ShellSession,
): Promise<{script: string; end?: boolean}> {
  let script = ''
  for (;;) {
    const read = await editor.read(script === '' ? promptOf(host, session) : continuationPrompt(session))
    if (read.type === 'end' && script === '') return {script, end: true}
    if (read.type === 'interrupt') {
      session.lastCode = interrupted
      script = ''
      continue
    }
    if (read.type === 'end') return {script}
    script = script === '' ? read.text : `${script.replace(/\\$/, '')}${script.endsWith('\\') ? '' : '\n'}${read.text}`
    if (isWhole(script)) return {script}
  }
}

/** Whether the shell has ended with it. */
async function runInForeground(
  host: ShellHost,
  terminal: Terminal,
  {session, script, history}: {session: ShellSession; script: string; history: readonly string[]},
): Promise<boolean> {
  if (/^\s*history\s*$/.test(script)) {
    terminal.write(history.map((line, at) => `${String(at + 1).padStart(5)}  ${line}\n`).join(''))
    return false
  }
  const nested = shellIn(script)
  if (nested) {
    const {env} = session
    const inside = hostOf(nested, host, session.cwd)
    if (typeof inside === 'string') {
      terminal.write(inside)
      session.lastCode = 125
      return false
    }
    session.lastCode = await interactiveShell(inside, terminal, {
      env: {...session.exportedVariables(), SHLVL: String(Number(env['SHLVL'] ?? 1) + 1)},
      cwd: nested.root === undefined ? session.cwd : '/',
      shell: nested.shell,
    })
    return false
  }
  const aborter = new AbortController()
  terminal.cook(signal => aborter.abort(new Error(signal)))
  const before = new Set(session.state.jobs.keys())
  const child = interruptible(host, aborter.signal)
  try {
    const isLive = readsAsItComes(script)
    const stdin = isLive ? undefined : await child.idle(takeInput(terminal, script))
    const input = isLive ? {input: new StandardInput(terminal.lineBytes())} : {}
    const {ended} = await session.run({...child, ...input}, columnsForListings(script, terminal.width), stdin)
    if (!aborter.signal.aborted) {
      for (const pid of session.state.jobs.keys())
        if (!before.has(pid)) terminal.write(`[${session.state.jobs.size}] ${pid}\n`)
      return ended
    }
  } catch (error) {
    if (!aborter.signal.aborted || host.signal.aborted) throw error
  }
  terminal.write('\n')
  session.lastCode = interrupted
  return false
}

/** The shell that a line starts in this one's place at the terminal. */
const shellIn = (script: string): StartedShell | undefined =>
  /^[\w\s./-]+$/.test(script) && !script.trim().includes('\n') ? shellOf(script.trim().split(/\s+/)) : undefined

/** Where that shell runs, or why it cannot. */
function hostOf({root}: StartedShell, host: ShellHost, cwd: string): ShellHost | string {
  if (root === undefined) return host
  try {
    return atRoot(host, host.files.resolvePath(cwd, root))
  } catch {
    return `chroot: can't change root directory to '${root}': No such file or directory\n`
  }
}

const isExit = (script: string): boolean => /^\s*exit\b/.test(script)

/** At a terminal a shell does not say which line of its script it means. */
const unnumbered = (text: string): string => text.replace(/^(bash: |sh: cd: )line \d+: /gm, '$1')
