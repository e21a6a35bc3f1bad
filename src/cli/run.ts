import {basename} from 'node:path'
import {commandTable} from '../commands/index.ts'
import type {CliContext} from './cli-context.ts'
import {main} from './main.ts'

/** Runs this process' command line, and leaves its exit code with the process. */
export async function run(): Promise<void> {
  const interrupt = new AbortController()
  const context: CliContext = {
    program: programName(process.argv[1] ?? ''),
    env: process.env,
    cwd: process.cwd(),
    // Node makes a stream when it is first asked for, which takes longer than many a command.
    get stdin() {
      return process.stdin
    },
    get stdout() {
      return process.stdout
    },
    get stderr() {
      return process.stderr
    },
    now: Date.now,
    signal: interrupt.signal,
    connect: async options => (await import('../client/connect.ts')).connect(options),
  }
  process.exitCode = await main(process.argv.slice(2), context, commandTable)
}

/** A plugin of kubectl (`kubectl-foo`) or a link of another name is called by that name; anything else is kctl. */
function programName(path: string): string {
  const name = basename(path)
  return name === 'kubectl' ? 'kubectl' : 'kctl'
}
