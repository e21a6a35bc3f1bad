import type {ResolvedCommandContext} from 'just-bash'
import {dial} from '../dial.ts'
import {interruptible} from '../interruptible.ts'
import {liveOutput} from '../live-output.ts'
import {quote} from '../quote.ts'
import {processEnvironment} from './environment.ts'
import {failed, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** kubectl, with the files, the environment, the terminal and the network of where it is called. */
export function kubectlCommand(parts: ShellParts): Record<string, Run> {
  const {host, shell, isScript} = parts
  const kubectl: Run = async (args, context) => {
    const client = host.network.ownPrograms?.kubectl
    if (!client) return failed('kubectl: there is no cluster\n')
    const inner = context.signal ? interruptible(host, context.signal) : host
    const gathered = {stdout: [] as Uint8Array[], stderr: [] as Uint8Array[]}
    const isLive = goesOn(args) && (!isScript || context.env.has(liveOutput))
    const env = Object.fromEntries(processEnvironment(parts, context))
    delete env[liveOutput]
    const exitCode = await client(args, {
      files: host.files.calls,
      cwd: context.cwd,
      env,
      stdin: Buffer.from(String(context.stdin), 'latin1'),
      ...(host.terminal && String(context.stdin) === '' && {terminal: host.terminal}),
      stdout: isLive ? host.stdout : data => void gathered.stdout.push(data),
      stderr: isLive ? host.stderr : data => void gathered.stderr.push(data),
      signal: inner.signal,
      now: () => host.now(),
      idle: wait => inner.idle(wait),
      sleep: milliseconds => inner.sleep(milliseconds),
      alarm: (milliseconds, callback) => host.alarm(milliseconds, callback),
      dial: to => dial(inner, to),
      listen: (port, accept) => host.listen(['kubectl', ...args], port, {accept}) ?? false,
      run: (argv, process) => runProgram(argv, process, context),
    })
    return {
      stdout: Buffer.concat(gathered.stdout).toString('latin1'),
      stderr: Buffer.concat(gathered.stderr).toString(),
      exitCode,
      stdoutKind: 'bytes',
    }
  }

  const runProgram = async (
    argv: readonly string[],
    {cwd, env, stdout}: {cwd: string; env: Record<string, string>; stdout?(data: Uint8Array): void},
    {signal}: ResolvedCommandContext,
  ): Promise<number> => {
    const {runShell} = await import('../run-shell.ts')
    const inner = signal ? interruptible(host, signal) : host
    const script = argv.map(quote).join(' ')
    return (await runShell({...inner, ...(stdout && {stdout})}, {script, env, cwd, shell})).exitCode
  }

  return {kubectl: (args, context) => host.once(() => Promise.resolve(kubectl(args, context)))}
}

/** Whether it may have something to say before it ends. */
const goesOn = ([verb = '', ...words]: readonly string[]): boolean =>
  lasting.has(verb) ||
  words.some(
    word => /^(-w|--watch|--watch-only|--follow)(=true)?$/.test(word) || (verb === 'logs' && /^-\w*f$/.test(word)),
  )

const lasting = new Set('attach debug delete drain edit exec port-forward proxy rollout run wait'.split(' '))
