import {LineEditor} from '../terminal/line-editor.ts'
import type {Terminal} from '../terminal/terminal.ts'
import {completeLine} from './complete-line.ts'
import {enterShell, farewell, refused} from './enter-shell.ts'
import {Foreground, interrupted} from './foreground.ts'
import {isWhole, syntaxError} from './is-whole.ts'
import {type Job, JobTable} from './job-table.ts'
import {columnsForListings} from './listing-columns.ts'
import {readsAsItComes} from './live-input.ts'
import {continuationPrompt, promptOf} from './prompt.ts'
import type {ShellHost} from './shell-host.ts'
import {type StartedShell, shellOf} from './shell-of.ts'
import {ShellSession, type ShellSessionStart} from './shell-session.ts'
import {StandardInput} from './standard-input.ts'
import {takeInput} from './take-input.ts'

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
  const jobs = new JobTable(session.state, session.shell)
  const foreground = new Foreground(host, terminal, jobs)
  const typed: Typed = {host, terminal, session, jobs, foreground, history: editor.history}
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
    if (await run(script, typed)) {
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

/** Runs what was typed; whether the shell has ended with it. */
async function run(script: string, at: Typed): Promise<boolean> {
  const {session, terminal} = at
  const own = ownCommand(script, at)
  const nested = own ? undefined : shellIn(script)
  if (own) await own()
  else if (nested) session.lastCode = await runNested(nested, at)
  else return runInForeground(script, at)
  terminal.write(at.jobs.news())
  return false
}

/** A shell that somebody types at, and what belongs to it. */
interface Typed {
  host: ShellHost
  terminal: Terminal
  session: ShellSession
  jobs: JobTable
  foreground: Foreground
  history: readonly string[]
}

async function runInForeground(script: string, {host, terminal, session, jobs, foreground}: Typed): Promise<boolean> {
  let reached = true
  const left = await foreground.start(script.trim(), async (child, isApart) => {
    const isLive = readsAsItComes(script)
    const stdin = isLive ? undefined : await child.idle(takeInput(terminal, script))
    const input = isLive ? {input: new StandardInput(terminal.lineBytes())} : {}
    const options = {isApart, ...(stdin && {stdin})}
    const outcome = await session.run({...child, ...input}, columnsForListings(script, terminal.width), options)
    reached = outcome.reached
    return outcome.exitCode
  })
  if (left.type === 'ended') for (const {number, pid} of jobs.adopt()) terminal.write(`[${number}] ${pid}\n`)
  else session.lastCode = left.type === 'stopped' ? left.code : interrupted
  terminal.write(jobs.news())
  return !reached && left.type === 'ended' && (endsShell(script) || session.endsOnErrors) && !host.signal.aborted
}

/** Commands that are the shell's own, at a terminal. */
function ownCommand(
  script: string,
  {terminal, session, jobs, foreground, history}: Typed,
): (() => Promise<void>) | undefined {
  const [, name = '', argument] = /^\s*(history|jobs|fg|bg)(?:\s+(\S+))?\s*;?\s*$/.exec(script) ?? []
  const withJob = (act: (job: Job) => Promise<number>) => async (): Promise<void> => {
    const job = jobs.find(argument)
    if (!job) terminal.write(`${session.shell}: ${name}: ${argument ?? 'current'}: no such job\n`)
    session.lastCode = job ? await act(job) : 1
  }
  const commands: Record<string, () => Promise<void>> = {
    async history() {
      terminal.write(history.map((line, at) => `${String(at + 1).padStart(5)}  ${line}\n`).join(''))
    },
    async jobs() {
      terminal.write(jobs.list())
    },
    fg: withJob(async job => {
      const left = await foreground.resume(job)
      return left.type === 'interrupted' ? interrupted : left.code
    }),
    bg: withJob(async job => {
      job.state = 'Running'
      job.suspension.resume()
      terminal.write(`[${job.number}]+ ${job.text} &\n`)
      return 0
    }),
  }
  return name === '' ? undefined : commands[name]
}

async function runNested(nested: StartedShell, {host, terminal, session}: Typed): Promise<number> {
  const {cwd} = session
  const env = {...session.exportedVariables(), SHLVL: String(Number(session.env['SHLVL'] ?? 1) + 1)}
  const entered = await enterShell(nested, host, {cwd, env})
  if (typeof entered === 'string') {
    terminal.write(entered)
    return refused(nested)
  }
  const code = await interactiveShell(entered.host, terminal, entered)
  terminal.write(farewell(nested))
  return code
}

/** The shell that a line starts in this one's place at the terminal. */
const shellIn = (script: string): StartedShell | undefined =>
  /^[\w\s./@-]+$/.test(script) && !script.trim().includes('\n') ? shellOf(script.trim().split(/\s+/)) : undefined

const isExit = (script: string): boolean => /^\s*exit\b/.test(script)

/** At a terminal a shell does not say which line of its script it means. */
const unnumbered = (text: string): string => text.replace(/^(bash: |sh: cd: )line \d+: /gm, '$1')

/** Whether a piece that did not come to its end took the shell with it, or was only given up. */
const endsShell = (script: string): boolean => /(^|[\n;&|({]|\s)(exit|exec|logout|set\s+-\w*e)(\s|[;)}]|$)/.test(script)
