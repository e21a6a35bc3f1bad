import type {Pod} from '../../api/kinds.ts'
import type {KubeObject} from '../../api/object.ts'
import {isPodFinished} from '../../api/pod-phase.ts'
import {isNotFound} from '../../api/status-error.ts'
import {ProgramError} from '../errors/command-error.ts'
import {attachOrFollow, printLog} from '../streams/attach-or-follow.ts'
import {untilChanged} from '../wait/until-changed.ts'
import type {RunInvocation} from './run.ts'

/** Shows what a new pod prints until it ends, answers with its exit code, and removes it if asked to. */
export async function attachToRun(invocation: RunInvocation, created: KubeObject): Promise<void> {
  try {
    await follow(invocation, created)
  } finally {
    if (invocation.flags.rm) await remove(invocation, created)
  }
}

async function follow(invocation: RunInvocation, created: KubeObject): Promise<void> {
  const {flags, context} = invocation
  const {stdin, tty, quiet} = flags
  const ready = await untilPod(invocation, created, pod => isPodFinished(pod) || isReady(pod))
  const commandPath = `${context.program} attach`
  if (isPodFinished(ready)) await printLog(invocation, ready, '', quiet)
  else await attachOrFollow(invocation, ready, {container: '', stdin, tty, quiet, commandPath})
  if (flags['leave-stdin-open'] || flags.restart === 'Always') return
  const over = flags.restart === 'OnFailure' ? (pod: Pod) => pod.status?.phase === 'Succeeded' : isPodFinished
  throwExitCode(await untilPod(invocation, created, over))
}

async function untilPod(invocation: RunInvocation, created: KubeObject, test: (pod: Pod) => boolean): Promise<Pod> {
  const {client, discovery} = await invocation.connect()
  const {name = '', namespace = ''} = created.metadata
  let last: Pod | undefined
  const found = await untilChanged(
    client,
    {resource: await discovery.resource('pods'), name, namespace},
    {
      timeout: invocation.flags['pod-running-timeout'],
      test(object) {
        if (!object) throw new Error('pods "" not found')
        last = object as Pod
        return test(last)
      },
    },
  )
  if (!found || !last) throw new Error('timed out waiting for the condition')
  return last
}

const isReady = ({status}: Pod): boolean =>
  status?.phase === 'Running' &&
  status.conditions?.some(({type, status: is}) => type === 'Ready' && is === 'True') === true

function throwExitCode({status, metadata: {name, namespace}}: Pod): void {
  if (status?.phase === 'Succeeded') return
  const terminated = status?.containerStatuses?.[0]?.state?.terminated
  if (!terminated?.exitCode) throw new Error(`pod ${namespace}/${name} failed with unknown exit code`)
  const {reason = '', message = '', exitCode} = terminated
  throw new ProgramError(`pod ${namespace}/${name} terminated (${reason})\n${message}`, exitCode)
}

async function remove(invocation: RunInvocation, created: KubeObject): Promise<void> {
  const client = await invocation.client()
  await client.delete(podPath(created), {propagationPolicy: 'Background'}).catch(error => {
    if (!isNotFound(error)) throw error
  })
  const {name, namespace} = created.metadata
  if (!invocation.flags.quiet) invocation.out(`pod ${JSON.stringify(name)} deleted from ${namespace} namespace\n`)
}

const podPath = ({metadata: {name = '', namespace = ''}}: KubeObject) => ({
  group: '',
  version: 'v1',
  resource: 'pods',
  namespace,
  name,
})
