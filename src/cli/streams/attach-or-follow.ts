import type {Pod} from '../../api/kinds.ts'
import {pathOf} from '../../client/client.ts'
import type {FlagSet} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {rawRequest} from '../raw-request.ts'
import {type Attachment, attachToPod} from './attach.ts'
import {chooseContainer} from './choose-container.ts'

/** Joins a container that was started for it; prints its log where it is too late for that. */
export async function attachOrFollow<Flags extends FlagSet>(
  invocation: Invocation<Flags>,
  pod: Pod,
  attachment: Attachment,
): Promise<void> {
  try {
    await attachToPod(invocation, pod, attachment)
  } catch (error) {
    const why = (error as Error).message
    invocation.err(`warning: couldn't attach to pod/${pod.metadata.name}, falling back to streaming logs: ${why}\n`)
    await printLog(invocation, pod, attachment.container, attachment.quiet)
  }
}

/** Prints what a container has said so far. */
export async function printLog<Flags extends FlagSet>(
  invocation: Invocation<Flags>,
  pod: Pod,
  container: string,
  quiet = false,
): Promise<void> {
  const {namespace = '', name = ''} = pod.metadata
  const chosen = chooseContainer(pod, container, text => (quiet ? undefined : invocation.err(text)))
  const log = pathOf({group: '', version: 'v1', resource: 'pods', namespace, name, subresource: 'log'})
  const url = `${log}?${new URLSearchParams({container: chosen.name})}`
  await rawRequest(invocation, {method: 'GET', url})
}
