import {basename} from 'node:path'
import {commandTable} from '../commands/index.ts'
import type {CliContext, Output} from './cli-context.ts'
import {Interruption} from './interrupt.ts'
import {main} from './main.ts'

/** Runs this process' command line, and leaves its exit code with the process. */
export async function run(): Promise<void> {
  const interrupt = new AbortController()
  let out: Output | undefined
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
      out ??= endingWithReader(process.stdout, interrupt)
      return out
    },
    get stderr() {
      return process.stderr
    },
    now: Date.now,
    signal: interrupt.signal,
    connect: async options => (await import('../client/connect.ts')).connect(options),
  }
  process.exitCode = await main(process.argv.slice(2), context, commandTable)
  if (interrupt.signal.aborted) process.exit()
}

/** Ends the command when nobody reads what it prints, without a word about it. */
function endingWithReader(stdout: NodeJS.WriteStream, interrupt: AbortController): Output {
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    interrupt.abort(new Interruption('SIGPIPE'))
  })
  return stdout
}

/** A plugin of kubectl (`kubectl-foo`) or a link of another name is called by that name; anything else is kctl. */
function programName(path: string): string {
  const name = basename(path)
  return name === 'kubectl' ? 'kubectl' : 'kctl'
}
