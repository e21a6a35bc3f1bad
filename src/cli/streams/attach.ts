import type {Container, Pod} from '../../api/kinds.ts'
import {pathOf} from '../../client/client.ts'
import {usageError} from '../errors/command-error.ts'
import type {FlagSet} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {chooseContainer, findContainer} from './choose-container.ts'
import {isTerminal} from './exec.ts'
import {findPod, podQuery} from './find-pod.ts'
import {runRemotely} from './remote-session.ts'
import {streamFlags} from './stream-flags.ts'
import {rawTerminal} from './terminal.ts'

export const attachFlags = streamFlags
export type AttachInvocation = Invocation<typeof attachFlags>

const recorded =
  'All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.\n'

/** Joins our streams to what a container runs. */
export async function attach(invocation: AttachInvocation): Promise<void> {
  const {flags, args} = invocation
  const timeout = flags['pod-running-timeout']
  if (timeout <= 0) throw usageError(invocation.commandPath, '--pod-running-timeout must be higher than zero')
  if (args.length === 0) throw new Error('at least 1 argument is required for attach')
  if (args.length > 2)
    throw new Error(
      `expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ${args.length}: [${args.join(' ')}]`,
    )
  const pod = await findPod(invocation, podQuery(args), {
    timeout,
    several: 'cannot attach to multiple objects at a time',
  })
  const {phase = ''} = pod.status ?? {}
  if (phase === 'Succeeded' || phase === 'Failed')
    throw new Error(`cannot attach a container in a completed pod; current phase is ${phase}`)
  const {container, stdin, tty, quiet} = flags
  await attachToPod(invocation, pod, {container, stdin, tty, quiet, commandPath: invocation.commandPath})
}

/** How to join a container. */
export interface Attachment {
  /** Empty for the pod's default. */
  container: string
  stdin: boolean
  tty: boolean
  quiet: boolean
  /** What to type to come back: `kubectl attach`. */
  commandPath: string
}

/** The same for a pod at hand. */
export async function attachToPod<Flags extends FlagSet>(
  invocation: Invocation<Flags>,
  pod: Pod,
  attachment: Attachment,
): Promise<void> {
  const {context} = invocation
  const {stdin, tty, quiet} = attachment
  const say = (text: string): void => (quiet ? undefined : invocation.err(text))
  const container = containerOf(pod, attachment.container, say)
  if (tty && !container.tty) say(`error: Unable to use a TTY - container ${container.name} did not allocate one\n`)
  const wanted = stdin && Boolean(container.tty)
  const terminal = wanted && isTerminal(context.stdin)
  if (wanted && !terminal) say('Unable to use a TTY - input is not a terminal or the right kind of file\n')
  say(recorded)
  say("If you don't see a command prompt, try pressing enter.\n")
  const raw = terminal ? rawTerminal(context.stdin, context.stdout, {redraw: true}) : undefined
  try {
    await runRemotely(await invocation.client(), urlOf(pod, container, {stdin, tty: terminal}), {
      stdin: stdin ? context.stdin : undefined,
      stdout: context.stdout,
      stderr: context.stderr,
      sizes: raw?.sizes,
      signal: context.signal,
    })
  } finally {
    raw?.restore()
  }
  if (!quiet && terminal) sayHowToResume(invocation, pod, {container, commandPath: attachment.commandPath})
}

function containerOf(pod: Pod, name: string, say: (text: string) => void): Container {
  try {
    return chooseContainer(pod, name, say)
  } catch (error) {
    throw new Error(`cannot attach to the container: ${(error as Error).message}`)
  }
}

function urlOf({metadata}: Pod, {name: container}: Container, {stdin, tty}: {stdin: boolean; tty: boolean}): string {
  const {namespace = '', name = ''} = metadata
  const parameters = new URLSearchParams({container})
  if (stdin) parameters.set('stdin', 'true')
  parameters.set('stdout', 'true')
  parameters.set(tty ? 'tty' : 'stderr', 'true')
  return `${pathOf({group: '', version: 'v1', resource: 'pods', namespace, name, subresource: 'attach'})}?${parameters}`
}

function sayHowToResume<Flags extends FlagSet>(
  invocation: Invocation<Flags>,
  pod: Pod,
  {container: {name}, commandPath}: {container: Container; commandPath: string},
): void {
  if (pod.spec?.restartPolicy !== 'Always') return
  const command = `'${commandPath} ${pod.metadata.name} -c ${name} -i -t'`
  const ephemeral = findContainer(pod, name)?.path.startsWith('spec.ephemeralContainers')
  invocation.out(
    ephemeral
      ? `Session ended, the ephemeral container will not be restarted but may be reattached using ${command} if it is still running\n`
      : `Session ended, resume using ${command} command when the pod is running\n`,
  )
}
