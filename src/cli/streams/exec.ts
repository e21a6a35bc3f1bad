import type {Pod} from '../../api/kinds.ts'
import {pathOf} from '../../client/client.ts'
import type {Input} from '../cli-context.ts'
import {usageError} from '../errors/command-error.ts'
import {stringSlice} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {chooseContainer} from './choose-container.ts'
import {findPod, podQuery} from './find-pod.ts'
import {runRemotely} from './remote-session.ts'
import {streamFlags} from './stream-flags.ts'
import {rawTerminal} from './terminal.ts'

export const execFlags = {
  ...streamFlags,
  filename: stringSlice({short: 'f', usage: 'File that names the object to run the command in.'}),
}

export type ExecInvocation = Invocation<typeof execFlags>

/** Runs a command in a container; its exit code becomes ours. */
export async function exec(invocation: ExecInvocation): Promise<void> {
  const {flags, args, argsBeforeDash, commandPath} = invocation
  const resource = argsBeforeDash === 0 ? '' : (args[0] ?? '')
  const command = argsBeforeDash >= 0 ? args.slice(argsBeforeDash) : []
  const files = flags.filename.length > 0
  if (argsBeforeDash < 0 && (args.length > 1 || (args.length > 0 && files)))
    throw usageError(commandPath, 'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead')
  if (flags['pod-running-timeout'] <= 0) throw usageError(commandPath, '--pod-running-timeout must be higher than zero')
  if (!resource && !files) throw new Error('pod, type/name or --filename must be specified')
  if (command.length === 0) throw new Error('you must specify at least one command for the container')
  // What a file describes is taken for what is there.
  const query = {failFast: true, filename: flags.filename, typed: true, ...(resource && podQuery([resource]))}
  const pod = await findPod(invocation, query, {
    timeout: flags['pod-running-timeout'],
    several: 'cannot exec into multiple objects at a time',
  })
  await execInPod(invocation, pod, {command, container: flags.container})
}

async function execInPod(
  invocation: ExecInvocation,
  pod: Pod,
  {command, container}: {command: readonly string[]; container: string},
): Promise<void> {
  const {flags, context} = invocation
  checkRunning(pod)
  const say = (text: string): void => (flags.quiet ? undefined : invocation.err(text))
  const name = container || chooseContainer(pod, '', say).name
  const terminal = flags.stdin && flags.tty && isTerminal(context.stdin)
  if (flags.stdin && flags.tty && !terminal)
    say('Unable to use a TTY - input is not a terminal or the right kind of file\n')
  const raw = terminal ? rawTerminal(context.stdin, context.stdout) : undefined
  const url = execUrl(pod, {container: name, command, stdin: flags.stdin, tty: terminal})
  try {
    await runRemotely(await invocation.client(), url, {
      stdin: flags.stdin ? context.stdin : undefined,
      stdout: context.stdout,
      stderr: context.stderr,
      sizes: raw?.sizes,
      signal: context.signal,
    })
  } finally {
    raw?.restore()
  }
}

/** A pod whose containers have ended takes no commands. */
export function checkRunning({status}: Pod): void {
  const {phase = ''} = status ?? {}
  if (phase === 'Succeeded' || phase === 'Failed')
    throw new Error(`cannot exec into a container in a completed pod; current phase is ${phase}`)
}

export interface RemoteCommand {
  container: string
  command: readonly string[]
  stdin: boolean
  tty: boolean
}

/** Where a command is run. */
export function execUrl({metadata}: Pod, {container, command, stdin, tty}: RemoteCommand): string {
  const {namespace = '', name = ''} = metadata
  const parameters = new URLSearchParams(command.map((word): [string, string] => ['command', word]))
  parameters.set('container', container)
  if (stdin) parameters.set('stdin', 'true')
  parameters.set('stdout', 'true')
  if (tty) parameters.set('tty', 'true')
  else parameters.set('stderr', 'true')
  return `${pathOf({group: '', version: 'v1', resource: 'pods', namespace, name, subresource: 'exec'})}?${parameters}`
}

export const isTerminal = ({isTTY}: Input): boolean => isTTY === true
