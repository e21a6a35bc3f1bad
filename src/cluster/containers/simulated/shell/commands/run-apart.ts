import type {ExecResult, ResolvedCommandContext} from 'just-bash'
import {findScript} from '../../programs/find-program.ts'
import {quote} from '../quote.ts'
import type {ShellHost} from '../shell-host.ts'

/** What a command has put out by now, though it may not have ended. */
export interface Apart {
  result: Promise<number>
  put(exitCode: number): ExecResult
}

/** Runs a command as a script of its own on `host`, whose output is gathered. */
export function runApart(host: ShellHost, command: string[], {shell, ...context}: ApartContext): Apart {
  const out: Uint8Array[] = []
  const err: Uint8Array[] = []
  const child: ShellHost = {...host, stdout: data => void out.push(data), stderr: data => void err.push(data)}
  return {
    result: runAlong(child, command, {shell, ...context}),
    put: exitCode => ({
      stdout: Buffer.concat(out).toString('latin1'),
      stderr: Buffer.concat(err).toString(),
      exitCode,
      stdoutKind: 'bytes',
    }),
  }
}

/** The same, but its output is the host's. */
export async function runAlong(host: ShellHost, command: string[], context: ApartContext): Promise<number> {
  const {runShell} = await import('../run-shell.ts')
  const script = findScript(command) ?? {script: command.map(quote).join(' '), words: []}
  const {exitCode} = await runShell(host, {
    script: script.script,
    words: script.words,
    env: context.exportedEnv ?? Object.fromEntries(context.env),
    cwd: context.cwd,
    stdin: Buffer.from(String(context.stdin), 'latin1'),
    shell: context.shell,
  })
  return exitCode
}

type ApartContext = Pick<ResolvedCommandContext, 'exportedEnv' | 'env' | 'cwd' | 'stdin'> & {shell: string}
