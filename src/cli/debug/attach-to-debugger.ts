import type {ContainerStatus, Pod} from '../../api/kinds.ts'
import {notFound} from '../../api/status-error.ts'
import {attachOrFollow, printLog} from '../streams/attach-or-follow.ts'
import {untilChanged} from '../wait/until-changed.ts'
import type {DebugInvocation} from './debug.ts'

/** Waits until the container runs or has ended, and joins it or prints what it has said. */
export async function attachToDebugger(invocation: DebugInvocation, pod: Pod, container: string): Promise<void> {
  const {stdin, tty, quiet} = invocation.flags
  const found = await untilStarted(invocation, pod, container)
  if (statusOf(found, container)?.state?.terminated) return printLog(invocation, found, container)
  const commandPath = `${invocation.context.program} attach`
  await attachOrFollow(invocation, found, {container, stdin, tty, quiet, commandPath})
}

async function untilStarted(invocation: DebugInvocation, {metadata}: Pod, container: string): Promise<Pod> {
  const {client, discovery} = await invocation.connect()
  const {namespace = '', name = ''} = metadata
  let found: Pod | undefined
  await untilChanged(
    client,
    {resource: await discovery.resource('pods'), name, namespace},
    {
      timeout: Number.POSITIVE_INFINITY,
      test(object) {
        if (!object) throw notFound({group: '', resource: 'pods'}, '')
        found = object as Pod
        const {running, terminated, waiting} = statusOf(found, container)?.state ?? {}
        if (running || terminated) return true
        if (!invocation.flags.quiet && waiting?.message)
          invocation.printWarning(`container ${container}: ${waiting.message}`)
        return false
      },
    },
  )
  return found!
}

function statusOf({status}: Pod, name: string): ContainerStatus | undefined {
  const {initContainerStatuses = [], containerStatuses = [], ephemeralContainerStatuses = []} = status ?? {}
  return [...initContainerStatuses, ...containerStatuses, ...ephemeralContainerStatuses].find(
    candidate => candidate.name === name,
  )
}
