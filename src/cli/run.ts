import {basename} from 'node:path'
import {commandTable} from '../commands/index.ts'
import type {CliContext, Output} from './cli-context.ts'
import {systemError} from './errors/system-error.ts'
import {Interruption} from './interrupt.ts'
import {main} from './main.ts'

/** Runs this process' command line, and leaves its exit code with the process. */
export async function run(): Promise<void> {
  const interrupt = new AbortController()
  let out: Output | undefined
  let err: Output | undefined
  process.once('SIGINT', () => interrupt.abort(new Interruption('SIGINT')))
  const context: CliContext = {
    program: programName(process.argv[1] ?? ''),
    env: process.env,
    cwd: process.cwd(),
    // Node makes a stream when it is first asked for, which takes longer than many a command.
    get stdin() {
      return process.stdin
    },
    get stdout() {
      out ??= endingWhereItEnds(process.stdout, interrupt)
      return out
    },
    get stderr() {
      err ??= unheeded(process.stderr)
      return err
    },
    now: Date.now,
    signal: interrupt.signal,
    connect: async options => (await import('../client/connect.ts')).connect(options),
  }
  process.exitCode = (await main(process.argv.slice(2), context, commandTable)) || process.exitCode || 0
  if (interrupt.signal.aborted) process.exit()
}

/** Ends the command when what it prints can go nowhere: without a word if nobody reads it, else as a failure. */
function endingWhereItEnds(stdout: NodeJS.WriteStream, interrupt: AbortController): Output {
  // oclif's would throw.
  stdout.removeAllListeners('error')
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    const why = new Interruption(error.code === 'EPIPE' ? 'SIGPIPE' : 'a failed write')
    if (error.code !== 'EPIPE' && !interrupt.signal.aborted)
      process.stderr.write(`error: write /dev/stdout: ${systemError(error)}\n`)
    interrupt.abort(why)
    // The command may have ended before it could know.
    process.exitCode = why.exitCode
  })
  return stdout
}

/** Complaints that can go nowhere are no reason to end otherwise. */
function unheeded(stderr: NodeJS.WriteStream): Output {
  stderr.on('error', () => undefined)
  return stderr
}

/** A plugin of kubectl (`kubectl-foo`) or a link of another name is called by that name; anything else is kctl. */
function programName(path: string): string {
  const name = basename(path)
  return name === 'kubectl' ? 'kubectl' : 'kctl'
}
