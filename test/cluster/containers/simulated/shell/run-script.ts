import type {ContainerConfig} from '../../../../../src/cluster/containers/container-runtime.ts'
import {SimulatedRuntime} from '../../../../../src/cluster/containers/index.ts'
import {Activity} from '../../../../../src/cluster/runtime/activity.ts'
import {ClusterClock} from '../../../../../src/cluster/runtime/cluster-clock.ts'
import {SeededRandom} from '../../../../../src/cluster/runtime/random.ts'

/** Runs a container's command by itself for a minute of the cluster's time. */
export async function runScript(image: string, command: string[], more: Partial<ContainerConfig> = {}) {
  const clock = new ClusterClock(Date.UTC(2026, 0, 1))
  const activity = new Activity()
  const runtime = new SimulatedRuntime({clock, activity, random: new SeededRandom('script')})
  const sandbox = await runtime.runPodSandbox({
    namespace: 'default',
    name: 'pod-0',
    uid: 'uid',
    attempt: 0,
    node: 'node',
    hostname: 'pod-0',
    ip: '10.244.0.5',
    hostNetwork: false,
    dns: {servers: [], searches: [], options: []},
    labels: {},
    annotations: {},
  })
  const id = await runtime.createContainer(sandbox, {
    name: 'c',
    attempt: 0,
    image,
    command,
    env: [],
    mounts: [],
    stdin: false,
    stdinOnce: false,
    tty: false,
    terminationMessagePath: '/dev/termination-log',
    ...more,
  })
  await runtime.startContainer(id)
  await activity.settled()
  await clock.advance(clock.now() + 60_000, () => activity.settled())
  const chunks: Uint8Array[] = []
  for await (const chunk of runtime.containerLogs(id, {})) chunks.push(chunk)
  const {state, exitCode} = await runtime.containerStatus(id)
  return {logs: Buffer.concat(chunks).toString(), state, exitCode, runtime, sandbox, id}
}
