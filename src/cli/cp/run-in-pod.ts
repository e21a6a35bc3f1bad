import type {Pod} from '../../api/kinds.ts'
import {chooseContainer} from '../streams/choose-container.ts'
import {checkRunning, execUrl} from '../streams/exec.ts'
import {type RemoteStreams, runRemotely} from '../streams/remote-session.ts'
import type {CpInvocation} from './cp.ts'
import type {FileSpec} from './file-spec.ts'

/** Runs a command in the container that the files are in; throws what `exec` would end with. */
export async function runInPod(
  invocation: CpInvocation,
  {namespace, pod: name}: FileSpec,
  command: readonly string[],
  streams: RemoteStreams,
): Promise<void> {
  const connection = await invocation.connect()
  const path = {group: '', version: 'v1', resource: 'pods', namespace: namespace || connection.namespace, name}
  const pod = await connection.client.get<Pod>(path)
  checkRunning(pod)
  const say = (text: string): void => void streams.stderr.write(text)
  const container = invocation.flags.container || chooseContainer(pod, '', say).name
  const url = execUrl(pod, {container, command, stdin: streams.stdin !== undefined, tty: false})
  await runRemotely(connection.client, url, {...streams, signal: invocation.context.signal})
}
