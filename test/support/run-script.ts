import {SimulatedRuntime} from '../../src/cluster/containers/index.ts'
import type {ContainerConfig, VolumeFiles} from '../../src/cluster/containers/container-runtime.ts'
import {Activity} from '../../src/cluster/runtime/activity.ts'
import {ClusterClock} from '../../src/cluster/runtime/cluster-clock.ts'
import {SeededRandom} from '../../src/cluster/runtime/random.ts'

export interface ScriptRun {
  /** What it put out, errors too. */
  output: string
  exitCode: number | undefined
}

/** Runs a container of its own on a clock that is led through so much time (milliseconds), and returns what came of it. `volumes` are by the path of their folder on the node. */
export async function runContainer(
  config: Partial<ContainerConfig>,
  {time = 60_000, volumes = {}}: {time?: number; volumes?: Record<string, VolumeFiles>} = {},
): Promise<ScriptRun> {
  const clock = new ClusterClock(Date.UTC(2026, 0, 1))
  const activity = new Activity()
  const runtime = new SimulatedRuntime({clock, activity, random: new SeededRandom('script')})
  runtime.setVolumeProvider(async path => volumes[path])
  const sandbox = await runtime.runPodSandbox({
    namespace: 'd',
    name: 'p',
    uid: 'u',
    attempt: 0,
    node: 'n',
    hostname: 'p',
    ip: '10.0.0.1',
    hostNetwork: false,
    dns: {servers: [], searches: [], options: []},
    labels: {},
    annotations: {},
  })
  const id = await runtime.createContainer(sandbox, {
    name: 'c',
    attempt: 0,
    image: 'busybox:1.36',
    env: [],
    mounts: [],
    stdin: false,
    stdinOnce: false,
    tty: false,
    terminationMessagePath: '/dev/termination-log',
    ...config,
  })
  await runtime.startContainer(id)
  await activity.settled()
  await clock.advance(clock.now() + time, () => activity.settled())
  await activity.settled()
  const output = await runtime.logTail(id, 1000, 1_000_000)
  const {exitCode} = await runtime.containerStatus(id)
  await runtime.close()
  return {output, exitCode}
}

/** The same for a shell script. */
export const runScript = (script: string, config: Partial<ContainerConfig> = {}): Promise<ScriptRun> =>
  runContainer({command: ['sh', '-c', script], ...config})
